import type { Database } from 'better-sqlite3';
import { type Act, appendAct } from './audit.ts';

export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly device: string;
}

/** A refresh token as it is kept: its SHA-256, never itself. */
export interface NewRefreshToken {
  readonly hash: string;
  readonly expiresAt: string;
}

/** What came of handing in a refresh token. */
export type Rotation =
  | { readonly outcome: 'rotated'; readonly sessionId: string; readonly userId: string }
  /** Handed in a second time: one of the two is a thief, so the session is over for both. */
  | { readonly outcome: 'reused'; readonly sessionId: string }
  /** The session was ended, or its time is over. */
  | { readonly outcome: 'over' }
  /** Nothing is known of such a session: a restored backup is older than it. */
  | { readonly outcome: 'unknown' };

function keepToken(db: Database, sessionId: string, token: NewRefreshToken, at: string): void {
  db.prepare('INSERT INTO refresh_tokens (hash, session_id, issued_at, expires_at) VALUES (?, ?, ?, ?)').run(
    token.hash,
    sessionId,
    at,
    token.expiresAt,
  );
}

function endSession(db: Database, sessionId: string, at: string, why: string): boolean {
  const done = db
    .prepare('UPDATE sessions SET ended_at = ?, ended_why = ? WHERE id = ? AND ended_at IS NULL')
    .run(at, why, sessionId);
  return done.changes > 0;
}

export function liveSessions(db: Database): { id: string; userId: string; device: string }[] {
  return db
    .prepare<[], { id: string; userId: string; device: string }>(
      'SELECT id, user_id AS userId, device FROM sessions WHERE ended_at IS NULL',
    )
    .all();
}

/** How long after its use a token may come again because the answer to it was lost on the way. */
const LOST_ANSWER_MS = 120_000;

/** True if a token used at `usedAt` comes again so soon, and what it was exchanged for was never used. */
function answerWasLost(db: Database, sessionId: string, usedAt: string, at: string): boolean {
  const last = db
    .prepare<[string], string>('SELECT max(used_at) FROM refresh_tokens WHERE session_id = ?')
    .pluck()
    .get(sessionId);
  return last === usedAt && Date.parse(at) - Date.parse(usedAt) < LOST_ANSWER_MS;
}

export const sessionOperations = {
  createSession(db: Database, session: NewSession, token: NewRefreshToken, act: Act): void {
    db.prepare('INSERT INTO sessions (id, user_id, device, created_at) VALUES (?, ?, ?, ?)').run(
      session.id,
      session.userId,
      session.device,
      act.at,
    );
    keepToken(db, session.id, token, act.at);
    appendAct(db, act);
  },

  rotateToken(db: Database, hash: string, next: NewRefreshToken, at: string): Rotation {
    const row = db
      .prepare<
        [string],
        { sessionId: string; userId: string; usedAt: string | null; expiresAt: string; ended: string | null }
      >(
        `SELECT t.session_id AS sessionId, s.user_id AS userId, t.used_at AS usedAt, t.expires_at AS expiresAt,
           s.ended_at AS ended
         FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id WHERE t.hash = ?`,
      )
      .get(hash);
    if (row === undefined) return { outcome: 'unknown' };
    if (row.ended !== null || row.expiresAt <= at) return { outcome: 'over' };
    const { usedAt } = row;
    if (usedAt !== null && !answerWasLost(db, row.sessionId, usedAt, at)) {
      endSession(db, row.sessionId, at, 'a refresh token was used twice');
      appendAct(db, {
        at,
        actor: row.userId,
        action: 'session-reuse',
        subject: row.sessionId,
        articleId: null,
        facts: {},
      });
      return { outcome: 'reused', sessionId: row.sessionId };
    }
    // Used, or void: what a lost answer carried counts as used together with the token that it answered.
    db.prepare('UPDATE refresh_tokens SET used_at = ? WHERE session_id = ? AND used_at IS NULL').run(
      usedAt ?? at,
      row.sessionId,
    );
    keepToken(db, row.sessionId, next, at);
    return { outcome: 'rotated', sessionId: row.sessionId, userId: row.userId };
  },

  endSession(db: Database, sessionId: string, why: string, act: Act): void {
    if (endSession(db, sessionId, act.at, why)) appendAct(db, act);
  },

  /** Sessions whose last token has run out, and what is left of old ones. */
  expireSessions(db: Database, at: string): string[] {
    const over = db
      .prepare<[string, string], { id: string }>(
        `UPDATE sessions SET ended_at = ?, ended_why = 'expired' WHERE ended_at IS NULL AND NOT EXISTS
           (SELECT 1 FROM refresh_tokens t WHERE t.session_id = sessions.id AND t.used_at IS NULL AND t.expires_at > ?)
         RETURNING id`,
      )
      .all(at, at);
    db.prepare('DELETE FROM refresh_tokens WHERE expires_at <= ?').run(at);
    return over.map(({ id }) => id);
  },
};
