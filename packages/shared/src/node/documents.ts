/**
 * Documents in SQLite: functions that run inside a store worker's transaction. Server and replica both use them.
 */
import type { Database } from 'better-sqlite3';
import * as Y from 'yjs';
import { applyAsIs } from '../sync/apply.ts';
import { type DocumentName, type LogRow, NoSuchDocument, type StoredDocument, StoreError } from '../sync/ports.ts';
import { prepared } from './database.ts';
import { isIntact, rowChecksum, type StoredRow } from './row-checksum.ts';
import { asStoreError } from './sqlite-errors.ts';

interface DocumentRow {
  id: number;
  epoch: string;
  head: number;
}

/** A row that has to go upstream. */
export interface PendingRow {
  readonly seq: number;
  readonly update: Uint8Array;
  /** When it was written, in milliseconds since 1970. */
  readonly at: number;
}

/** What a new document begins with. */
export interface FirstRow {
  readonly update: Uint8Array;
  readonly userId: string;
  readonly origin: LogRow['origin'];
}

function find(db: Database, document: DocumentName): DocumentRow | undefined {
  const found = prepared<[string], DocumentRow & { name: string }>(
    db,
    // The name is read from the row itself: a damaged index leads to another document's.
    'SELECT id, name, epoch, head FROM documents WHERE id = (SELECT id FROM documents WHERE name = ?)',
  ).get(document);
  if (found !== undefined && found.name !== document) {
    throw new StoreError('corrupt', `What leads to document ${document} was damaged on the disk.`);
  }
  return found;
}

function get(db: Database, document: DocumentName): DocumentRow {
  const found = find(db, document);
  if (found === undefined) throw new NoSuchDocument(`no document ${document}`);
  return found;
}

/** Epoch and head of a document, or null if there is none. */
export function documentHead(db: Database, document: DocumentName): { epoch: string; head: number } | null {
  const found = find(db, document);
  return found === undefined ? null : { epoch: found.epoch, head: found.head };
}

/**
 * Makes a document unless it is there, and returns the epoch it has: another one than asked for if it was there
 * before with another history.
 */
export function createDocument(db: Database, document: DocumentName, epoch: string, first: FirstRow | null): string {
  const found = find(db, document);
  if (found !== undefined) return found.epoch;
  db.prepare('INSERT INTO documents (name, epoch) VALUES (?, ?)').run(document, epoch);
  if (first !== null) appendRows(db, document, [{ ...first, newClientIds: [], witnessed: null }]);
  return epoch;
}

