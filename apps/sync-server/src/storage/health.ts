import type { Database } from 'better-sqlite3';

export const healthOperations = {
  /** Throws `StoreError` if the database cannot be written: every operation runs in a write transaction. */
  checkWritable(db: Database): void {
    // Touches a page, so that a full disk shows, and leaves no trace.
    db.exec('UPDATE documents SET head = head WHERE id = (SELECT min(id) FROM documents)');
  },
};
