import { MEMORY_TABLES, type Migration } from '@copydesk/shared/node';

/**
 * The translation memory. `memory_origins`: of each row the approved text it is from, who may be offered it (`scope`: ''
 * for everybody, a desk's id, null for nobody), and the place in the order of changes that it was last told at. A row
 * that is gone keeps its place, so that copies elsewhere hear of it.
 */
export const memory: Migration = {
  version: 230,
  sql: `
    ${MEMORY_TABLES}
    CREATE TABLE memory_origins (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      seq INTEGER NOT NULL UNIQUE,
      article_id TEXT NOT NULL,
      language TEXT NOT NULL,
      source_language TEXT NOT NULL,
      seal TEXT NOT NULL,
      published INTEGER NOT NULL DEFAULT 0,
      scope TEXT,
      gone INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX memory_origins_article ON memory_origins (article_id, gone);
  `,
};
