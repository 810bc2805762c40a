import type { Database } from 'better-sqlite3';

export const healthOperations = {
  /** Throws `StoreError` if nothing can be committed: every operation runs in a write transaction. */
  checkWritable(db: Database): void {
    // Writes the first page as it was, so that the commit has something to put on the disk, and leaves no trace.
    db.pragma(`user_version = ${Number(db.pragma('user_version', { simple: true }))}`);
  },
};
