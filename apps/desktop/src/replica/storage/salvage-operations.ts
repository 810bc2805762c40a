/**
 * What becomes of damaged copies: documents that are whole are carried over with their unsent rows; of the others the
 * unsent rows are kept, to be held once the document is here again, and the rest comes anew from the server.
 */
import { basename, join } from 'node:path';
import { createDocument, isIntact, rowChecksum, type StoredRow } from '@copydesk/shared/node';
import { type DocumentName, parseDocumentName } from '@copydesk/shared/sync';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { catalogueOperations } from './catalogue-operations.ts';
import { openDamaged, readableRows } from './damaged-file.ts';
import { localDocumentOperations } from './document-operations.ts';
import { type HeldRow, insertHeld } from './held-operations.ts';

/** What was found of a damaged copy. */
export interface Salvage {
  /** Documents with unsent rows that could be read. */
  readonly unsent: readonly DocumentName[];
  /** Rows known to have been unsent that could not be read. */
  readonly lostRows: number;
  /** False if a part of the copy could not be read, so that nobody can tell what was in it. */
  readonly complete: boolean;
}

const NOTHING: Salvage = { unsent: [], lostRows: 0, complete: true };

export interface SalvagedRow {
  readonly epoch: string;
  readonly seq: number;
  readonly update: Uint8Array;
  readonly at: number;
  /** It is not what was written. */
  readonly damaged: boolean;
}

interface Row extends StoredRow {
  readonly userId: string;
  readonly origin: 'local' | 'upstream';
  readonly at: number;
}

interface Found {
  readonly id: number;
  readonly name: DocumentName;
  readonly epoch: string;
  readonly head: number;
}

const ROWS = 'SELECT seq, "update", checksum, user_id AS userId, origin, at FROM document_rows WHERE document = ?';
const SNAPSHOT = 'SELECT seq, "update", checksum FROM document_snapshots WHERE document = ?';

export const salvageOperations = {
  /** Takes up what can be read of the copy in `folder`, once. Null if that was done before. */
  salvage(db: Database, folder: string, file: string): Salvage | null {
    const key = `salvaged ${basename(folder)}`;
    if (db.prepare('SELECT 1 FROM kept WHERE key = ?').get(key) !== undefined) return null;
    const from = openDamaged(join(folder, file), db);
    const salvage = from === null ? { ...NOTHING, complete: false } : takeOver(db, from);
    from?.close();
    catalogueOperations.keep(db, key, JSON.stringify(salvage));
    return salvage;
  },

  /** Puts a document that cannot be read aside: its bytes as found, and its unsent rows to be held. */
  quarantine(db: Database, document: DocumentName, since: string): Salvage {
    const found = db
      .prepare<[string], Found>('SELECT id, name, epoch, head FROM documents WHERE name = ?')
      .get(document);
    if (found === undefined) return NOTHING;
    const rows = db.prepare<[number], Row>(ROWS).all(found.id);
    db.prepare(
      `INSERT INTO quarantined (document, since, epoch, seq, "update", checksum, origin)
       SELECT @name, @since, @epoch, seq, "update", checksum, origin FROM document_rows WHERE document = @id
       UNION ALL SELECT @name, @since, @epoch, seq, "update", checksum, 'snapshot' FROM document_snapshots
       WHERE document = @id`,
    ).run({ id: found.id, name: found.name, epoch: found.epoch, since });
    const salvage = keepUnsent(db, found, rows);
    localDocumentOperations.forgetLocal(db, document, null);
    return salvage;
  },

  salvagedDocuments(db: Database): DocumentName[] {
    return db.prepare<[], DocumentName>('SELECT DISTINCT document FROM salvaged').pluck().all();
  },

  salvagedRows(db: Database, document: DocumentName): SalvagedRow[] {
    return db
      .prepare<[string], Omit<SalvagedRow, 'damaged'> & { checksum: number | null }>(
        'SELECT epoch, seq, "update", at, checksum FROM salvaged WHERE document = ? ORDER BY epoch, seq',
      )
      .all(document)
      .map(({ checksum, ...row }) => ({
        ...row,
        damaged: checksum !== null && !isIntact(document, { ...row, checksum }),
      }));
  },

  /** The salvaged rows of a document have become a held change, or (null) turned out to be in its text. */
  settleSalvaged(db: Database, document: DocumentName, held: HeldRow | null): void {
    if (held !== null) insertHeld(db, held);
    db.prepare('DELETE FROM salvaged WHERE document = ?').run(document);
  },

  /** True if SQLite finds the file whole, indexes included, and its lists agree. */
  isWhole(db: Database): boolean {
    return db.pragma('integrity_check(1)', { simple: true }) === 'ok' && listsAgree(db);
  },

  listsAgree,
};

/** True if both lists of documents, which are written together, name the same ones, and each row's document is listed. */
function listsAgree(db: Database): boolean {
  const unlisted = `SELECT 1 FROM documents d FULL JOIN local_documents l ON l.document = d.name
                    WHERE d.name IS NULL OR l.document IS NULL`;
  return db.prepare(unlisted).get() === undefined && db.pragma('foreign_key_check', { simple: true }) === undefined;
}

