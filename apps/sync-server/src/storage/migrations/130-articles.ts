import type { Migration } from '@copydesk/shared/node';

export const articles: Migration = {
  version: 130,
  sql: `
    CREATE TABLE articles (
      id TEXT PRIMARY KEY,
      slug TEXT NOT NULL,
      desk TEXT NOT NULL,
      assignees TEXT NOT NULL,
      due TEXT,
      created_at TEXT NOT NULL,
      created_by TEXT NOT NULL
    ) STRICT;
  `,
};
