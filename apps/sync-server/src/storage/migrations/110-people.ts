import type { Migration } from '@copydesk/shared/node';

/** People and desks. Roles and desks of a person are JSON arrays. */
export const people: Migration = {
  version: 110,
  sql: `
    CREATE TABLE users (
      id TEXT PRIMARY KEY,
      email TEXT NOT NULL UNIQUE COLLATE NOCASE,
      name TEXT NOT NULL,
      roles TEXT NOT NULL,
      desks TEXT NOT NULL,
      password TEXT NOT NULL,
      disabled INTEGER NOT NULL DEFAULT 0,
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE desks (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      label_when_revised TEXT NOT NULL CHECK (label_when_revised IN ('show', 'omit'))
    ) STRICT;
  `,
};
