import type { Migration } from '@copydesk/shared/node';

/** The history a held change was written to and its text there, so that what a window brings later can join it. */
export const heldBase: Migration = {
  version: 22,
  sql: `
    ALTER TABLE held ADD COLUMN epoch TEXT;
    ALTER TABLE held ADD COLUMN base BLOB;
  `,
};
