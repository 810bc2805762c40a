/** A translation beside its source, passage by passage. */
export {
  addPassage,
  checkPassage,
  confirmPassage,
  copySource,
  isOpen,
  nextOpen,
  nextWhere,
  replacePassage,
  replaceWords,
  resetToMachine,
  unconfirmPassage,
} from './acts.ts';
export { collapseRows, type Gap, type ShownLayout } from './collapse.ts';
export { confirmable, type TakeOptions, takeFromFile } from './from-file.ts';
export { canMerge, joinSegments, mergePassages, type SourceTexts } from './joins.ts';
export { type Layout, layoutRows, type SourceCell, type TargetCell } from './layout.ts';
export {
  createPresenceStore,
  type PeopleByBlock,
  type PersonInPassage,
  type PresenceStore,
  personOf,
} from './presence.ts';
export { goToPassage, type Join, PassageRows } from './rows-plugin.ts';
export { type ShownState, shownState, stateWords } from './states.ts';
export { createTranslationStore, type Translation, type TranslationFacts, type TranslationStore } from './store.ts';
export { type PassagePointers, TranslationGrid, type TranslationGridProps } from './translation-grid.tsx';
