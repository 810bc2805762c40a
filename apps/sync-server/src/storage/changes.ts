import type { Change } from '@copydesk/shared/api';
import type { Database } from 'better-sqlite3';

/** A change that is kept, before it has its sequence. */
export type KeptChange =
  | { kind: 'article'; articleId: string }
  | { kind: 'edition'; articleId: string; language: string }
  | { kind: 'document'; document: string; head: number }
  | { kind: 'people' }
  | { kind: 'glossary'; from: string; to: string }
  | { kind: 'memory' };

/** A row of the feed as it is kept. */
export type ChangeRow = Extract<Change, { seq: number }>;

function keyOf(change: KeptChange): string {
  switch (change.kind) {
    case 'article':
      return `article:${change.articleId}`;
    case 'edition':
      return `edition:${change.articleId}.${change.language}`;
    case 'document':
      return `document:${change.document}`;
    case 'glossary':
      return `glossary:${change.from}>${change.to}`;
    case 'people':
    case 'memory':
      return change.kind;
  }
}

/**
 * Notes that something changed, within the caller's transaction. A row says "look again", so only the latest for
 * each thing is kept: whoever reads on from an older sequence still meets it once.
 */
export function noteChange(db: Database, change: KeptChange): void {
  const key = keyOf(change);
  db.prepare('DELETE FROM changes WHERE key = ?').run(key);
  db.prepare('INSERT INTO changes (key, data) VALUES (?, ?)').run(key, JSON.stringify(change));
}

export const changeOperations = {
  changesSince(db: Database, since: number, limit: number): ChangeRow[] {
    return db
      .prepare<[number, number], { seq: number; data: string }>(
        'SELECT seq, data FROM changes WHERE seq > ? ORDER BY seq LIMIT ?',
      )
      .all(since, limit)
      .map(({ seq, data }) => ({ ...JSON.parse(data), seq }));
  },

  lastChange(db: Database): number {
    // The sequence table remembers rows that were replaced since.
    return db.prepare<[], { seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'changes'").get()?.seq ?? 0;
  },

  noteChanges(db: Database, changes: readonly KeptChange[]): void {
    for (const change of changes) noteChange(db, change);
  },
};
