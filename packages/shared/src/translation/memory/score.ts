/** How well a remembered pair answers a text. */
import { editDistance } from '../edit-distance.ts';
import { LEAST_SCORE, type MemoryMatch, type MemoryPairing, type MemoryQuestion } from './match.ts';
import { swapNumbers } from './numbers.ts';
import { maskedWords, maskNumbers, plainText } from './words.ts';

/** The same words in other letters or with other signs between them. */
const SAME_WORDS = 98;
/** The same but for its numbers: with them put into the target, and without. */
const SAME_BUT_NUMBERS = 99;
const NUMBERS_LEFT = 95;
/** Other words are never worth more than the same words. */
const BEST_FUZZY = 97;

/** A text that is looked up, read once for many candidates. */
export interface Asked {
  readonly question: MemoryQuestion;
  readonly text: string;
  readonly masked: string;
  readonly words: readonly string[];
}

export function askedOf(question: MemoryQuestion): Asked {
  const text = plainText(question.text);
  return { question, text, masked: maskNumbers(text), words: maskedWords(text) };
}

/** How many words of two texts, the longer one with `longer`, may differ. */
export function mostDifferent(longer: number): number {
  return Math.floor((longer * (100 - LEAST_SCORE)) / 100);
}

/** Percent of words alike, 0 to 100, rounded down; 0 below `LEAST_SCORE`. */
export function likeness(a: ArrayLike<unknown>, b: ArrayLike<unknown>): number {
  const longer = Math.max(a.length, b.length);
  const limit = mostDifferent(longer);
  const distance = editDistance(a, b, limit);
  return longer === 0 || distance > limit ? 0 : Math.floor((100 * (longer - distance)) / longer);
}

/** What a pair is worth for a text; null: nothing. */
export function scoreOf(
  asked: Asked,
  pair: MemoryPairing,
): Pick<MemoryMatch, 'kind' | 'score' | 'source' | 'target'> | null {
  const { source, target } = pair;
  const { from, to, before = '', after = '' } = asked.question;
  const remembered = plainText(source);
  if (remembered === asked.text) {
    const placed = pair.before === before && pair.after === after && before + after !== '';
    return placed ? { kind: 'context', score: 101, source, target } : { kind: 'exact', score: 100, source, target };
  }
  if (maskNumbers(remembered) === asked.masked) {
    const swapped = swapNumbers({ from, to, source: remembered, target, asked: asked.text });
    if (swapped === null) return { kind: 'fuzzy', score: NUMBERS_LEFT, source, target };
    return { kind: 'numbers', score: SAME_BUT_NUMBERS, source, target: swapped };
  }
  const words = maskedWords(remembered);
  const score = likeness(asked.words, words);
  if (score < LEAST_SCORE) return null;
  const sameNumbers = score === 100 && numbersOf(remembered) === numbersOf(asked.text);
  const most = sameNumbers ? SAME_WORDS : score === 100 ? NUMBERS_LEFT : BEST_FUZZY;
  return { kind: 'fuzzy', score: Math.min(score, most), source, target };
}

function numbersOf(text: string): string {
  return (text.match(/\p{Nd}+/gu) ?? []).join(' ');
}
