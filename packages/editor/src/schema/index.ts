/** The schema of an edition and its document: readable and writable in Node without a window. */
export { hrefFromInput, safeHref, safePictureSource } from './addresses.ts';
export { type AsidePassage, dropAside, readAside, restoreAside, returnAside, setAside } from './aside.ts';
export { BLANK_EDITION, SEED_CLIENT_ID } from './blank.ts';
export { caretBlocks } from './carets.ts';
export { writeCorrection } from './correct.ts';
export { type Dismissal, dismiss, readDismissals, undismiss } from './dismissals.ts';
export { editionSchema, schemaExtensions } from './extensions.ts';
export { fitsSchema } from './fits.ts';
export { leaveNote, readHandovers } from './handover.ts';
export { currentEdition } from './live.ts';
export { type Holder, holderOf, insertWithin, removeWithin } from './places.ts';
export { askQuestion, readQueries, replyToQuestion, takeQuestionBack } from './queries.ts';
export { readContent, readEdition } from './read.ts';
export { asideOf, contentOf, dismissalsOf, fieldsOf, handoversOf, queriesOf, segmentsOf } from './roots.ts';
export {
  copySegment,
  readSegment,
  readSegments,
  type WitnessedConfirmation,
  witnessConfirmations,
  writeSegment,
} from './segments.ts';
export {
  applyBlocks,
  type BlockChange,
  createElement,
  findBlock,
  insertBlockAfter,
  removeBlock,
  type Splice,
  setBlockText,
  spliceBlockText,
  writeContent,
  writeFields,
} from './write.ts';
