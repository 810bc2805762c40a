/** A translation beside its source, passage by passage. */
export {
  addPassage,
  confirmPassage,
  copySource,
  isOpen,
  nextOpen,
  replacePassage,
  resetToMachine,
  sourceWords,
  unconfirmPassage,
} from './acts.ts';
export { confirmable, type TakeOptions, takeFromFile } from './from-file.ts';
export { type Layout, layoutRows, type SourceCell, type TargetCell } from './layout.ts';
export { goToPassage, PassageRows } from './rows-plugin.ts';
export { type ShownState, shownState, stateWords } from './states.ts';
export { createTranslationStore, type Translation, type TranslationFacts, type TranslationStore } from './store.ts';
export { TranslationGrid } from './translation-grid.tsx';
