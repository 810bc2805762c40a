import type { Migration } from '@copydesk/shared/node';

/** What is erased from the full text is gone from the file, not only from what is found. */
export const erasing: Migration = {
  version: 25,
  sql: `INSERT INTO texts (texts, rank) VALUES ('secure-delete', 1);`,
};
