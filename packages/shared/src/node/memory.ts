/**
 * A translation memory in SQLite, the same on the server and on each computer: rows, and an index that narrows a lookup
 * to the few rows that can be alike enough, before they are compared word by word.
 */
import type { Database } from 'better-sqlite3';
import {
  type Asked,
  askedOf,
  LEAST_SCORE,
  likeness,
  type MemoryMatch,
  type MemoryQuestion,
  type MemoryRow,
  maskedWords,
  mostDifferent,
  scoreOf,
} from '../translation/memory/index.ts';
import { contextHash } from '../translation/memory/words.ts';
import { sentences } from '../translation/sentences.ts';
import { prepared } from './database.ts';

/**
 * `scope`: who may be offered the row: '' for everybody, a desk's id, null for nobody. The index holds tokens of ours
 * (see `wordToken`), because SQLite's own division into words differs from that by which texts are compared.
 */
export const MEMORY_TABLES = `
  CREATE TABLE memory (
    id INTEGER PRIMARY KEY,
    from_language TEXT NOT NULL,
    to_language TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    masked TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    article_id TEXT NOT NULL,
    headline TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    approved_at TEXT NOT NULL,
    scope TEXT
  ) STRICT;
  CREATE VIRTUAL TABLE memory_words USING fts5 (
    tokens,
    content = '',
    contentless_delete = 1,
    detail = none,
    tokenize = 'ascii'
  );
  CREATE VIRTUAL TABLE memory_counts USING fts5vocab (memory_words, 'row');
`;

/** Rows that are read whole and compared as people see them. */
const MOST_COMPARED = 500;
const MOST_OFFERED = 8;
/** Of each sentence of a longer text. */
const MOST_OF_A_SENTENCE = 2;

export interface ScopedRow extends MemoryRow {
  readonly scope: string | null;
}

