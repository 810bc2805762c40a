/** Where a change comes from. */
import type { Transaction } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';

/**
 * Origin for changes of the document that a person makes outside the text (confirming a passage) and may undo with
 * it: `doc.transact(..., UNDOABLE)`.
 */
export const UNDOABLE = Object.freeze({ origin: 'copydesk-undoable' });

/** Did the change come out of the Y document: somebody else's edit, an undo or redo, the first rendering? */
export function isFromDocument(transaction: Transaction): boolean {
  return transaction.getMeta(ySyncPluginKey) !== undefined;
}

/** Do these transactions change the text by this person's own hand? */
export function isOwnChange(transactions: readonly Transaction[]): boolean {
  return transactions.some((tr) => tr.docChanged) && !transactions.some(isFromDocument);
}
