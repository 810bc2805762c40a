/** Collaboration with undo of one's own changes only, and none in a window that may not write. */
import type { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';
import { contentOf } from '../schema/roots.ts';
import { UNDOABLE } from './origins.ts';

/** Elements that undoing their making leaves in place while somebody else's text is in them. */
const PROTECTED = new Set([
  'headline',
  'standfirst',
  'paragraph',
  'heading',
  'figure',
  'caption',
  'quote',
  'bulletList',
  'orderedList',
  'item',
]);

const OwnUndo = Collaboration.extend({
  addCommands() {
    const commands = this.parent?.() ?? {};
    const { undo, redo } = commands;
    return {
      ...commands,
      undo: () => (props) => props.editor.isEditable && (undo?.()(props) ?? false),
      redo: () => (props) => props.editor.isEditable && (redo?.()(props) ?? false),
    };
  },
});

/** The binding to the document's text, with undo. */
export function collaborationExtension(doc: Y.Doc) {
  return OwnUndo.configure({
    fragment: contentOf(doc),
    yUndoOptions: { protectedNodes: PROTECTED, trackedOrigins: [UNDOABLE] },
  });
}

/** Makes what `run` does one step of undo, apart from what was typed just before and comes right after. */
export function asOneStep<T>(editor: Editor, run: () => T): T {
  const undo: { undoManager: Y.UndoManager } | undefined = yUndoPluginKey.getState(editor.state);
  undo?.undoManager.stopCapturing();
  const result = run();
  undo?.undoManager.stopCapturing();
  return result;
}