/** Puts rows in, those with a known id in the place of the old. */
export function putMemory(db: Database, rows: readonly ScopedRow[]): void {
  counts.delete(db);
  dropMemory(
    db,
    rows.map(({ id }) => id),
  );
  for (const row of rows) {
    const words = maskedWords(row.source);
    prepared(
      db,
      `INSERT INTO memory (id, from_language, to_language, kind, source, target, masked, before, after, article_id,
         headline, approved_by, approved_at, scope) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      row.id,
      row.from,
      row.to,
      row.kind,
      row.source,
      row.target,
      words.join(' '),
      row.before,
      row.after,
      row.articleId,
      row.headline,
      row.approvedBy,
      row.approvedAt,
      row.scope,
    );
    const tokens = [...new Set(words.map(wordToken)), sizeToken(row, words.length)];
    prepared(db, 'INSERT INTO memory_words (rowid, tokens) VALUES (?, ?)').run(row.id, tokens.join(' '));
  }
}

/** One row, or null. */
export function memoryRow(db: Database, id: number): MemoryRow | null {
  return (
    prepared<[number], MemoryRow>(
      db,
      `SELECT id, from_language AS "from", to_language AS "to", kind, source, target, before, after,
         article_id AS articleId, headline, approved_by AS approvedBy, approved_at AS approvedAt
       FROM memory WHERE id = ?`,
    ).get(id) ?? null
  );
}

/** Takes rows out; ids that are not there are passed over. */
export function dropMemory(db: Database, ids: readonly number[]): void {
  counts.delete(db);
  for (const id of ids) {
    const { changes } = prepared(db, 'DELETE FROM memory WHERE id = ?').run(id);
    if (changes > 0) prepared(db, 'DELETE FROM memory_words WHERE rowid = ?').run(id);
  }
}

export function clearMemory(db: Database): void {
  counts.delete(db);
  db.exec("DELETE FROM memory; INSERT INTO memory_words (memory_words) VALUES ('delete-all')");
}

/**
 * What the memory offers for a text, the best first; then, unless the whole is there already, for each of its sentences.
 * `scopes`: of the person who asks.
 */
export function matchMemory(db: Database, question: MemoryQuestion, scopes: readonly string[]): MemoryMatch[] {
  const whole = matchesOf(db, question, scopes, MOST_OFFERED).map((match) => ({ ...match, part: null }));
  const spans = sentences(question.text, question.from);
  if (spans.length < 2 || (whole[0]?.score ?? 0) >= 100) return whole;
  const texts = spans.map(({ from, to }) => question.text.slice(from, to));
  const parts = spans.flatMap((part, index) => {
    const asked = {
      ...question,
      text: texts[index] ?? '',
      before: contextHash(texts[index - 1]),
      after: contextHash(texts[index + 1]),
    };
    return matchesOf(db, asked, scopes, MOST_OF_A_SENTENCE).map((match) => ({ ...match, part }));
  });
  return [...whole, ...parts];
}

function matchesOf(
  db: Database,
  question: MemoryQuestion,
  scopes: readonly string[],
  most: number,
): Omit<MemoryMatch, 'part'>[] {
  const asked = askedOf(question);
  if (asked.words.length === 0) return [];
  const found = candidates(db, asked, scopes).flatMap((row) => {
    const score = scoreOf(asked, row);
    const { id, articleId, headline, approvedBy, approvedAt } = row;
    return score === null ? [] : [{ id, ...score, articleId, headline, approvedBy, approvedAt }];
  });
  // The best and, of equals, the newest; one and the same translation once.
  found.sort((a, b) => b.score - a.score || b.approvedAt.localeCompare(a.approvedAt) || b.id - a.id);
  const told = new Set<string>();
  return found.filter(({ target }) => !told.has(target) && told.add(target)).slice(0, most);
}

/** The rows alike enough by their masked words, the most alike and newest first. */
function candidates(db: Database, asked: Asked, scopes: readonly string[]): MemoryRow[] {
  const { before = '', after = '' } = asked.question;
  const numbers = new Map<string, number>();
  for (const word of asked.words) if (!numbers.has(word)) numbers.set(word, numbers.size);
  const words = asked.words.map((word) => numbers.get(word));
  const near = prepared<[string, string], { id: number; masked: string; before: string; after: string }>(
    db,
    `SELECT id, masked, before, after FROM memory
     WHERE id IN (SELECT value FROM json_each(?)) AND scope IN (SELECT value FROM json_each(?))`,
  )
    .all(JSON.stringify(narrowed(db, asked)), JSON.stringify(scopes))
    .map((row) => ({
      id: row.id,
      rank: likeness(
        words,
        // Words that the question has not are all alike to it: none matches.
        row.masked.split(' ').map((word) => numbers.get(word) ?? null),
      ),
      placed: row.before === before && row.after === after,
    }))
    .filter(({ rank }) => rank >= LEAST_SCORE)
    .sort((a, b) => b.rank - a.rank || Number(b.placed) - Number(a.placed) || b.id - a.id)
    .slice(0, MOST_COMPARED);
  const { from, to } = asked.question;
  return near.flatMap(({ id }) => memoryRow(db, id) ?? []).filter((row) => row.from === from && row.to === to);
}

/** With more rows than this for one of the question's rare words, two of them are asked for. */
const FEW_ROWS = 500;

/**
 * The rows that can be alike enough. Such a text shares at least three quarters of the question's words: of any set of
 * words that makes up more than a quarter it has at least one, and two of any set that does so without its most frequent
 * one. The rarest such set is asked for, among texts of a fitting length.
 */
function narrowed(db: Database, asked: Asked): number[] {
  const match = prepared<[string, number], number>(
    db,
    'SELECT rowid FROM memory_words WHERE memory_words MATCH ? LIMIT ?',
  ).pluck();
  const words = rarestFirst(db, asked.words);
  const enough = mostDifferent(asked.words.length) + 1;
  const sizes = `(${sizeTokens(asked).join(' OR ')})`;
  const one = words.slice(0, fewest(words, (times) => sum(times) >= enough) ?? words.length);
  const withOne = `${sizes} AND (${one.map(({ token }) => token).join(' OR ')})`;
  const two = fewest(words, (times) => sum(times) - Math.max(...times) >= enough);
  if (two === null) return match.all(withOne, -1);
  const rows = match.all(withOne, FEW_ROWS + 1);
  if (rows.length <= FEW_ROWS) return rows;
  const pairs = words
    .slice(0, two)
    .flatMap((a, index) => words.slice(index + 1, two).map((b) => `(${a.token} AND ${b.token})`));
  return match.all(`${sizes} AND (${pairs.join(' OR ')})`, -1);
}

/** How many of the first words it takes until how often each stands in the question will do; null: they never do. */
function fewest(words: readonly CountedWord[], willDo: (times: number[]) => boolean): number | null {
  for (let count = 1; count <= words.length; count++) {
    if (willDo(words.slice(0, count).map(({ times }) => times))) return count;
  }
  return null;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

interface CountedWord {
  readonly token: string;
  /** How often it stands in the question. */
  readonly times: number;
}

function rarestFirst(db: Database, words: readonly string[]): CountedWord[] {
  const places = new Map<string, number>();
  for (const word of words) places.set(word, (places.get(word) ?? 0) + 1);
  return [...places]
    .map(([word, times]) => ({ token: wordToken(word), times, rows: rowsWith(db, wordToken(word)) }))
    .sort((a, b) => a.rows - b.rows);
}

/** Of the lengths that a text alike enough can have. */
function sizeTokens({ words, question }: Asked): string[] {
  const tokens: string[] = [];
  for (let size = 1; size - mostDifferent(size) <= words.length; size++) {
    if (words.length - size <= mostDifferent(words.length)) tokens.push(sizeToken(question, size));
  }
  return tokens;
}

const counts = new WeakMap<Database, Map<string, number>>();

/**
 * How many rows hold a token: counted through the index, which takes long for a frequent one, so the answer is kept. It
 * only says which words to ask for, so an old one does no harm; it is forgotten when rows come or go.
 */
function rowsWith(db: Database, token: string): number {
  let known = counts.get(db);
  if (known === undefined) {
    known = new Map();
    counts.set(db, known);
  }
  const rows =
    known.get(token) ??
    prepared<[string], { doc: number }>(db, 'SELECT doc FROM memory_counts WHERE term = ?').get(token)?.doc ??
    0;
  known.set(token, rows);
  return rows;
}

/** Tokens are hashes, so that no script or sign in a word matters to the index; that two share one does no harm. */
function wordToken(word: string): string {
  return `w${hash(word)}`;
}

/** Names the languages and the number of words. */
function sizeToken({ from, to }: Pick<MemoryRow, 'from' | 'to'>, size: number): string {
  return `s${hash(`${from} ${to} ${size}`)}`;
}

/** FNV-1a, 32 bits. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return (value >>> 0).toString(36);
}
