import type { Migration } from '@copydesk/shared/node';

/** How a desk translates (JSON), stories under embargo, and what engines were given to translate. */
export const deskSettings: Migration = {
  version: 210,
  sql: `
    ALTER TABLE desks ADD COLUMN translation TEXT NOT NULL DEFAULT '{}';
    ALTER TABLE articles ADD COLUMN embargo TEXT;
    CREATE TABLE engine_use (
      article_id TEXT NOT NULL,
      language TEXT NOT NULL,
      engine TEXT NOT NULL,
      month TEXT NOT NULL,
      characters INTEGER NOT NULL,
      passages INTEGER NOT NULL,
      PRIMARY KEY (article_id, language, engine, month)
    ) STRICT;
  `,
};
