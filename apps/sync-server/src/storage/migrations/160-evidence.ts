import type { Migration } from '@copydesk/shared/node';

/** Where translated passages came from, and who confirmed them as the server saw it. */
export const evidence: Migration = {
  version: 160,
  sql: `
    CREATE TABLE evidence (
      article_id TEXT NOT NULL,
      language TEXT NOT NULL,
      block TEXT NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('machine', 'import', 'human')),
      engine TEXT,
      source_text TEXT,
      output TEXT NOT NULL,
      at TEXT NOT NULL,
      warnings TEXT,
      PRIMARY KEY (article_id, language, block)
    ) STRICT;
    CREATE TABLE confirmations (
      id INTEGER PRIMARY KEY,
      article_id TEXT NOT NULL,
      language TEXT NOT NULL,
      block TEXT NOT NULL,
      "by" TEXT NOT NULL,
      name TEXT NOT NULL,
      at TEXT NOT NULL,
      source TEXT NOT NULL,
      target TEXT NOT NULL,
      review INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX confirmations_edition ON confirmations (article_id, language, id);
  `,
};
