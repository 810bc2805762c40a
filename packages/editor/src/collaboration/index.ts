/** Several people writing in one edition: binding, carets, block ids, undo, order, repeats. */
export { BlockIds } from './block-ids.ts';
export { type CaretUser, type HueOf, renderCaret } from './caret.ts';
export { type CollaborationSetup, collaborationExtensions, createEditionEditorOptions } from './extensions.ts';
export { Normaliser } from './normalise.ts';
export { UNDOABLE } from './origins.ts';
export { asOneStep } from './own-undo.ts';
export { RepeatMarker, repeatsIn } from './repeat-marker.ts';
export { findRepeats, type Repeat } from './repeats.ts';
