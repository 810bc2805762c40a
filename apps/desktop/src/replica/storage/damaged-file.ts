/** A replica's database file that is damaged: put aside, never deleted, and read as far as it can be read. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';

const ASIDE = /^damaged-/;
/** The file itself last: until it is gone, the next start begins again where this one was interrupted. */
const SUFFIXES = ['-wal', '-shm', ''] as const;
/** SQLite's file header, and where it keeps what the fresh header must be told: pages, free pages. */
const HEADER = 100;
const PAGE_COUNT = 28;
const FREE_PAGES = 32;

/** Moves a database file with what belongs to it into a folder of its own beside it. */
export function putAside(file: string, now = new Date()): void {
  const begun = asideFolders(file).find((folder) => !existsSync(join(folder, basename(file))));
  const folder = begun ?? join(dirname(file), `damaged-${now.toISOString().replaceAll(':', '-')}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const suffix of SUFFIXES) {
    if (existsSync(file + suffix)) renameSync(file + suffix, join(folder, basename(file) + suffix));
  }
}

/** The folders into which copies of `file` were put aside, the oldest first. */
export function asideFolders(file: string): string[] {
  const folder = dirname(file);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => ASIDE.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * Opens a damaged file to be read, without changing it; null if nothing in it can be. If its first page cannot be read,
 * that of `like`, a whole database of the same layout, is put before a copy of the rest.
 */
export function openDamaged(file: string, like: Database): Database | null {
  const asFound = openReadable(file);
  if (asFound !== null) return asFound;
  const bytes = readFileSync(file);
  const fresh = like.serialize();
  const pageSize = fresh.readUInt16BE(16);
  if (bytes.length < pageSize) return null;
  for (const length of [HEADER, pageSize]) {
    const mended = `${file}.mended`;
    writeFileSync(mended, withStart(bytes, fresh.subarray(0, length), pageSize), { mode: 0o600 });
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${mended}-wal`);
    const db = openReadable(mended);
    if (db !== null) return db;
  }
  return null;
}

function openReadable(file: string): Database | null {
  let db: Database | null = null;
  try {
    db = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
    db.pragma('cell_size_check = ON');
    db.prepare('SELECT 1 FROM documents LIMIT 1').get();
    db.prepare('SELECT 1 FROM document_rows LIMIT 1').get();
    return db;
  } catch (error) {
    db?.close();
    if (!(error instanceof SqliteDatabase.SqliteError)) throw error;
    return null;
  }
}

function withStart(bytes: Buffer, start: Buffer, pageSize: number): Buffer {
  const mended = Buffer.from(bytes);
  start.copy(mended);
  mended.writeUInt32BE(Math.ceil(bytes.length / pageSize), PAGE_COUNT);
  mended.fill(0, FREE_PAGES, FREE_PAGES + 8);
  return mended;
}

/**
 * The rows of a query that can be read: from both ends up to what is damaged. `complete` is false if it met damage.
 * @param sql must end with `ORDER BY` and one column, for which `DESC` can be said
 */
export function readableRows<Row extends object>(
  db: Database,
  sql: string,
  key: keyof Row,
  ...args: unknown[]
): { rows: Row[]; complete: boolean } {
  const found = new Map<unknown, Row>();
  const read = (direction: string): boolean => {
    try {
      for (const row of db.prepare<unknown[], Row>(`${sql} ${direction}`).iterate(...args)) found.set(row[key], row);
      return true;
    } catch (error) {
      if (!(error instanceof SqliteDatabase.SqliteError)) throw error;
      return false;
    }
  };
  const complete = read('ASC');
  if (!complete) read('DESC');
  return { rows: [...found.values()], complete };
}
