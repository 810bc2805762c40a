import type { Migration } from '@copydesk/shared/node';

/** What proves that held and salvaged text, and what the server told, is what was written. Null: from before. */
export const checksums: Migration = {
  version: 26,
  sql: `
    ALTER TABLE held ADD COLUMN checksum INTEGER;
    ALTER TABLE salvaged ADD COLUMN checksum INTEGER;
    ALTER TABLE articles ADD COLUMN checksum INTEGER;
    ALTER TABLE kept ADD COLUMN checksum INTEGER;
  `,
};