function takeOver(db: Database, from: Database): Salvage {
  const unsent: DocumentName[] = [];
  let lostRows = 0;
  let complete = true;
  const all = documentsIn(from);
  for (const listed of all) {
    const snapshot = readableRows<StoredRow>(from, `${SNAPSHOT} ORDER BY document`, 'seq', listed.id);
    const rows = readableRows<Row>(from, `${ROWS} ORDER BY seq`, 'seq', listed.id);
    const [first] = snapshot.rows;
    const stored = [...snapshot.rows, ...rows.rows];
    const found = { ...listed, name: nameOf(listed, stored) };
    const hasAll = snapshot.complete && rows.complete && rows.rows.length === found.head - (first?.seq ?? 0);
    if (hasAll && stored.every((row) => isIntact(found.name, row)) && carryOver(db, from, found)) {
      if (rows.rows.some(({ origin }) => origin === 'local')) unsent.push(found.name);
      continue;
    }
    const kept = keepUnsent(db, found, rows.rows);
    unsent.push(...kept.unsent);
    lostRows += kept.lostRows;
    complete &&= hasAll;
  }
  complete &&= hasNoStray(from, all);
  for (const { table, key, where } of COPIED) {
    const sql = `SELECT * FROM ${table} WHERE ${where} ORDER BY ${key}`;
    const found = readableRows<Record<string, unknown>>(from, sql, key);
    for (const row of found.rows) insertRow(db, table, row);
    complete &&= found.complete || table === 'kept';
  }
  return { unsent, lostRows, complete };
}

/** The name under which a document's rows were written, of those that table and index give it. */
function nameOf({ names }: Listed, rows: readonly StoredRow[]): DocumentName {
  return names.find((name) => rows.some((row) => isIntact(name, row))) ?? names[0];
}

/** False if there are rows of a document that no list has. */
function hasNoStray(from: Database, all: readonly Listed[]): boolean {
  const sql = 'SELECT DISTINCT document FROM document_rows NOT INDEXED ORDER BY document';
  const known = new Set(all.map(({ id }) => id));
  return readableRows<{ document: number }>(from, sql, 'document').rows.every(({ document }) => known.has(document));
}

/** What else is only on this computer, or tells who works here. */
const COPIED = [
  { table: 'held', key: 'id', where: 'true' },
  { table: 'salvaged', key: 'document', where: 'true' },
  { table: 'articles', key: 'id', where: 'json_valid(json)' },
  { table: 'kept', key: 'key', where: 'json_valid(json)' },
] as const;

/** Puts a row into a table of the same name, as far as its columns are known; one that does not fit is left out. */
function insertRow(db: Database, table: string, row: Readonly<Record<string, unknown>>): void {
  const known = db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  const columns = known.filter((name) => Object.hasOwn(row, name));
  const names = columns.map((name) => `"${name}"`).join(', ');
  const places = columns.map(() => '?').join(', ');
  try {
    db.prepare(`INSERT OR IGNORE INTO ${table} (${names}) VALUES (${places})`).run(columns.map((name) => row[name]));
  } catch (error) {
    if (!(error instanceof SqliteDatabase.SqliteError) || !error.code.startsWith('SQLITE_CONSTRAINT')) throw error;
  }
}

/** A document as it is listed: its name may stand in the table, in the table's index, or differ between them. */
interface Listed extends Omit<Found, 'name'> {
  readonly names: readonly [DocumentName, ...DocumentName[]];
}

/** All documents that table or index know. */
function documentsIn(from: Database): Listed[] {
  const { rows } = readableRows<Found>(from, 'SELECT id, name, epoch, head FROM documents ORDER BY id', 'id');
  const indexed = readableRows<Found>(
    from,
    `SELECT id, name, '' AS epoch, -1 AS head FROM documents INDEXED BY sqlite_autoindex_documents_1 ORDER BY name`,
    'id',
  ).rows;
  const byId = Map.groupBy([...rows, ...indexed], ({ id }) => id);
  return [...byId.values()].flatMap(([row, ...more]): Listed[] => {
    if (row === undefined) return [];
    const [name, ...others] = [row, ...more]
      .map((each) => each.name)
      .filter((each) => parseDocumentName(each) !== null);
    return name === undefined ? [] : [{ ...row, names: [name, ...others] }];
  });
}

const PARTS = [
  ['document_rows', 'seq'],
  ['document_snapshots', 'seq'],
  ['document_owners', 'client'],
] as const;

/** Copies a whole document; false if what is known of it beside its bytes cannot be read. */
function carryOver(db: Database, from: Database, { id, name, epoch, head }: Found): boolean {
  const sql = 'SELECT document, level, reason, reached FROM local_documents WHERE document = ? ORDER BY document';
  const [local] = readableRows<Record<string, unknown>>(from, sql, 'document', name).rows;
  if (local === undefined) return false;
  createDocument(db, name, epoch, null);
  const to = db.prepare<[string], number>('SELECT id FROM documents WHERE name = ?').pluck().get(name);
  for (const [table, key] of PARTS) {
    const sql = `SELECT * FROM ${table} WHERE document = ? ORDER BY ${key}`;
    for (const row of readableRows<Record<string, unknown>>(from, sql, key, id).rows)
      insertRow(db, table, { ...row, document: to });
  }
  db.prepare('UPDATE documents SET head = ? WHERE name = ?').run(head, name);
  insertRow(db, 'local_documents', local);
  return true;
}

function keepUnsent(db: Database, { name, epoch }: Found, rows: readonly Row[]): Salvage {
  const local = rows.filter(({ origin }) => origin === 'local');
  const good = local.filter((row) => isIntact(name, row));
  const keep = db.prepare(
    'INSERT OR IGNORE INTO salvaged (document, epoch, seq, "update", at, checksum) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { seq, update, at } of good) keep.run(name, epoch, seq, update, at, rowChecksum(name, seq, update));
  return { unsent: good.length > 0 ? [name] : [], lostRows: local.length - good.length, complete: true };
}
