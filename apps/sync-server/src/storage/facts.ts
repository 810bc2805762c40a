/**
 * What is known of stories beside their texts: where they stand, what lists show, what computers hold. Each row has a
 * checksum over its columns, set in the transaction that writes it.
 */
import { areIntact, prepared, type StoredValue, valuesChecksum } from '@copydesk/shared/node';
import type { Database } from 'better-sqlite3';

/** Tables of facts, and the columns by which a row of theirs is named. */
const KEYS = {
  articles: ['id'],
  editions: ['article_id', 'language'],
  digests: ['article_id', 'language'],
  held: ['id'],
} as const;
type FactTable = keyof typeof KEYS;

/** Who wrote last, and when: noted all the time, and told by the log too. */
const UNCOVERED: ReadonlySet<string> = new Set(['checksum', 'changed_at', 'changed_by', 'place']);

/** A row with all its columns. A migration that adds one sets the table's checksums to null. */
export type FactRow = Readonly<Record<string, StoredValue | number>> & { readonly checksum: number | null };

/** Rows that are read at once. */
const ROWS_AT_ONCE = 500;

const isNamed = (table: FactTable) => KEYS[table].map((column) => `${column} = ?`).join(' AND ');

function valuesOf(row: FactRow): StoredValue[] {
  return Object.keys(row)
    .filter((column) => !UNCOVERED.has(column))
    .sort()
    .flatMap((column) => {
      const value = row[column] ?? null;
      return [column, typeof value === 'number' ? String(value) : value];
    });
}

/** Gives a row that was just written its checksum; `key` in the order of `KEYS`. */
export function sealFacts(db: Database, table: FactTable, ...key: string[]): void {
  const row = prepared<string[], FactRow>(db, `SELECT * FROM ${table} WHERE ${isNamed(table)}`).get(...key);
  if (row === undefined) return;
  prepared(db, `UPDATE ${table} SET checksum = ? WHERE ${isNamed(table)}`).run(
    valuesChecksum(table, valuesOf(row)),
    ...key,
  );
}

/** True if a row, read with all its columns, is what was written. */
export function areFactsIntact(table: FactTable, row: FactRow): boolean {
  return areIntact(table, valuesOf(row), row.checksum);
}

/** Names of the rows that are not what was written, some hundred rows at a time. */
export function* brokenFacts(db: Database, table: FactTable): Generator<string[]> {
  const after = db.prepare<[number, number], FactRow & { place: number }>(
    `SELECT rowid AS place, * FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ?`,
  );
  let rows: (FactRow & { place: number })[] = [];
  do {
    rows = after.all(rows.at(-1)?.place ?? 0, ROWS_AT_ONCE);
    yield rows
      .filter((row) => !areFactsIntact(table, row))
      .map((row) => KEYS[table].map((column) => row[column]).join('.'));
    // Fewer are the last: what is written meanwhile would have no end.
  } while (rows.length === ROWS_AT_ONCE);
}
