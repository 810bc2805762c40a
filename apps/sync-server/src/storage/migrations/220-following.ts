import type { Migration } from '@copydesk/shared/node';

/**
 * What translations need to follow their source: which engine drafts them (null: the desk's choice; 'none': by hand),
 * the source as it was followed last, outputs that were drafted anew, and the words a confirmation was made against.
 */
export const following: Migration = {
  version: 220,
  sql: `
    ALTER TABLE editions ADD COLUMN engine TEXT;
    UPDATE editions SET engine = 'none' WHERE role = 'translation' AND source IS NOT NULL AND machine = 0;
    ALTER TABLE confirmations ADD COLUMN source_text TEXT;
    CREATE TABLE earlier_outputs (
      id INTEGER PRIMARY KEY,
      article_id TEXT NOT NULL,
      language TEXT NOT NULL,
      block TEXT NOT NULL,
      engine TEXT,
      source_text TEXT,
      output TEXT NOT NULL,
      replaced TEXT,
      at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX earlier_outputs_edition ON earlier_outputs (article_id, language, id);
    CREATE TABLE followed (
      article_id TEXT NOT NULL,
      language TEXT NOT NULL,
      data TEXT NOT NULL,
      PRIMARY KEY (article_id, language)
    ) STRICT;
  `,
};
