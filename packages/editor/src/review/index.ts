/** What differs between two texts, and how that is shown. */
export { Changes, type EarlierTexts, setChanges } from './changes-plugin.ts';
export { DiffText } from './diff-text.tsx';
export { type Overlay, overlayOf, type Piece, withWords, wordDiff } from './words.ts';
