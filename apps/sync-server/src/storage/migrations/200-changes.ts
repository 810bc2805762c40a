import type { Migration } from '@copydesk/shared/node';

/** The change feed: per thing the latest change alone. AUTOINCREMENT never gives a sequence twice. */
export const changes: Migration = {
  version: 200,
  sql: `
    CREATE TABLE changes (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      key TEXT NOT NULL UNIQUE,
      data TEXT NOT NULL
    ) STRICT;
  `,
};
