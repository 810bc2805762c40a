/** What engines were given to translate: counted per edition, engine and month. */
import type { EngineUse } from '@copydesk/shared/api';
import type { Database } from 'better-sqlite3';
import type { EditionRef } from './rows.ts';

/** Texts that were sent to an engine. */
export interface EngineCall {
  /** Name and version, as in evidence. */
  readonly engine: string;
  /** UTF-16 code units. */
  readonly characters: number;
  readonly passages: number;
  /** ISO 8601. */
  readonly at: string;
}

export const engineUseOperations = {
  countEngineCall(db: Database, ref: EditionRef, { engine, characters, passages, at }: EngineCall): void {
    db.prepare(
      `INSERT INTO engine_use (article_id, language, engine, month, characters, passages) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET characters = characters + excluded.characters, passages = passages + excluded.passages`,
    ).run(ref.articleId, ref.language, engine, at.slice(0, 7), characters, passages);
  },

  /** Totals of a desk's stories, newest month first. */
  engineUseOf(db: Database, desk: string): EngineUse[] {
    return db
      .prepare<[string], EngineUse>(
        `SELECT u.month, u.engine, SUM(u.characters) AS characters, SUM(u.passages) AS passages,
           COUNT(DISTINCT u.article_id) AS stories
         FROM engine_use u JOIN articles a ON a.id = u.article_id
         WHERE a.desk = ? GROUP BY u.month, u.engine ORDER BY u.month DESC, u.engine`,
      )
      .all(desk);
  },
};
