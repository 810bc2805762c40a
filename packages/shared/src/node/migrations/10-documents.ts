import type { Migration } from '../database.ts';

/**
 * Documents and their logs. `origin` of a row is `local` while it has to go upstream. A snapshot stands for all rows
 * up to its `seq`, which are gone.
 */
export const documents: Migration = {
  version: 10,
  sql: `
    CREATE TABLE documents (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      epoch TEXT NOT NULL,
      head INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE document_rows (
      document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
      seq INTEGER NOT NULL,
      "update" BLOB NOT NULL,
      checksum INTEGER NOT NULL,
      user_id TEXT NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('local', 'upstream')),
      at INTEGER NOT NULL,
      witnessed TEXT,
      PRIMARY KEY (document, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX document_rows_local ON document_rows (document, seq) WHERE origin = 'local';
    CREATE TABLE document_snapshots (
      document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
      seq INTEGER NOT NULL,
      "update" BLOB NOT NULL,
      checksum INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE document_owners (
      document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
      client INTEGER NOT NULL,
      user_id TEXT NOT NULL,
      PRIMARY KEY (document, client)
    ) STRICT, WITHOUT ROWID;
  `,
};
