import type { Migration } from '@copydesk/shared/node';

/** What proves that a row is the one that was written. Null: from before, until it is written again. */
export const checksums: Migration = {
  version: 270,
  sql: `
    ALTER TABLE articles ADD COLUMN checksum INTEGER;
    ALTER TABLE editions ADD COLUMN checksum INTEGER;
    ALTER TABLE digests ADD COLUMN checksum INTEGER;
    ALTER TABLE held ADD COLUMN checksum INTEGER;
  `,
};
