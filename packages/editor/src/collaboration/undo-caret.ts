/**
 * Undo and redo put the caret where it was before the change that they take back. y-tiptap 3.0.9 means to, but keeps
 * the place in the midst of a change where that has several parts (a split and the new block's id), and looks at it only
 * after the step is shown; until then it goes by where the caret is now, and where that block is gone, as after the
 * undo of a split, the caret falls into the next one.
 */
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import {
  getRelativeSelection,
  type ProsemirrorBinding,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
  yUndoPluginKey,
} from '@tiptap/y-tiptap';
import type * as Y from 'yjs';

type KeptSelection = ReturnType<typeof getRelativeSelection> | null;

interface Step {
  readonly stackItem: { readonly meta: Map<unknown, KeptSelection> };
  readonly changedParentTypes: ReadonlyMap<unknown, unknown>;
}

/** The selection before the last change. */
const key = new PluginKey<KeptSelection>('copydesk-undo-caret');

const bindingOf = (state: EditorState): ProsemirrorBinding => ySyncPluginKey.getState(state).binding;

/** Where a kept place is now, or null when its text is gone. */
function placeNow({ doc, type, mapping }: ProsemirrorBinding, kept: Y.RelativePosition | null): number | null {
  return kept === null ? null : relativePositionToAbsolutePosition(doc, type, kept, mapping);
}

function putBack(view: EditorView, kept: KeptSelection): void {
  const binding = bindingOf(view.state);
  if (kept === null) return;
  const [anchor, head] = [placeNow(binding, kept.anchor), placeNow(binding, kept.head)];
  if (anchor === null || head === null) return;
  const { tr } = view.state;
  view.dispatch(tr.setSelection(TextSelection.between(tr.doc.resolve(anchor), tr.doc.resolve(head))).scrollIntoView());
}

export const UndoCaret = Extension.create({
  name: 'undoCaret',
  addProseMirrorPlugins: () => [
    new Plugin<KeptSelection>({
      key,
      state: {
        init: () => null,
        apply: (tr, kept, before) =>
          tr.getMeta('appendedTransaction') === undefined ? getRelativeSelection(bindingOf(before), before) : kept,
      },
      view(view) {
        const { type } = bindingOf(view.state);
        const manager: Y.UndoManager = yUndoPluginKey.getState(view.state).undoManager;
        const added = ({ stackItem, changedParentTypes }: Step): void => {
          // What changed no words (a confirmation) leaves the caret alone.
          if (changedParentTypes.has(type)) stackItem.meta.set(key, key.getState(view.state) ?? null);
        };
        const popped = ({ stackItem }: Step): void => putBack(view, stackItem.meta.get(key) ?? null);
        manager.on('stack-item-added', added);
        manager.on('stack-item-popped', popped);
        return {
          destroy() {
            manager.off('stack-item-added', added);
            manager.off('stack-item-popped', popped);
          },
        };
      },
    }),
  ],
});
