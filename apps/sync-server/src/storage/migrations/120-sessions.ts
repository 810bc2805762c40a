import type { Migration } from '@copydesk/shared/node';

/** Sign-ins and their refresh tokens, of which only hashes are kept: a used one marks a thief. */
export const sessions: Migration = {
  version: 120,
  sql: `
    CREATE TABLE sessions (
      id TEXT PRIMARY KEY,
      user_id TEXT NOT NULL REFERENCES users (id),
      device TEXT NOT NULL,
      created_at TEXT NOT NULL,
      ended_at TEXT,
      ended_why TEXT
    ) STRICT;
    CREATE INDEX sessions_live ON sessions (user_id) WHERE ended_at IS NULL;
    CREATE TABLE refresh_tokens (
      hash TEXT PRIMARY KEY,
      session_id TEXT NOT NULL REFERENCES sessions (id),
      issued_at TEXT NOT NULL,
      expires_at TEXT NOT NULL,
      used_at TEXT
    ) STRICT;
    CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);
  `,
};
