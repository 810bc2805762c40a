/** What surrounds an edition's text: held changes reported by computers, drafting, and who was last heard when. */
import type { HeldReport } from '@copydesk/shared/api';
import type { Database } from 'better-sqlite3';
import { type Act, appendAct } from './audit.ts';
import { noteChange } from './changes.ts';
import { areFactsIntact, type FactRow, sealFacts } from './facts.ts';
import type { DraftingEntry, DraftingRow, EditionRef, HeldRow, SeenRow } from './rows.ts';

type HeldRecord = FactRow & Readonly<Record<'id' | 'article_id' | 'language' | 'user_id' | 'report', string>>;

/** All of them. Of a damaged one the computer has the words: here it is told that there are some. */
export function allHeld(db: Database): HeldRow[] {
  return db
    .prepare<[], HeldRecord>('SELECT * FROM held ORDER BY id')
    .all()
    .map((row) => ({
      articleId: row.article_id,
      language: row.language,
      report: areFactsIntact('held', row) ? JSON.parse(row.report) : damagedReport(row),
    }));
}

function damagedReport({ id, user_id: userId }: HeldRecord): HeldReport {
  const since = new Date(0).toISOString();
  return { id, userId, name: '', device: '', code: 'damaged-held', since, words: 0, changes: [] };
}

export function allDrafting(db: Database): DraftingEntry[] {
  return db
    .prepare<[], { articleId: string; language: string; data: string }>(
      'SELECT article_id AS articleId, language, data FROM drafting',
    )
    .all()
    .map(({ data, ...ref }) => ({ ...ref, drafting: JSON.parse(data) }));
}

export function allSeen(db: Database): SeenRow[] {
  return db
    .prepare<[], SeenRow>(
      'SELECT article_id AS articleId, language, user_id AS userId, name, at FROM seen ORDER BY at DESC',
    )
    .all();
}

export function putDraftingRow(db: Database, ref: EditionRef, drafting: DraftingRow): void {
  db.prepare(
    `INSERT INTO drafting (article_id, language, data) VALUES (?, ?, ?)
     ON CONFLICT (article_id, language) DO UPDATE SET data = excluded.data`,
  ).run(ref.articleId, ref.language, JSON.stringify(drafting));
}

export const deskWorkOperations = {
  /** False if there is a report with that id from somebody else, or about another edition. */
  putHeld(db: Database, ref: EditionRef, report: HeldReport, act: Act): boolean {
    const done = db
      .prepare(
        `INSERT INTO held (id, article_id, language, user_id, report) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET report = excluded.report WHERE user_id = excluded.user_id
           AND article_id = excluded.article_id AND language = excluded.language`,
      )
      .run(report.id, ref.articleId, ref.language, report.userId, JSON.stringify(report));
    if (done.changes === 0) return false;
    sealFacts(db, 'held', report.id);
    noteChange(db, { kind: 'edition', articleId: ref.articleId, language: ref.language });
    appendAct(db, act);
    return true;
  },

  clearHeld(db: Database, ref: EditionRef, id: string, act: Act): void {
    if (db.prepare('DELETE FROM held WHERE id = ?').run(id).changes === 0) return;
    noteChange(db, { kind: 'edition', articleId: ref.articleId, language: ref.language });
    appendAct(db, act);
  },

  putDrafting(db: Database, ref: EditionRef, drafting: DraftingRow | null): void {
    if (drafting === null)
      db.prepare('DELETE FROM drafting WHERE article_id = ? AND language = ?').run(ref.articleId, ref.language);
    else putDraftingRow(db, ref, drafting);
    if (drafting === null || !drafting.running)
      noteChange(db, { kind: 'edition', articleId: ref.articleId, language: ref.language });
  },

  putSeen(db: Database, rows: readonly SeenRow[]): void {
    const put = db.prepare(
      `INSERT INTO seen (article_id, language, user_id, name, at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (article_id, language, user_id) DO UPDATE SET name = excluded.name, at = excluded.at`,
    );
    for (const row of rows) put.run(row.articleId, row.language, row.userId, row.name, row.at);
  },
};
