import type { Migration } from '@copydesk/shared/node';

/** The newsroom's glossaries, one per pair of languages. A term's version is the glossary's at its last change. */
export const glossary: Migration = {
  version: 240,
  sql: `
    CREATE TABLE glossaries (
      from_language TEXT NOT NULL,
      to_language TEXT NOT NULL,
      version INTEGER NOT NULL,
      PRIMARY KEY (from_language, to_language)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE glossary_terms (
      from_language TEXT NOT NULL,
      to_language TEXT NOT NULL,
      id TEXT NOT NULL,
      version INTEGER NOT NULL,
      source TEXT NOT NULL,
      target TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('preferred', 'forbidden', 'do-not-translate')),
      note TEXT,
      case_sensitive INTEGER NOT NULL,
      changed_at TEXT NOT NULL,
      changed_by TEXT NOT NULL,
      PRIMARY KEY (from_language, to_language, id),
      FOREIGN KEY (from_language, to_language) REFERENCES glossaries (from_language, to_language)
    ) STRICT;
  `,
};
