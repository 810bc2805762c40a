import type { Migration } from '@copydesk/shared/node';

/** Whether a desk's stories may stay on people's computers when nobody works in them there. */
export const keptOffline: Migration = {
  version: 250,
  sql: 'ALTER TABLE desks ADD COLUMN kept_offline INTEGER NOT NULL DEFAULT 1;',
};
