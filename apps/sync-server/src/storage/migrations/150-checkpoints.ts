import type { Migration } from '@copydesk/shared/node';

/** Texts as they were submitted, returned, approved, published. The database itself refuses to change them. */
export const checkpoints: Migration = {
  version: 150,
  sql: `
    CREATE TABLE sealed_texts (
      article_id TEXT NOT NULL,
      language TEXT NOT NULL,
      seal TEXT NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (article_id, language, seal)
    ) STRICT;
    CREATE TABLE checkpoints (
      id INTEGER PRIMARY KEY,
      article_id TEXT NOT NULL,
      language TEXT NOT NULL,
      seal TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('submitted', 'returned', 'approved', 'published')),
      version INTEGER NOT NULL,
      revision TEXT,
      at TEXT NOT NULL,
      "by" TEXT NOT NULL,
      words INTEGER NOT NULL,
      note TEXT,
      epoch TEXT NOT NULL,
      head INTEGER NOT NULL,
      label_text TEXT,
      FOREIGN KEY (article_id, language, seal) REFERENCES sealed_texts (article_id, language, seal)
    ) STRICT;
    CREATE INDEX checkpoints_edition ON checkpoints (article_id, language, id);
    CREATE UNIQUE INDEX published_versions ON checkpoints (article_id, language, version) WHERE kind = 'published';
    CREATE TRIGGER sealed_texts_stay BEFORE UPDATE ON sealed_texts
      BEGIN SELECT RAISE(ABORT, 'sealed text is never changed'); END;
    CREATE TRIGGER sealed_texts_remain BEFORE DELETE ON sealed_texts
      BEGIN SELECT RAISE(ABORT, 'sealed text is never deleted'); END;
    CREATE TRIGGER checkpoints_stay BEFORE UPDATE ON checkpoints
      BEGIN SELECT RAISE(ABORT, 'a checkpoint is never changed'); END;
    CREATE TRIGGER checkpoints_remain BEFORE DELETE ON checkpoints
      BEGIN SELECT RAISE(ABORT, 'a checkpoint is never deleted'); END;
    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY,
      act TEXT NOT NULL CHECK (act IN ('publish', 'withhold', 'restore', 'kill')),
      at TEXT NOT NULL,
      article_id TEXT NOT NULL,
      language TEXT NOT NULL,
      version INTEGER NOT NULL,
      done_at TEXT
    ) STRICT;
    CREATE INDEX outbox_open ON outbox (id) WHERE done_at IS NULL;
  `,
};
