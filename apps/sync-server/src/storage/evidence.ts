import { Hash, Instant, PassageEvidence } from '@copydesk/shared/article';
import type { Database } from 'better-sqlite3';
import * as z from 'zod';
import { noteChange } from './changes.ts';
import type { EditionRef, NewEvidence } from './rows.ts';

type Confirmation = PassageEvidence['confirmations'][number];
const Warnings = PassageEvidence.shape.warnings.unwrap();

/** A confirmation as the server saw it made, on its way into the store beside the update that made it. */
export const Witnessed = z.object({
  block: z.string(),
  by: z.string(),
  name: z.string(),
  at: Instant,
  source: Hash,
  target: Hash,
  review: z.boolean(),
});
export type Witnessed = z.infer<typeof Witnessed>;

export function putEvidenceRows(db: Database, ref: EditionRef, rows: readonly NewEvidence[]): void {
  const put = db.prepare(
    `INSERT INTO evidence (article_id, language, block, origin, engine, source_text, output, at, warnings)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (article_id, language, block) DO UPDATE SET origin = excluded.origin,
       engine = excluded.engine, source_text = excluded.source_text, output = excluded.output, at = excluded.at,
       warnings = excluded.warnings`,
  );
  for (const row of rows) {
    const warnings = row.warnings === undefined ? null : JSON.stringify(row.warnings);
    put.run(
      ref.articleId,
      ref.language,
      row.block,
      row.origin,
      row.engine,
      row.sourceText,
      row.output,
      row.at,
      warnings,
    );
  }
}

/** Keeps who confirmed what, within the transaction of the update that says so. */
export function putConfirmations(db: Database, ref: EditionRef, rows: readonly Witnessed[]): void {
  const put = db.prepare(
    `INSERT INTO confirmations (article_id, language, block, "by", name, at, source, target, review)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const row of rows)
    put.run(
      ref.articleId,
      ref.language,
      row.block,
      row.by,
      row.name,
      row.at,
      row.source,
      row.target,
      row.review ? 1 : 0,
    );
}

export const evidenceOperations = {
  putEvidence(db: Database, ref: EditionRef, rows: readonly NewEvidence[]): void {
    putEvidenceRows(db, ref, rows);
    if (rows.some((row) => row.origin !== 'human'))
      db.prepare('UPDATE editions SET machine = 1 WHERE article_id = ? AND language = ?').run(
        ref.articleId,
        ref.language,
      );
    noteChange(db, { kind: 'edition', articleId: ref.articleId, language: ref.language });
  },

  /** Where each passage came from and who vouched for it, in the order of block ids. */
  evidenceOf(db: Database, ref: EditionRef): PassageEvidence[] {
    const confirmations = new Map<string, Confirmation[]>();
    const confirmed = db
      .prepare<[string, string], Omit<Confirmation, 'review'> & { block: string; review: number }>(
        `SELECT block, "by", name, at, source, target, review FROM confirmations
         WHERE article_id = ? AND language = ? ORDER BY id`,
      )
      .all(ref.articleId, ref.language);
    for (const { block, review, ...row } of confirmed)
      confirmations.set(block, [...(confirmations.get(block) ?? []), { ...row, review: review === 1 }]);
    const rows = db
      .prepare<[string, string], Omit<NewEvidence, 'warnings'> & { warnings: string | null }>(
        `SELECT block, origin, engine, source_text AS sourceText, output, at, warnings FROM evidence
         WHERE article_id = ? AND language = ? ORDER BY block`,
      )
      .all(ref.articleId, ref.language)
      .map(({ warnings, ...row }) => ({
        ...row,
        ...(warnings === null ? {} : { warnings: Warnings.parse(JSON.parse(warnings)) }),
        confirmations: confirmations.get(row.block) ?? [],
      }));
    const known = new Set(rows.map((row) => row.block));
    // A passage that a person made from nothing has no row of its own, only confirmations.
    const human = [...confirmations]
      .filter(([block]) => !known.has(block))
      .map(
        ([block, list]): PassageEvidence => ({
          block,
          origin: 'human',
          engine: null,
          sourceText: null,
          output: '',
          at: list[0]?.at ?? '',
          confirmations: list,
        }),
      );
    return [...rows, ...human];
  },
};
