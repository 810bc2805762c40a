/** Collaboration with undo of one's own changes only, and none in a window that may not write. */
import type { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { ySyncPluginKey, yUndoPluginKey } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';
import { contentOf } from '../schema/roots.ts';
import { isFromDocument, UNDOABLE } from './origins.ts';

/** After so long a pause in typing a new step of undo begins. */
const PAUSE_MS = 1_000;

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

function undoManagerOf(state: EditorState): Y.UndoManager | undefined {
  return yUndoPluginKey.getState(state)?.undoManager;
}

const OwnUndo = Collaboration.extend({
  addProseMirrorPlugins() {
    const pausing = new Plugin({
      key: new PluginKey('copydesk-undo-pause'),
      view({ state }) {
        const manager = undoManagerOf(state);
        if (manager !== undefined) manager.captureTimeout = PAUSE_MS;
        return {};
      },
    });
    return [...(this.parent?.() ?? []), pausing];
  },
  dispatchTransaction({ transaction, next }) {
    // y-tiptap 3.0.9 takes what follows somebody else's change, a caret seen moving even, for the end of one's own step.
    if (!transaction.docChanged && !isFromDocument(transaction)) {
      transaction.setMeta(ySyncPluginKey, { addToHistory: true });
    }
    next(transaction);
  },
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
  const manager = undoManagerOf(editor.state);
  manager?.stopCapturing();
  const result = run();
  manager?.stopCapturing();
  return result;
}
