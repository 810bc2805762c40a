import { createHash } from 'node:crypto';
import type { AuditEntry } from '@copydesk/shared/api';
import { canonicalJson } from '@copydesk/shared/article';
import type { Database } from 'better-sqlite3';

/** One act, for the audit log. */
export interface Act {
  readonly at: string;
  /** User id, or `copydesk` for the server itself. */
  readonly actor: string;
  readonly action: string;
  /** What it was done to: an edition's `{article}.{language}`, a story, a session, a person. */
  readonly subject: string;
  readonly articleId: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

interface AuditRecord {
  seq: number;
  at: string;
  actor: string;
  action: string;
  subject: string;
  facts: string;
  hash: string;
}

/** Hash of the row before the first. */
export const FIRST_LINK = '0'.repeat(64);

/** Each row's hash takes in the one before it, so a changed, lost or moved row breaks the chain from there on. */
export function linkHash(previous: string, row: Omit<AuditEntry, 'hash'>): string {
  return createHash('sha256').update(previous).update(canonicalJson(row)).digest('hex');
}

/** Appends an act within the caller's transaction. The sequence has no gaps. */
export function appendAct(db: Database, act: Act): void {
  const last = db
    .prepare<[], { seq: number; hash: string }>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1')
    .get();
  const facts = canonicalJson(act.facts);
  const row = {
    seq: (last?.seq ?? 0) + 1,
    at: act.at,
    actor: act.actor,
    action: act.action,
    subject: act.subject,
    facts: JSON.parse(facts),
  };
  const hash = linkHash(last?.hash ?? FIRST_LINK, row);
  db.prepare(
    'INSERT INTO audit (seq, at, actor, action, subject, article_id, facts, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  ).run(row.seq, row.at, row.actor, row.action, row.subject, act.articleId, facts, hash);
}

function entry({ facts, ...record }: AuditRecord): AuditEntry {
  return { ...record, facts: JSON.parse(facts) };
}

const COLUMNS = 'seq, at, actor, action, subject, facts, hash';

export const auditOperations = {
  recordAct(db: Database, act: Act): void {
    appendAct(db, act);
  },

  /** Up to 1,000 rows after `since`. */
  auditSince(db: Database, since: number): AuditEntry[] {
    return db
      .prepare<[number], AuditRecord>(`SELECT ${COLUMNS} FROM audit WHERE seq > ? ORDER BY seq LIMIT 1000`)
      .all(since)
      .map(entry);
  },

  /** Likewise what somebody who works for these desks may know of (see `mayKnow`), of one story if asked. */
  auditForDesks(db: Database, since: number, desks: readonly string[], articleId: string | null): AuditEntry[] {
    return db
      .prepare<{ since: number; desks: string; articleId: string | null }, AuditRecord>(
        `SELECT ${COLUMNS} FROM audit WHERE seq > @since ${articleId === null ? '' : 'AND article_id = @articleId'}
           AND (article_id IS NULL OR article_id IN
             (SELECT id FROM articles WHERE desk = '' OR desk IN (SELECT value FROM json_each(@desks))))
         ORDER BY seq LIMIT 1000`,
      )
      .all({ since, desks: JSON.stringify(desks), articleId })
      .map(entry);
  },
};
