/**
 * Keeps the browser's caret and the editor's the same one. Between the two stands the document on the screen, and
 * whatever the editor draws anew there (a mark, a row, somebody's caret) can part them in two ways:
 *
 * - A caret moved by a click or a key is known to the editor only at the next `selectionchange`, which waits for the
 *   screen. What is drawn before that puts the caret back where it was, and a key that comes before it (Enter, an act
 *   on the passage) works where the caret was. So it is read before anything is drawn that nobody typed, and at each key.
 * - Where a mark is laid around the word at the caret, Chromium goes on typing elsewhere than `getSelection` says: the
 *   text node was moved, and the selection hangs on its parent. ProseMirror takes that for the right place and leaves
 *   it. So it is set anew, into the text.
 */
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

/** Does it only tell plugins something? The news of focus comes while the browser's selection is still in the making. */
function isNews(transaction: Transaction): boolean {
  const ofFocus = transaction.getMeta('focus') !== undefined || transaction.getMeta('blur') !== undefined;
  return !transaction.docChanged && !transaction.selectionSet && !transaction.storedMarksSet && !ofFocus;
}

/** The same news for the state as it is now. */
function retold(news: Transaction, { tr }: EditorState): Transaction {
  const meta: unknown = Reflect.get(news, 'meta');
  for (const [key, value] of Object.entries(meta ?? {})) tr.setMeta(key, value);
  return tr;
}

/** Lets the editor take over a caret that the browser has moved and not yet told of. */
function readCaret(view: EditorView): void {
  view.dom.ownerDocument.dispatchEvent(new Event('selectionchange'));
}

/** Reads the caret at each key before anybody, the window's keys included, goes by it. Returns how to stop. */
function readCaretAtKeys(view: EditorView): () => void {
  const atKey = ({ isComposing }: KeyboardEvent): void => {
    if (!isComposing && view.hasFocus()) readCaret(view);
  };
  view.dom.addEventListener('keydown', atKey, { capture: true });
  return () => view.dom.removeEventListener('keydown', atKey, { capture: true });
}

/** Puts the browser's selection into the text where it hangs on an element beside it. */
function putIntoText(view: EditorView): void {
  const { selection } = view.state;
  if (!(selection instanceof TextSelection) || view.composing || !view.hasFocus()) return;
  const shown = view.dom.ownerDocument.getSelection();
  if (shown === null || !view.dom.contains(shown.anchorNode) || !view.dom.contains(shown.focusNode)) return;
  if (shown.anchorNode instanceof Text && shown.focusNode instanceof Text) return;
  const anchor = view.domAtPos(selection.anchor, -1);
  const head = view.domAtPos(selection.head, -1);
  if (!(anchor.node instanceof Text && head.node instanceof Text)) return;
  shown.setBaseAndExtent(anchor.node, anchor.offset, head.node, head.offset);
}

export const BrowserCaret = Extension.create({
  name: 'browserCaret',
  dispatchTransaction({ transaction, next }) {
    const { editor } = this;
    if (editor.isDestroyed || !isNews(transaction) || !editor.view.hasFocus()) return next(transaction);
    const before = editor.view.state;
    readCaret(editor.view);
    const { state } = editor.view;
    next(state === before ? transaction : retold(transaction, state));
  },
  addProseMirrorPlugins: () => [
    new Plugin({
      key: new PluginKey('copydesk-browser-caret'),
      view: (view) => ({ update: putIntoText, destroy: readCaretAtKeys(view) }),
    }),
  ],
});
