import type { Migration } from '@copydesk/shared/node';

/**
 * What a replica keeps beside its documents. `local_documents`: what the server last said of each document, and its
 * log sequence when the document was last up to date here. `kept`: answers of the server, for when the line is down.
 */
export const replica: Migration = {
  version: 20,
  sql: `
    CREATE TABLE local_documents (
      document TEXT PRIMARY KEY,
      level TEXT NOT NULL,
      reason TEXT NOT NULL,
      reached INTEGER NOT NULL DEFAULT -1
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE articles (
      id TEXT PRIMARY KEY,
      json TEXT NOT NULL,
      unsent INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE kept (
      key TEXT PRIMARY KEY,
      json TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE held (
      id TEXT PRIMARY KEY,
      document TEXT NOT NULL,
      article_id TEXT NOT NULL,
      language TEXT NOT NULL,
      code TEXT NOT NULL,
      detail TEXT NOT NULL,
      base_seal TEXT,
      since TEXT NOT NULL,
      words INTEGER NOT NULL,
      changes TEXT NOT NULL,
      text TEXT NOT NULL,
      "update" BLOB NOT NULL,
      reported INTEGER NOT NULL DEFAULT 0,
      settled TEXT,
      cleared INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE VIRTUAL TABLE texts USING fts5 (
      document UNINDEXED,
      article_id UNINDEXED,
      language UNINDEXED,
      words UNINDEXED,
      headline,
      body,
      tokenize = 'unicode61 remove_diacritics 2'
    );
  `,
};