/** Appends rows to the log and returns the new head. Throws `NoSuchDocument`. */
export function appendRows(db: Database, document: DocumentName, rows: readonly LogRow[]): number {
  const { id, head } = get(db, document);
  const insertRow = prepared(
    db,
    `INSERT INTO document_rows (document, seq, "update", checksum, user_id, origin, at, witnessed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertOwner = prepared(
    db,
    'INSERT OR IGNORE INTO document_owners (document, client, user_id) VALUES (?, ?, ?)',
  );
  const at = Date.now();
  let seq = head;
  for (const { update, userId, newClientIds, origin, witnessed } of rows) {
    seq += 1;
    const evidence = witnessed === null || witnessed === undefined ? null : JSON.stringify(witnessed);
    insertRow.run(id, seq, update, rowChecksum(document, seq, update), userId, origin, at, evidence);
    for (const client of newClientIds) insertOwner.run(id, client, userId);
  }
  prepared(db, 'UPDATE documents SET head = ? WHERE id = ?').run(seq, id);
  return seq;
}

/** Reads a document. Throws `StoreError` (corrupt) if a stored row is not what was written. */
export function loadDocument(db: Database, document: DocumentName): StoredDocument | null {
  const found = find(db, document);
  if (found === undefined) return null;
  const owners = prepared<[number], { client: number; userId: string }>(
    db,
    'SELECT client, user_id AS userId FROM document_owners WHERE document = ?',
  ).all(found.id);
  return {
    epoch: found.epoch,
    head: found.head,
    updates: readUpdates(db, document, found).map((row) => row.update),
    owners: new Map(owners.map(({ client, userId }) => [client, userId])),
  };
}

/** Snapshot and rows of a document, up to `upTo`, every one checked. */
function readUpdates(db: Database, document: DocumentName, { id, head }: DocumentRow, upTo = head): StoredRow[] {
  const snapshot = prepared<[number], StoredRow>(
    db,
    'SELECT seq, "update", checksum FROM document_snapshots WHERE document = ?',
  ).get(id);
  const rows = prepared<[number, number], StoredRow>(
    db,
    'SELECT seq, "update", checksum FROM document_rows WHERE document = ? AND seq <= ? ORDER BY seq',
  ).all(id, upTo);
  const updates = snapshot === undefined ? rows : [snapshot, ...rows];
  for (const row of updates) {
    if (!isIntact(document, row))
      throw new StoreError('corrupt', `Row ${row.seq} of document ${document} was damaged on the disk.`);
  }
  if (rows.length !== upTo - (snapshot?.seq ?? 0)) {
    throw new StoreError('corrupt', `Rows of document ${document} are missing on the disk.`);
  }
  return updates;
}

/** What is wrong with a document as it is stored, or null: every row checked, and that they make a document. */
export function documentDamage(db: Database, document: DocumentName): string | null {
  try {
    const doc = new Y.Doc();
    const rows = readUpdates(db, document, get(db, document));
    applyAsIs(
      doc,
      rows.map(({ update }) => update),
    );
    const gap = doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
    doc.destroy();
    return gap ? `The rows of document ${document} have a gap.` : null;
  } catch (error) {
    return asStoreError(error).message;
  }
}

/** A row of a document, or its snapshot, as it is found: whole or damaged. */
export interface FoundRow extends StoredRow {
  readonly kind: 'snapshot' | 'row';
  /** Who wrote it; null of a snapshot, which has many writers, and so on. */
  readonly userId: string | null;
  readonly origin: LogRow['origin'] | null;
  /** Milliseconds since 1970. */
  readonly at: number | null;
  /** JSON. */
  readonly witnessed: string | null;
}

/** All that is stored of a document, in order, unchecked; null if there is none. */
export function foundRows(
  db: Database,
  document: DocumentName,
): { readonly epoch: string; readonly head: number; readonly rows: readonly FoundRow[] } | null {
  const found = find(db, document);
  if (found === undefined) return null;
  const rows = db
    .prepare<[number, number], FoundRow>(
      `SELECT 'snapshot' AS kind, seq, "update", checksum, NULL AS userId, NULL AS origin, NULL AS at, NULL AS witnessed
       FROM document_snapshots WHERE document = ?
       UNION ALL SELECT 'row', seq, "update", checksum, user_id, origin, at, witnessed
       FROM document_rows WHERE document = ? ORDER BY kind DESC, seq`,
    )
    .all(found.id, found.id);
  return { epoch: found.epoch, head: found.head, rows };
}

/** The names of all documents. */
export function documentNames(db: Database): DocumentName[] {
  return prepared<[], { name: DocumentName }>(db, 'SELECT name FROM documents ORDER BY id')
    .all()
    .map(({ name }) => name);
}

/** Folds the rows before the first local one into the snapshot. Local rows stay as they are. */
export function compactDocument(db: Database, document: DocumentName): void {
  const found = get(db, document);
  const firstLocal = prepared<[number], { seq: number | null }>(
    db,
    `SELECT min(seq) AS seq FROM document_rows WHERE document = ? AND origin = 'local'`,
  ).get(found.id)?.seq;
  const upTo = typeof firstLocal === 'number' ? firstLocal - 1 : found.head;
  const updates = readUpdates(db, document, found, upTo);
  if (updates.length <= 1) return;
  writeSnapshot(db, document, found.id, upTo, foldUpdates(updates));
  db.prepare('DELETE FROM document_rows WHERE document = ? AND seq <= ?').run(found.id, upTo);
}

function foldUpdates(rows: readonly Pick<StoredRow, 'update'>[]): Uint8Array {
  const doc = new Y.Doc();
  applyAsIs(
    doc,
    rows.map(({ update }) => update),
  );
  const folded = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return folded;
}

function writeSnapshot(db: Database, document: DocumentName, id: number, seq: number, update: Uint8Array): void {
  db.prepare(
    `INSERT INTO document_snapshots (document, seq, "update", checksum) VALUES (?, ?, ?, ?)
     ON CONFLICT (document) DO UPDATE SET seq = excluded.seq, "update" = excluded."update", checksum = excluded.checksum`,
  ).run(id, seq, update, rowChecksum(document, seq, update));
}

/** Adds `by`, which is more than any head, to every sequence number of every document; the texts stay as they are. */
export function skipAhead(db: Database, by: number): void {
  const nothing = foldUpdates([]);
  for (const { id, name } of db.prepare<[], DocumentRow & { name: DocumentName }>('SELECT * FROM documents').all()) {
    const hasSnapshot = db.prepare('SELECT 1 FROM document_snapshots WHERE document = ?').get(id) !== undefined;
    // A snapshot stands for all rows up to its own: one of nothing for those that are skipped.
    if (!hasSnapshot) writeSnapshot(db, name, id, 0, nothing);
    for (const table of ['document_snapshots', 'document_rows']) {
      const rows = db.prepare<[number], StoredRow>(`SELECT seq, "update", checksum FROM ${table} WHERE document = ?`);
      const move = db.prepare(`UPDATE ${table} SET seq = ?, checksum = ? WHERE document = ? AND seq = ?`);
      for (const row of rows.all(id)) {
        const seq = row.seq + by;
        // What is damaged stays so.
        const checksum = isIntact(name, row) ? rowChecksum(name, seq, row.update) : row.checksum;
        move.run(seq, checksum, id, row.seq);
      }
    }
  }
  db.prepare('UPDATE documents SET head = head + ?').run(by);
}

/** Local rows up to `head` are upstream now. */
export function acknowledgeRows(db: Database, document: DocumentName, head: number): void {
  prepared(db, `UPDATE document_rows SET origin = 'upstream' WHERE document = ? AND seq <= ? AND origin = 'local'`).run(
    get(db, document).id,
    head,
  );
}

/** Local rows after `since`, in order. */
export function pendingSince(db: Database, document: DocumentName, since: number): PendingRow[] {
  return prepared<[number, number], PendingRow>(
    db,
    `SELECT seq, "update", at FROM document_rows WHERE document = ? AND seq > ? AND origin = 'local' ORDER BY seq`,
  ).all(get(db, document).id, since);
}

/** What came from upstream or is acknowledged there: the document without its pending rows, as updates in order. */
export function baseUpdates(db: Database, document: DocumentName): Uint8Array[] {
  const found = get(db, document);
  const pending = new Set(pendingSince(db, document, 0).map((row) => row.seq));
  return readUpdates(db, document, found)
    .filter((row) => !pending.has(row.seq))
    .map((row) => row.update);
}

/**
 * Begins a document anew under another epoch, with `base` (or nothing) in place of all it held, pending rows too.
 * The sequence goes on, so that an old head never means a new row. Returns the head.
 */
export function replaceDocument(db: Database, document: DocumentName, epoch: string, base: Uint8Array | null): number {
  const { id, head } = get(db, document);
  const next = head + 1;
  rebuildDocument(db, document, next, base ?? foldUpdates([]));
  db.prepare('DELETE FROM document_owners WHERE document = ?').run(id);
  db.prepare('UPDATE documents SET epoch = ? WHERE id = ?').run(epoch, id);
  return next;
}

/** Puts one update in place of all rows, as number `head`. The history, and whose each client id is, stay. */
export function rebuildDocument(db: Database, document: DocumentName, head: number, update: Uint8Array): void {
  const { id } = get(db, document);
  for (const table of ['document_rows', 'document_snapshots'])
    db.prepare(`DELETE FROM ${table} WHERE document = ?`).run(id);
  writeSnapshot(db, document, id, head, update);
  db.prepare('UPDATE documents SET head = ? WHERE id = ?').run(head, id);
}

/** Forgets a document and all its rows. */
export function removeDocument(db: Database, document: DocumentName): void {
  db.prepare('DELETE FROM documents WHERE name = ?').run(document);
}
