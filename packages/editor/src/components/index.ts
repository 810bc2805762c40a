/** The parts of an editor that a screen puts together. */
export { type ArticleEditor, ArticleText, type EditorUser, useArticleEditor } from './article-editor.tsx';
export { FORMATS, type Format, keysText } from './formats.ts';
export { goToBlock } from './go-to-block.ts';
export { ReadingBlock, ReadingText, type ShowInline } from './reading-text.tsx';
export { SelectionToolbar } from './selection-toolbar.tsx';
export { type MarkedSpot, SpotMarks, type SpotsByBlock, setSpots } from './spot-marks.ts';
export { Toolbar } from './toolbar.tsx';
