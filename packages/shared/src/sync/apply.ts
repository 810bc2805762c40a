import * as Y from 'yjs';

/**
 * Applies updates, in one transaction, and nothing else. After an update from elsewhere Yjs looks for formatting that
 * has become needless and deletes it, as an edit of this copy. A window's such edits travel like any other; those of a
 * hub, of a copy that is only read or of one that is folded would stay in that copy, and it would differ for ever.
 * `local` is what Yjs goes by.
 */
export function applyAsIs(doc: Y.Doc, updates: readonly Uint8Array[], origin: unknown = null): void {
  doc.transact((transaction) => {
    for (const update of updates) Y.applyUpdate(doc, update, origin);
    // Reading an update sets it to false.
    transaction.local = true;
  }, origin);
}

/**
 * Has a window leave needless formatting alone unless `mayWrite`: what it deletes it sends, and whoever may only read is
 * refused for it, though they did nothing.
 */
export function tidyOnlyIf(doc: Y.Doc, mayWrite: () => boolean): void {
  // Told after all that listens to the change itself, and before Yjs goes by the mark that it has set.
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    if (!mayWrite()) transaction._needFormattingCleanup = false;
  });
}
