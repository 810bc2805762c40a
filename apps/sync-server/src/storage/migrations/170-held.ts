import type { Migration } from '@copydesk/shared/node';

/** Text that computers hold back because the server did not take it, as they report it. */
export const held: Migration = {
  version: 170,
  sql: `
    CREATE TABLE held (
      id TEXT PRIMARY KEY,
      article_id TEXT NOT NULL,
      language TEXT NOT NULL,
      user_id TEXT NOT NULL,
      report TEXT NOT NULL
    ) STRICT;
  `,
};
