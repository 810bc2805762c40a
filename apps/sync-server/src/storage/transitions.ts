import { isDeepStrictEqual } from 'node:util';
import { documentHead } from '@copydesk/shared/node';
import type { DocumentName } from '@copydesk/shared/sync';
import type { Database } from 'better-sqlite3';
import { type Act, appendAct } from './audit.ts';
import { noteChange } from './changes.ts';
import { oneEdition } from './editions.ts';
import { sealFacts } from './facts.ts';
import { keepMemory, type NewMemory, settleMemory } from './memory.ts';
import {
  type CheckpointRow,
  type EditionRef,
  type EditionRow,
  type EditionStanding,
  type PublicAct,
  standingOf,
} from './rows.ts';

/** One edition's part of a transition. */
export interface TransitionStep extends EditionRef {
  /** Where it stood when the transition was judged. */
  readonly from: EditionStanding;
  readonly to: EditionStanding;
  /** Log heads at which the seal was computed; a document that has grown since makes the whole fail. */
  readonly heads: readonly { readonly document: DocumentName; readonly head: number }[];
  readonly checkpoint: Omit<CheckpointRow, 'id' | 'articleId' | 'language'> | null;
  /** What an approved translation leaves to the memory. */
  readonly memory: NewMemory | null;
  /** What publication has to do about version `to.version`. */
  readonly out: PublicAct | null;
  readonly act: Act;
}

export type TransitionOutcome =
  | { readonly outcome: 'done'; readonly editions: EditionRow[] }
  /** A document or an edition is no longer as it was judged: judge anew. */
  | { readonly outcome: 'moved' };

/** An outbox row before its text is read from the checkpoint. */
export interface OutboxEntry extends EditionRef {
  readonly id: number;
  readonly act: PublicAct;
  readonly at: string;
  readonly version: number;
}

const CHECKPOINT = `c.id, c.article_id AS articleId, c.language, c.seal, c.kind, c.version, c.revision, c.at, c."by",
  c.words, c.note, c.epoch, c.head, c.label_text AS labelText`;

function commitStep(db: Database, step: TransitionStep): EditionRow {
  const { to, checkpoint } = step;
  db.prepare(
    `UPDATE editions SET work = ?, public = ?, version = ?, revision = ?, submitted_by = ?, submitted_at = ?,
       opened_by = ?, approved_by = ?, approved_at = ?, note = ?, sealed = ?, changed_at = ?, changed_by = ?
     WHERE article_id = ? AND language = ?`,
  ).run(
    to.work,
    to.public,
    to.version,
    to.revision,
    to.submittedBy,
    to.submittedAt,
    to.openedBy,
    to.approvedBy,
    to.approvedAt,
    to.note,
    to.sealed,
    step.act.at,
    step.act.actor,
    step.articleId,
    step.language,
  );
  sealFacts(db, 'editions', step.articleId, step.language);
  if (checkpoint !== null) {
    db.prepare(
      'INSERT INTO sealed_texts (article_id, language, seal, bytes) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ).run(step.articleId, step.language, checkpoint.seal, checkpoint.bytes);
    db.prepare(
      `INSERT INTO checkpoints (article_id, language, seal, kind, version, revision, at, "by", words, note, epoch, head,
         label_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      step.articleId,
      step.language,
      checkpoint.seal,
      checkpoint.kind,
      checkpoint.version,
      checkpoint.revision,
      checkpoint.at,
      checkpoint.by,
      checkpoint.words,
      checkpoint.note,
      checkpoint.epoch,
      checkpoint.head,
      checkpoint.labelText,
    );
  }
  if (step.out !== null)
    db.prepare('INSERT INTO outbox (act, at, article_id, language, version) VALUES (?, ?, ?, ?, ?)').run(
      step.out,
      step.act.at,
      step.articleId,
      step.language,
      to.version,
    );
  if (step.memory !== null) keepMemory(db, step, step.memory);
  noteChange(db, { kind: 'edition', articleId: step.articleId, language: step.language });
  appendAct(db, step.act);
  const row = oneEdition(db, step);
  if (row === null) throw new Error('an edition vanished within its own transaction');
  return row;
}

export const transitionOperations = {
  /** State, sealed bytes, audit, feed and outbox of a transition: all or none, and only if nothing moved. */
  commitTransition(db: Database, steps: readonly TransitionStep[]): TransitionOutcome {
    for (const step of steps) {
      const now = oneEdition(db, step);
      const stands =
        now !== null &&
        isDeepStrictEqual(standingOf(now), step.from) &&
        step.heads.every(({ document, head }) => documentHead(db, document)?.head === head);
      if (!stands) return { outcome: 'moved' };
    }
    const editions = steps.map((step) => commitStep(db, step));
    for (const articleId of new Set(steps.map((step) => step.articleId))) settleMemory(db, articleId);
    return { outcome: 'done', editions };
  },

  /** Newest first, without the bytes. */
  checkpoints(db: Database, ref: EditionRef): Omit<CheckpointRow, 'bytes'>[] {
    return db
      .prepare<[string, string], Omit<CheckpointRow, 'bytes'>>(
        `SELECT ${CHECKPOINT} FROM checkpoints c WHERE c.article_id = ? AND c.language = ? ORDER BY c.id DESC`,
      )
      .all(ref.articleId, ref.language);
  },

  /** The latest checkpoint with that seal. */
  checkpointBySeal(db: Database, ref: EditionRef, seal: string): CheckpointRow | null {
    return (
      db
        .prepare<[string, string, string], CheckpointRow>(
          `SELECT ${CHECKPOINT}, t.bytes FROM checkpoints c JOIN sealed_texts t USING (article_id, language, seal)
           WHERE c.article_id = ? AND c.language = ? AND c.seal = ? ORDER BY c.id DESC LIMIT 1`,
        )
        .get(ref.articleId, ref.language, seal) ?? null
    );
  },

  publishedVersion(db: Database, ref: EditionRef, version: number): CheckpointRow | null {
    return (
      db
        .prepare<[string, string, number], CheckpointRow>(
          `SELECT ${CHECKPOINT}, t.bytes FROM checkpoints c JOIN sealed_texts t USING (article_id, language, seal)
           WHERE c.article_id = ? AND c.language = ? AND c.kind = 'published' AND c.version = ?`,
        )
        .get(ref.articleId, ref.language, version) ?? null
    );
  },

  /** What publication still has to do, in order. */
  outbox(db: Database): OutboxEntry[] {
    return db
      .prepare<[], OutboxEntry>(
        `SELECT id, act, at, article_id AS articleId, language, version FROM outbox WHERE done_at IS NULL ORDER BY id`,
      )
      .all();
  },

  outboxDone(db: Database, id: number, at: string): void {
    db.prepare('UPDATE outbox SET done_at = ? WHERE id = ?').run(at, id);
  },
};
