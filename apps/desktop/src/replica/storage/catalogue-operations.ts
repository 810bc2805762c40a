/** The replica's own tables besides the documents: stories as last heard, answers kept for offline, and full text. */
import { areIntact, valuesChecksum } from '@copydesk/shared/node';
import type { DocumentName } from '@copydesk/shared/sync';
import type { Database } from 'better-sqlite3';

export interface TextEntry {
  readonly document: string;
  readonly articleId: string;
  readonly language: string;
  readonly headline: string;
  readonly words: number;
  readonly body: string;
  /** The log row up to which it is the document's text. */
  readonly head: number;
}

export interface FoundText {
  readonly articleId: string;
  readonly language: string;
  readonly headline: string;
  readonly snippet: string;
}

export interface KeptArticle {
  readonly id: string;
  /** The article as the server last told it, JSON. */
  readonly json: string;
  readonly unsent: boolean;
}

const MOST_HITS = 50;

function putArticle(db: Database, article: KeptArticle): void {
  db.prepare(
    `INSERT INTO articles (id, json, unsent, checksum) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET json = excluded.json, unsent = excluded.unsent, checksum = excluded.checksum`,
  ).run(article.id, article.json, article.unsent ? 1 : 0, valuesChecksum(`article ${article.id}`, [article.json]));
}

interface Checked {
  readonly json: string;
  readonly checksum: number | null;
}

export const catalogueOperations = {
  /**
   * All of them. What the server told is empty where it is damaged: it tells it again. What nobody else knows stays as it
   * is found, so that its text goes to the server.
   */
  articles(db: Database): KeptArticle[] {
    return db
      .prepare<[], Checked & { id: string; unsent: number }>('SELECT id, json, unsent, checksum FROM articles')
      .all()
      .map(({ id, json, unsent, checksum }) => {
        const isKept = unsent === 1 || areIntact(`article ${id}`, [json], checksum);
        return { id, json: isKept ? json : '', unsent: unsent === 1 };
      });
  },

  putArticle,

  /** The server's whole list: what is not in it any more is forgotten, except what it does not know yet. */
  replaceArticles(db: Database, articles: readonly KeptArticle[]): void {
    db.prepare('DELETE FROM articles WHERE unsent = 0').run();
    for (const article of articles) putArticle(db, article);
  },

  /** What was kept under a key (JSON), or null: nothing was, or it is damaged. */
  kept(db: Database, key: string): string | null {
    const found = db.prepare<[string], Checked>('SELECT json, checksum FROM kept WHERE key = ?').get(key);
    return found !== undefined && areIntact(`kept ${key}`, [found.json], found.checksum) ? found.json : null;
  },

  keep(db: Database, key: string, json: string): void {
    db.prepare(
      `INSERT INTO kept (key, json, checksum) VALUES (?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET json = excluded.json, checksum = excluded.checksum`,
    ).run(key, json, valuesChecksum(`kept ${key}`, [json]));
  },

  indexText(db: Database, entry: TextEntry): void {
    db.prepare('DELETE FROM texts WHERE document = ?').run(entry.document);
    db.prepare(
      'INSERT INTO texts (document, article_id, language, words, headline, body) VALUES (?, ?, ?, ?, ?, ?)',
    ).run(entry.document, entry.articleId, entry.language, entry.words, entry.headline, entry.body);
    db.prepare(
      'INSERT INTO indexed (document, head) VALUES (?, ?) ON CONFLICT (document) DO UPDATE SET head = excluded.head',
    ).run(entry.document, entry.head);
  },

  /** Documents that changed since they were indexed, or never were. */
  notIndexed(db: Database): DocumentName[] {
    return db
      .prepare<[], { name: DocumentName }>(
        'SELECT d.name FROM documents d LEFT JOIN indexed i ON i.document = d.name WHERE d.head > coalesce(i.head, -1)',
      )
      .all()
      .map(({ name }) => name);
  },

  indexedTexts(db: Database): { document: string; headline: string; words: number }[] {
    return db
      .prepare<[], { document: string; headline: string; words: number }>('SELECT document, headline, words FROM texts')
      .all();
  },

  /** Texts with all of these words or beginnings of words, the best first. `[` and `]` stand around what was found. */
  search(db: Database, text: string): FoundText[] {
    const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
    if (words.length === 0) return [];
    const query = words.map((word) => `"${word}"*`).join(' ');
    return db
      .prepare<[string, number], FoundText>(
        `SELECT article_id AS articleId, language, headline, snippet(texts, -1, '[', ']', '…', 12) AS snippet
         FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 0, 0, 0, 0, 4, 1) LIMIT ?`,
      )
      .all(query, MOST_HITS);
  },
};
