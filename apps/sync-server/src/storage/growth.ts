import type { Database } from 'better-sqlite3';
import { noteChange } from './changes.ts';
import type { EditionRef } from './rows.ts';

/** A document that grew. */
export interface Grown extends EditionRef {
  readonly document: string;
  readonly head: number;
  /** Who wrote last; null for a notes document, whose changes are not the text's. */
  readonly by: string | null;
  readonly at: string;
}

export const growthOperations = {
  noteGrowth(db: Database, grown: readonly Grown[]): void {
    for (const { articleId, language, document, head, by, at } of grown) {
      noteChange(db, { kind: 'document', document, head });
      if (by !== null)
        db.prepare(
          'UPDATE editions SET changed_at = ?, changed_by = ? WHERE article_id = ? AND language = ? AND changed_at < ?',
        ).run(at, by, articleId, language, at);
    }
  },

  /** Tells the feed of documents that grew in a run of the server that ended before it could. */
  noteUntold(db: Database): void {
    const untold = db
      .prepare<[], { document: string; head: number }>(
        `SELECT d.name AS document, d.head FROM documents d LEFT JOIN changes c ON c.key = 'document:' || d.name
         WHERE d.head > coalesce(json_extract(c.data, '$.head'), 0)`,
      )
      .all();
    for (const { document, head } of untold) noteChange(db, { kind: 'document', document, head });
  },

  /** How far each document has grown. */
  documentHeads(db: Database): { document: string; head: number }[] {
    return db.prepare<[], { document: string; head: number }>('SELECT name AS document, head FROM documents').all();
  },
};
