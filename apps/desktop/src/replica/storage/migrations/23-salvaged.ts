import type { Migration } from '@copydesk/shared/node';

/**
 * What is left of damaged copies. `salvaged`: rows that had to go upstream, each of which becomes part of a held change
 * once its document's text is here again. `quarantined`: all rows of a document that could not be read, as found.
 */
export const salvaged: Migration = {
  version: 23,
  sql: `
    CREATE TABLE salvaged (
      document TEXT NOT NULL,
      epoch TEXT NOT NULL,
      seq INTEGER NOT NULL,
      "update" BLOB NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (document, epoch, seq)
    ) STRICT;
    CREATE TABLE quarantined (
      document TEXT NOT NULL,
      since TEXT NOT NULL,
      epoch TEXT NOT NULL,
      seq INTEGER NOT NULL,
      "update" BLOB NOT NULL,
      checksum INTEGER NOT NULL,
      origin TEXT NOT NULL
    ) STRICT;
  `,
};
