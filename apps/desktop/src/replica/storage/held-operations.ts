/** Held changes: text the server did not take, kept until its author settles it. */
import type { LogRow } from '@copydesk/shared/sync';
import type { Database } from 'better-sqlite3';
import * as z from 'zod';
import { type FoundHeld, heldChecksum, isHeldIntact, showDamaged } from './held-intact.ts';

export interface HeldRow {
  readonly id: string;
  readonly document: string;
  readonly articleId: string;
  readonly language: string;
  /**
   * Why it was not taken: read-only, foreign-client, revoked, too-large, other-history, damaged-copy, not-taken; or why
   * it is no more in the text: passage-gone, passage-written; or that it is damaged itself: damaged-held.
   */
  readonly code: string;
  readonly detail: string;
  readonly baseSeal: string | null;
  readonly since: string;
  readonly words: number;
  /** `{block, before, after}[]` as JSON. */
  readonly changes: string;
  /** The whole text as its author had it. */
  readonly text: string;
  readonly update: Uint8Array;
  /** The history it was written to, as the windows name it. */
  readonly epoch: string;
  /** The text of that history that `update` builds on; null if it is not known. */
  readonly base: Uint8Array | null;
}

/** A held change without its bytes, for lists. */
export type HeldEntry = Omit<HeldRow, 'text' | 'update' | 'epoch' | 'base'> & { readonly reported: boolean };

export function insertHeld(db: Database, held: HeldRow): void {
  db.prepare(
    `INSERT INTO held (id, document, article_id, language, code, detail, base_seal, since, words, changes, text,
                       "update", epoch, base, checksum)
     VALUES (@id, @document, @articleId, @language, @code, @detail, @baseSeal, @since, @words, @changes, @text, @update,
             @epoch, @base, @checksum)`,
  ).run({ ...held, checksum: heldChecksum(held) });
}

const FOUND = `id, document, article_id AS articleId, language, code, detail, base_seal AS baseSeal, since, words, changes,
  text, "update", epoch, base, checksum`;

/** What an upstream row took out of the text and what found no other place: witnessed with the row. */
export const HeldBeside = z.object({
  held: z.array(
    z.object({
      id: z.string(),
      document: z.string(),
      articleId: z.string(),
      language: z.string(),
      code: z.string(),
      detail: z.string(),
      since: z.string(),
      words: z.int(),
      changes: z.string(),
      text: z.string(),
    }),
  ),
});
export type HeldBeside = z.infer<typeof HeldBeside>;

/** In the transaction that stores a row: holds what is held beside it. It belongs to no history that was left. */
export function holdWitnessed(db: Database, _document: string, rows: readonly LogRow[]): void {
  for (const { witnessed, update } of rows) {
    if (witnessed === null) continue;
    for (const held of HeldBeside.parse(witnessed).held)
      insertHeld(db, { ...held, update, baseSeal: null, epoch: '', base: null });
  }
}

export const heldOperations = {
  addHeld: insertHeld,

  /** Held changes not settled, the oldest first; what is damaged says so. */
  heldChanges(db: Database): HeldEntry[] {
    return db
      .prepare<[], FoundHeld & { reported: number }>(
        `SELECT ${FOUND}, reported FROM held WHERE settled IS NULL ORDER BY since`,
      )
      .all()
      .map((row) => (isHeldIntact(row) ? row : showDamaged(row)))
      .map(({ text: _, update: _update, epoch: _epoch, base: _base, checksum: _checksum, reported, ...row }) => ({
        ...row,
        reported: reported === 1,
      }));
  },

  /** The last held change, settled or not, of a document's history; null too if it is damaged: nothing is added to it. */
  heldOf(db: Database, document: string, epoch: string): (HeldRow & { readonly settled: string | null }) | null {
    const found = db
      .prepare<[string, string], FoundHeld & { settled: string | null }>(
        `SELECT ${FOUND}, settled FROM held WHERE document = ? AND epoch = ?
         ORDER BY settled IS NOT NULL, since DESC LIMIT 1`,
      )
      .get(document, epoch);
    return found !== undefined && isHeldIntact(found) ? found : null;
  },

  /** More was held of the same: to be told to the server anew. */
  extendHeld(db: Database, held: HeldRow): void {
    db.prepare(
      `UPDATE held SET words = @words, changes = @changes, text = @text, "update" = @update, reported = 0,
         checksum = @checksum WHERE id = @id`,
    ).run({ ...held, checksum: heldChecksum(held) });
  },

  heldText(db: Database, id: string): string | null {
    return db.prepare<[string], { text: string }>('SELECT text FROM held WHERE id = ?').get(id)?.text ?? null;
  },

  heldReported(db: Database, id: string): void {
    db.prepare('UPDATE held SET reported = 1 WHERE id = ?').run(id);
  },

  /** Settled ones stay in the file, so that a hasty hand loses nothing; they are no longer listed. */
  settleHeld(db: Database, id: string, outcome: 'taken' | 'given-up'): void {
    db.prepare('UPDATE held SET settled = ?, cleared = 0 WHERE id = ? AND settled IS NULL').run(outcome, id);
  },

  /** Settled ones that the server still lists. */
  heldToClear(db: Database): { id: string; articleId: string; language: string }[] {
    return db
      .prepare<[], { id: string; articleId: string; language: string }>(
        'SELECT id, article_id AS articleId, language FROM held WHERE settled IS NOT NULL AND reported = 1 AND cleared = 0',
      )
      .all();
  },

  heldCleared(db: Database, id: string): void {
    db.prepare('UPDATE held SET cleared = 1 WHERE id = ?').run(id);
  },
};
