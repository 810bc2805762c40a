import type { Migration } from '@copydesk/shared/node';

/** Editions, where they stand in the workflow, and what lists show of their text. */
export const editions: Migration = {
  version: 140,
  sql: `
    CREATE TABLE editions (
      article_id TEXT NOT NULL REFERENCES articles (id),
      language TEXT NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('source', 'translation')),
      source TEXT,
      epoch TEXT NOT NULL,
      machine INTEGER NOT NULL,
      label_line TEXT,
      work TEXT NOT NULL DEFAULT 'drafting' CHECK (work IN ('drafting', 'submitted', 'approved', 'closed', 'spiked')),
      public TEXT NOT NULL DEFAULT 'never' CHECK (public IN ('never', 'live', 'withheld', 'killed')),
      version INTEGER NOT NULL DEFAULT 0,
      revision TEXT,
      submitted_by TEXT,
      submitted_at TEXT,
      opened_by TEXT,
      approved_by TEXT,
      approved_at TEXT,
      note TEXT,
      sealed TEXT,
      created_at TEXT NOT NULL,
      created_by TEXT NOT NULL,
      changed_at TEXT NOT NULL,
      changed_by TEXT,
      PRIMARY KEY (article_id, language)
    ) STRICT;
    CREATE TABLE digests (
      article_id TEXT NOT NULL,
      language TEXT NOT NULL,
      data TEXT NOT NULL,
      PRIMARY KEY (article_id, language),
      FOREIGN KEY (article_id, language) REFERENCES editions (article_id, language)
    ) STRICT;
  `,
};
