import type { Migration } from '@copydesk/shared/node';

/** Up to which log row each document is in the full text. */
export const indexed: Migration = {
  version: 21,
  sql: `
    CREATE TABLE indexed (
      document TEXT PRIMARY KEY,
      head INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
