import { Confirmation, type Hash, PassageEvidence } from '@copydesk/shared/article';
import type { Database } from 'better-sqlite3';
import * as z from 'zod';
import { noteChange } from './changes.ts';
import { sealFacts } from './facts.ts';
import type { EditionRef, NewEvidence } from './rows.ts';

const Warnings = PassageEvidence.shape.warnings.unwrap();

/** A confirmation as the server saw it made, on its way into the store beside the update that made it. */
export const Witnessed = Confirmation.omit({ sourceText: true }).extend({ block: z.string() });
export type Witnessed = z.infer<typeof Witnessed>;

/** Puts rows in the place of those of the same blocks; a machine's output that is replaced is kept as an earlier one. */
export function putEvidenceRows(db: Database, ref: EditionRef, rows: readonly NewEvidence[]): void {
  const keep = db.prepare(
    `INSERT INTO earlier_outputs (article_id, language, block, engine, source_text, output, replaced, at)
     SELECT article_id, language, block, engine, source_text, output, ?, at FROM evidence
     WHERE article_id = ? AND language = ? AND block = ?`,
  );
  const put = db.prepare(
    `INSERT INTO evidence (article_id, language, block, origin, engine, source_text, output, at, warnings)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (article_id, language, block) DO UPDATE SET origin = excluded.origin,
       engine = excluded.engine, source_text = excluded.source_text, output = excluded.output, at = excluded.at,
       warnings = excluded.warnings`,
  );
  for (const row of rows) {
    const warnings = row.warnings === undefined ? null : JSON.stringify(row.warnings);
    const kept = keep.run(row.replaced ?? null, ref.articleId, ref.language, row.block);
    if (kept.changes === 0 && row.replaced !== undefined) keepHandwritten(db, ref, row.block, row.replaced, row.at);
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

/** What a person wrote into a passage that no engine had written before. */
function keepHandwritten(db: Database, ref: EditionRef, block: string, replaced: string, at: string): void {
  db.prepare(
    `INSERT INTO earlier_outputs (article_id, language, block, engine, source_text, output, replaced, at)
     VALUES (?, ?, ?, NULL, NULL, '', ?, ?)`,
  ).run(ref.articleId, ref.language, block, replaced, at);
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

type Earlier = NonNullable<PassageEvidence['earlier']>;

/** Outputs that were drafted anew, by block, oldest first. */
function earlierOutputs(db: Database, ref: EditionRef): Map<string, Earlier> {
  const found = new Map<string, Earlier>();
  const rows = db
    .prepare<[string, string], Earlier[number] & { block: string }>(
      `SELECT block, engine, source_text AS sourceText, output, replaced, at FROM earlier_outputs
       WHERE article_id = ? AND language = ? ORDER BY id`,
    )
    .all(ref.articleId, ref.language);
  for (const { block, ...row } of rows) found.set(block, [...(found.get(block) ?? []), row]);
  return found;
}

export const evidenceOperations = {
  putEvidence(db: Database, ref: EditionRef, rows: readonly NewEvidence[]): void {
    putEvidenceRows(db, ref, rows);
    if (rows.some((row) => row.origin !== 'human')) {
      db.prepare('UPDATE editions SET machine = 1 WHERE article_id = ? AND language = ?').run(
        ref.articleId,
        ref.language,
      );
      sealFacts(db, 'editions', ref.articleId, ref.language);
    }
    noteChange(db, { kind: 'edition', articleId: ref.articleId, language: ref.language });
  },

  /** Confirmations of which the source's words are not known yet. */
  wordlessConfirmations(db: Database, ref: EditionRef): { id: number; source: Hash }[] {
    return db
      .prepare<[string, string], { id: number; source: Hash }>(
        'SELECT id, source FROM confirmations WHERE article_id = ? AND language = ? AND source_text IS NULL ORDER BY id',
      )
      .all(ref.articleId, ref.language);
  },

  /** Keeps the source's words with the confirmations made against them. */
  putConfirmedWords(db: Database, ref: EditionRef, found: readonly { id: number; sourceText: string }[]): void {
    const put = db.prepare('UPDATE confirmations SET source_text = ? WHERE id = ?');
    for (const { id, sourceText } of found) put.run(sourceText, id);
    noteChange(db, { kind: 'edition', articleId: ref.articleId, language: ref.language });
  },

  /** Where each passage came from and who vouched for it, in the order of block ids. */
  evidenceOf(db: Database, ref: EditionRef): PassageEvidence[] {
    const confirmations = new Map<string, Confirmation[]>();
    const confirmed = db
      .prepare<[string, string], Omit<Confirmation, 'review'> & { block: string; review: number }>(
        `SELECT block, "by", name, at, source, target, review, source_text AS sourceText FROM confirmations
         WHERE article_id = ? AND language = ? ORDER BY id`,
      )
      .all(ref.articleId, ref.language);
    for (const { block, review, ...row } of confirmed)
      confirmations.set(block, [...(confirmations.get(block) ?? []), { ...row, review: review === 1 }]);
    const earlier = earlierOutputs(db, ref);
    const rows = db
      .prepare<[string, string], Omit<NewEvidence, 'warnings'> & { warnings: string | null }>(
        `SELECT block, origin, engine, source_text AS sourceText, output, at, warnings FROM evidence
         WHERE article_id = ? AND language = ? ORDER BY block`,
      )
      .all(ref.articleId, ref.language)
      .map(({ warnings, ...row }) => ({
        ...row,
        ...(warnings === null ? {} : { warnings: Warnings.parse(JSON.parse(warnings)) }),
        ...(earlier.has(row.block) ? { earlier: earlier.get(row.block) } : {}),
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
