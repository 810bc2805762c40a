import * as Y from 'yjs';

/**
 * Applies updates, in one transaction, and nothing else. After an update from elsewhere Yjs looks for formatting that
 * has become needless and deletes it, as an edit of this copy. A window's such edits travel like any other; those of a
 * hub, of a copy that is only read or of one that is folded would stay in that copy, and it would differ for ever.
 */
export function applyAsIs(doc: Y.Doc, updates: readonly Uint8Array[], origin: unknown = null): void {
  doc.transact(() => {
    doc.once('afterTransaction', leaveUntidied);
    for (const update of updates) Y.applyUpdate(doc, update, origin);
  }, origin);
}

/** Called after all that listens to the change itself, and before Yjs goes by the mark that it has set. */
function leaveUntidied(transaction: Y.Transaction): void {
  transaction._needFormattingCleanup = false;
}

/**
 * Has a window leave needless formatting alone unless `mayWrite`: what it deletes it sends, and whoever may only read is
 * refused for it, though they did nothing.
 */
export function tidyOnlyIf(doc: Y.Doc, mayWrite: () => boolean): void {
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    if (!mayWrite()) leaveUntidied(transaction);
  });
}
