export {
  bandOf,
  ContextHash,
  LEAST_SCORE,
  MemoryMatch,
  MemoryOrigin,
  MemoryPairing,
  MemoryQuestion,
  MemoryRow,
} from './match.ts';
export { type ApprovedPair, neighboursOf, pairingsOf, sourceOf } from './pairings.ts';
export { type Asked, askedOf, likeness, mostDifferent, scoreOf } from './score.ts';
export { contextHash, maskedWords, NUMBER, plainText } from './words.ts';
