import type { Migration } from '@copydesk/shared/node';

/** How drafting by an engine stands, and who was last heard of in an edition when. */
export const deskWork: Migration = {
  version: 180,
  sql: `
    CREATE TABLE drafting (
      article_id TEXT NOT NULL,
      language TEXT NOT NULL,
      data TEXT NOT NULL,
      PRIMARY KEY (article_id, language)
    ) STRICT;
    CREATE TABLE seen (
      article_id TEXT NOT NULL,
      language TEXT NOT NULL,
      user_id TEXT NOT NULL,
      name TEXT NOT NULL,
      at TEXT NOT NULL,
      PRIMARY KEY (article_id, language, user_id)
    ) STRICT;
  `,
};
