/** Files in and out, passages' and glossaries', with the parsers that these need: apart from what every screen uses. */
export { glossaryToCsv } from '../glossary/csv.ts';
export { type GlossaryPlan, planGlossary, readGlossaryFile } from '../glossary/file.ts';
export type { FileTerm, GlossaryFile } from '../glossary/model.ts';
export { glossaryToTbx } from '../glossary/tbx.ts';
export { toCsv } from './csv.ts';
export { type MergeKind, type MergePlan, type MergeRow, planMerge } from './merge.ts';
export type {
  ExchangeFile,
  ExchangeFormat,
  ExchangeNote,
  ExchangePassage,
  ExchangeStory,
  FileUnit,
} from './model.ts';
export { type ExchangeInput, readExchange } from './read.ts';
export { type ExchangeInputs, exchangeStory } from './story.ts';
export { storyToTmx } from './tmx.ts';
export { toXliff1 } from './xliff1.ts';
export { toXliff2 } from './xliff2.ts';
