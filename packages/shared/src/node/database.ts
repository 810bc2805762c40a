import { accessSync, constants, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase, { type Database, type Statement } from 'better-sqlite3';
import { StoreError } from '../sync/ports.ts';
import { asStoreError } from './sqlite-errors.ts';

/** One step of a database's layout. Versions grow; a step that was released is never changed. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** How long to wait for another process that writes to the same file. */
const BUSY_MS = 5_000;

/**
 * What every connection is set to, in this order, and what it must read back. `synchronous` 2 is FULL: a commit is on
 * the disk when it returns. It has to be set after WAL, which lowers it to 1. The log is moved into the file every 4,000
 * pages: with SQLite's 1,000 a busy server would do so three times a second, with a commit waiting each time.
 */
const PRAGMAS: readonly (readonly [name: string, set: string, expected: string | number])[] = [
  ['busy_timeout', String(BUSY_MS), BUSY_MS],
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  ['wal_autocheckpoint', '4000', 4000],
  ['journal_size_limit', '67108864', 67108864],
  ...(process.platform === 'darwin' ? ([['checkpoint_fullfsync', '1', 1]] as const) : []),
];

/** `now`: every page and index is looked at before the database is used, which takes the longer the larger it is. */
export type PageCheck = 'now' | 'later';

/**
 * Opens (or makes) a database and brings it to the newest layout. With `check` left to later, that is for the caller:
 * damaged pages and rows are told when they are read, too.
 * Throws `StoreError`: `corrupt` for a damaged file, `readonly` for one made by a newer version, `full`, `io`.
 */
export function openDatabase(file: string, migrations: readonly Migration[], check: PageCheck = 'now'): Database {
  let db: Database | null = null;
  try {
    mkdirSync(dirname(file), { recursive: true });
    db = new SqliteDatabase(file, { timeout: BUSY_MS });
    // SQLite opens a file that it may not write for reading, without a word, and stays with that once it may.
    accessSync(file, constants.W_OK);
    readFile(db, check);
    migrate(db, migrations);
    return db;
  } catch (error) {
    db?.close();
    throw asStoreError(error);
  }
}

/** The first look into the file. What SQLite has no other name for than "error" here is a header that makes no sense. */
function readFile(db: Database, check: PageCheck): void {
  try {
    setPragmas(db);
    if (check === 'now') checkWhole(db);
  } catch (error) {
    if (!(error instanceof SqliteDatabase.SqliteError) || error.code !== 'SQLITE_ERROR') throw error;
    throw new StoreError('corrupt', `The database file is damaged: ${error.message}`, { cause: error });
  }
}

/**
 * Opens a database to read it beside the one connection that writes: what is read in one transaction is the state after
 * one commit. Throws `StoreError`.
 */
export function openReadOnly(file: string): Database {
  let db: Database | null = null;
  try {
    db = new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    return db;
  } catch (error) {
    db?.close();
    throw asStoreError(error);
  }
}

/** What SQLite finds wrong with a database: `quick` its pages, `whole` indexes and rows that belong to none, too. */
export function damagedPages(db: Database, depth: 'quick' | 'whole'): string[] {
  try {
    const found = db.pragma(depth === 'quick' ? 'quick_check' : 'integrity_check') as Record<string, string>[];
    const pages = found.flatMap((row) => Object.values(row)).filter((line) => line !== 'ok');
    return depth === 'quick' ? pages : [...pages, ...strayRows(db)];
  } catch (error) {
    return [asStoreError(error).message];
  }
}

/** Tables with rows that belong to a row which is not there. */
function strayRows(db: Database): string[] {
  const found = db.pragma('foreign_key_check') as { table: string; parent: string }[];
  return [...new Set(found.map(({ table, parent }) => `rows of ${table} belong to none of ${parent}`))];
}

function setPragmas(db: Database): void {
  for (const [name, set, expected] of PRAGMAS) {
    db.pragma(`${name} = ${set}`);
    const actual = db.pragma(name, { simple: true });
    if (actual !== expected) {
      throw new StoreError(
        'io',
        `The database refuses ${name} = ${set} (it is ${String(actual)}), so saving would not be safe.`,
      );
    }
  }
}

function checkWhole(db: Database): void {
  const result = db.pragma('integrity_check(1)', { simple: true });
  if (result !== 'ok') throw new StoreError('corrupt', `The database file is damaged: ${String(result)}`);
}

function migrate(db: Database, migrations: readonly Migration[]): void {
  const steps = [...migrations].sort((a, b) => a.version - b.version);
  const newest = steps.at(-1)?.version ?? 0;
  const update = db.transaction(() => {
    const current = Number(db.pragma('user_version', { simple: true }));
    if (current > newest) {
      throw new StoreError(
        'readonly',
        `This data was made by a newer version of Copydesk (layout ${current}, this one knows ${newest}). Update Copydesk to open it.`,
      );
    }
    for (const step of steps) if (step.version > current) db.exec(step.sql);
    if (newest > current) db.pragma(`user_version = ${newest}`);
  });
  update.immediate();
}

const statements = new WeakMap<Database, Map<string, Statement>>();

/** `db.prepare`, once for each text: for statements that run often. */
export function prepared<Parameters extends unknown[], Row = unknown>(
  db: Database,
  sql: string,
): Statement<Parameters, Row> {
  let known = statements.get(db);
  if (known === undefined) {
    known = new Map();
    statements.set(db, known);
  }
  let statement = known.get(sql);
  if (statement === undefined) {
    statement = db.prepare(sql);
    known.set(sql, statement);
  }
  return statement as Statement<Parameters, Row>;
}
