/**
 * What stands between the editor and the Y document. Elements are aligned by block id before words are written, a
 * split-off block's segment is copied in the same Y transaction, a read-only window writes nothing at all, and when
 * somebody's client brings in something this editor doesn't know, the binding lets go before it would delete it.
 */
import { type Editor, Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { type ProsemirrorBinding, ySyncPluginKey, yUndoPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { fitsSchema } from '../schema/fits.ts';
import { segmentsOf } from '../schema/roots.ts';
import { copySegment } from '../schema/segments.ts';
import { alignElements } from './align-elements.ts';
import { blockIdsKey } from './block-ids.ts';
import { isFromDocument } from './origins.ts';

export interface EditionBindingOptions {
  doc: Y.Doc;
  /** Called once when the document holds what this editor can't show; the editor is read-only from then on. */
  onUnknownContent: () => void;
}

/** Makes the binding write by block id. Returns how to undo that. */
function writeByBlockId(binding: ProsemirrorBinding, editor: Editor, isAttached: () => boolean): () => void {
  const write = binding._prosemirrorChanged;
  binding._prosemirrorChanged = (node) => {
    if (!editor.isEditable || !isAttached()) return;
    const origins = blockIdsKey.getState(editor.state) ?? new Map<string, string | null>();
    binding.doc.transact(() => {
      alignElements(binding.type, node, { mapping: binding.mapping, origins });
      write.call(binding, node);
      for (const [id, from] of origins) if (from !== null) copySegment(binding.doc, from, id);
    }, ySyncPluginKey);
  };
  return () => {
    binding._prosemirrorChanged = write;
  };
}

/** Runs `onUnknown` for a change that brings in something unknown, before the binding sees that change. */
function watchForUnknown(doc: Y.Doc, onUnknown: () => void): () => void {
  const check = (transaction: Y.Transaction): void => {
    if (transaction.origin === ySyncPluginKey) return;
    const isUnknown = [...transaction.changed.keys()].some((changed) => {
      const type: unknown = changed;
      return (type instanceof Y.XmlFragment || type instanceof Y.XmlText) && !fitsSchema(type);
    });
    if (isUnknown) onUnknown();
  };
  doc.on('beforeObserverCalls', check);
  return () => doc.off('beforeObserverCalls', check);
}

/** True while the text that a relative position points into is part of the document. */
function isInDocument(doc: Y.Doc, position: Y.RelativePosition | null): boolean {
  const found = position === null ? null : Y.createAbsolutePositionFromRelativePosition(position, doc);
  if (found === null) return false;
  for (
    let item = found.type._item;
    item !== null;
    item = item.parent instanceof Y.AbstractType ? item.parent._item : null
  ) {
    if (item.deleted) return false;
  }
  return true;
}

/**
 * y-tiptap 3.0.9 restores the caret wrongly in three ways. It keeps the selection beyond the change it was taken at: an
 * undone step's until the next change, whoever's that is, and one for all of several transactions in a row; with
 * positions of another text the caret jumps, or, where the text is shorter now, showing the change throws and it is
 * never shown. And when somebody else's words change the caret's own paragraph, it takes that for a moved block and
 * goes by the old offset, so that the caret falls behind what is being typed. So: forget what is left over, take the
 * positions from the text as it is before each transaction is shown, and offer the old offset only for a caret whose
 * block is gone.
 */
function keepSelectionCurrent(doc: Y.Doc, binding: ProsemirrorBinding, view: EditorView): () => void {
  const forget = (): void => {
    Reflect.set(binding, 'beforeTransactionSelection', null);
  };
  const refresh = (): void => {
    const kept: ProsemirrorBinding['beforeTransactionSelection'] | null = binding.beforeTransactionSelection;
    if (!kept) return;
    const { anchor, head } = view.state.selection;
    Reflect.set(kept, 'absAnchor', isInDocument(doc, kept.anchor) ? null : anchor);
    Reflect.set(kept, 'absHead', isInDocument(doc, kept.head) ? null : head);
  };
  doc.on('beforeAllTransactions', forget);
  doc.on('beforeObserverCalls', refresh);
  return () => {
    doc.off('beforeAllTransactions', forget);
    doc.off('beforeObserverCalls', refresh);
  };
}

/** Keeps the binding from ever showing, and so from changing, the document. */
function silence(binding: ProsemirrorBinding): void {
  binding.initView = () => {};
  binding._forceRerender = () => {};
}

export const EditionBinding = Extension.create<EditionBindingOptions, { attached: boolean }>({
  name: 'editionBinding',
  // Before the collaboration extension's 1000: its plugins must find the binding prepared.
  priority: 1001,
  addStorage: () => ({ attached: true }),
  onCreate() {
    if (!this.storage.attached) this.options.onUnknownContent();
  },
  addProseMirrorPlugins() {
    const { editor, options, storage } = this;
    return [
      new Plugin({
        key: new PluginKey('copydesk-binding'),
        filterTransaction: (tr) => !tr.docChanged || isFromDocument(tr) || editor.isEditable,
        props: { editable: () => storage.attached },
        view(view) {
          const binding: ProsemirrorBinding = ySyncPluginKey.getState(view.state).binding;
          if (!storage.attached || !fitsSchema(binding.type)) {
            storage.attached = false;
            silence(binding);
            return {};
          }
          const undoManager: Y.UndoManager = yUndoPluginKey.getState(view.state).undoManager;
          undoManager.addToScope(segmentsOf(options.doc));
          const restore = writeByBlockId(binding, editor, () => storage.attached);
          const release = keepSelectionCurrent(options.doc, binding, view);
          const unwatch = watchForUnknown(options.doc, () => {
            if (!storage.attached) return;
            storage.attached = false;
            binding.destroy();
            editor.setEditable(false);
            options.onUnknownContent();
          });
          return {
            destroy() {
              unwatch();
              release();
              restore();
            },
          };
        },
      }),
    ];
  },
});
