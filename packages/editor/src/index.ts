/** The editor for a window: React components over the schema and the collaboration. */
export { ArticleText, type EditorUser, useArticleEditor } from './components/article-editor.tsx';
export { FORMATS, type Format, keysText } from './components/formats.ts';
export { ReadingBlock, ReadingText, type ShowInline } from './components/reading-text.tsx';
export { SelectionToolbar } from './components/selection-toolbar.tsx';
export { Toolbar } from './components/toolbar.tsx';
export { Changes, setChanges } from './review/changes-plugin.ts';
export { DiffText } from './review/diff-text.tsx';
export { overlayOf, wordDiff } from './review/words.ts';
export {
  addPassage,
  confirmPassage,
  copySource,
  isOpen,
  nextOpen,
  resetToMachine,
  unconfirmPassage,
} from './translation/acts.ts';
export type { SourceCell } from './translation/layout.ts';
export { PassageStrip } from './translation/passage-strip.tsx';
export { goToPassage, PassageRows } from './translation/rows-plugin.ts';
export {
  createTranslationStore,
  type Translation,
  type TranslationFacts,
  type TranslationStore,
} from './translation/store.ts';
export { TranslationGrid } from './translation/translation-grid.tsx';
