import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { documentName, type LogRow, StoreError } from '../sync/index.ts';
import { documentStoreContract } from '../sync/testing/index.ts';
import { openDatabase } from './database.ts';
import { createSqliteDocumentStore, type DocumentOperations, documentOperations } from './document-store.ts';
import * as documents from './documents.ts';
import { createLog } from './log.ts';
import { documents as documentTables } from './migrations/10-documents.ts';
import { packRows } from './packing.ts';
import { asStoreError } from './sqlite-errors.ts';
import { type StoreClient, startStoreWorker } from './store-client.ts';
import { type Call, commitGroup, defineOperations } from './store-worker.ts';
import type { dyingOperations } from './testing/dying-worker.ts';

const WORKER = new URL('./testing/worker.ts', import.meta.url);
const NAME = documentName('0b5e6f0a-0000-4000-8000-00000000000d', 'en');
const OTHER = documentName('0b5e6f0a-0000-4000-8000-00000000000e', 'en');

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'copydesk-store-'));
  file = join(folder, 'store.sqlite');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function rowOf(text: string, origin: LogRow['origin'] = 'upstream'): LogRow {
  const doc = new Y.Doc();
  doc.getText('content').insert(0, text);
  const update = Y.encodeStateAsUpdate(doc);
  return { update, userId: 'ana', newClientIds: [doc.clientID], origin, witnessed: null };
}

function textOf(updates: readonly Uint8Array[]): string {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc.getText('content').toString();
}

documentStoreContract('SQLite', async () => {
  const start = () => startStoreWorker<DocumentOperations>({ file, workerUrl: WORKER });
  let client = start();
  return {
    store: createSqliteDocumentStore(client),
    create: async (document, epoch) => {
      await client.call('createDocument', document, epoch, null);
    },
    reopen: async () => {
      await client.close();
      client = start();
      return createSqliteDocumentStore(client);
    },
    end: () => client.close(),
  };
});

describe('the database', () => {
  it('commits with fsync, and says what else it is set to', () => {
    const db = openDatabase(file, [documentTables]);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(db.pragma('trusted_schema', { simple: true })).toBe(0);
    db.close();
  });

  it('runs each step of the layout once, in order', () => {
    openDatabase(file, [
      { version: 20, sql: 'INSERT INTO a VALUES (20)' },
      { version: 10, sql: 'CREATE TABLE a (n)' },
    ]).close();
    const db = openDatabase(file, [
      { version: 10, sql: 'CREATE TABLE a (n)' },
      { version: 20, sql: 'INSERT INTO a VALUES (20)' },
      { version: 30, sql: 'INSERT INTO a VALUES (30)' },
    ]);
    expect(db.prepare('SELECT n FROM a').pluck().all()).toEqual([20, 30]);
    db.close();
  });

  it('leaves the file as it was when a step fails', () => {
    openDatabase(file, [documentTables]).close();
    const broken = { version: 20, sql: 'CREATE TABLE b (n); INSERT INTO nowhere VALUES (1)' };
    expect(() => openDatabase(file, [documentTables, broken])).toThrow('nowhere');
    const db = openDatabase(file, [documentTables]);
    expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'b'").pluck().get()).toBe(0);
    db.close();
  });

  it('refuses data of a newer version', () => {
    openDatabase(file, [documentTables, { version: 900, sql: '' }]).close();
    expect(() => openDatabase(file, [documentTables])).toThrow(/newer version of Copydesk/);
  });

  it('tells a file that is no database', () => {
    writeFileSync(file, 'not a database at all, but long enough to be taken for one'.repeat(50));
    expect(() => openDatabase(file, [documentTables])).toThrow(
      expect.objectContaining({ name: 'StoreError', kind: 'corrupt' }),
    );
  });

  it('tells a folder that can not be made', () => {
    writeFileSync(join(folder, 'plain'), '');
    expect(() => openDatabase(join(folder, 'plain', 'store.sqlite'), [])).toThrow();
  });

  it('names the kinds of failure', () => {
    const kind = (code: string) => asStoreError(Object.assign(new Error('x'), { code }));
    expect(kind('SQLITE_FULL')).toMatchObject({ kind: 'full' });
    expect(kind('SQLITE_IOERR_FSYNC')).toMatchObject({ kind: 'io' });
    expect(kind('SQLITE_READONLY_DBMOVED')).toMatchObject({ kind: 'readonly' });
    expect(kind('SQLITE_BUSY_SNAPSHOT')).toMatchObject({ kind: 'busy' });
    expect(kind('SQLITE_NOTADB')).toMatchObject({ kind: 'corrupt' });
    expect(kind('SQLITE_CONSTRAINT_UNIQUE')).not.toBeInstanceOf(StoreError);
  });
});

describe('group commits', () => {
  const operations = defineOperations({
    put: (db, n: number) => db.prepare('INSERT INTO a VALUES (?)').run(n).changes,
    putThenThrow(db, n: number) {
      db.prepare('INSERT INTO a VALUES (?)').run(n);
      throw new Error('changed its mind');
    },
    count: (db) => db.prepare('SELECT count(*) FROM a').pluck().get(),
    countThenPut(db, n: number) {
      const before = db.prepare('SELECT count(*) FROM a').pluck().get();
      if (n > 0) db.prepare('INSERT INTO a VALUES (?)').run(n);
      return before;
    },
    giveUp(db) {
      db.prepare('INSERT INTO a VALUES (0)').run();
      db.exec('ROLLBACK');
      throw Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' });
    },
  });
  const call = (id: number, name: string, ...args: unknown[]): Call => ({ id, name, args });
  let db: Database;

  beforeEach(() => {
    db = openDatabase(file, [{ version: 10, sql: 'CREATE TABLE a (n)' }]);
  });

  afterEach(() => {
    db.close();
  });

  it('undo only the call that failed', () => {
    const answers = commitGroup(db, operations, [
      call(1, 'put', 1),
      call(2, 'putThenThrow', 2),
      call(3, 'put', 3),
      call(4, 'no'),
    ]);
    expect(answers.map((answer) => [answer.id, answer.ok])).toEqual([
      [1, true],
      [2, false],
      [3, true],
      [4, false],
    ]);
    expect(db.prepare('SELECT n FROM a').pluck().all()).toEqual([1, 3]);
  });

  it('fail as one when SQLite gives the transaction up', () => {
    const answers = commitGroup(db, operations, [call(1, 'put', 1), call(2, 'giveUp'), call(3, 'put', 3)]);
    expect(answers.map((answer) => answer.ok)).toEqual([false, false, false]);
    expect(answers[0]).toMatchObject({ error: { name: 'StoreError', kind: 'full' } });
    expect(db.prepare('SELECT n FROM a').pluck().all()).toEqual([]);
    expect(commitGroup(db, operations, [call(4, 'put', 4)])[0]).toMatchObject({ ok: true });
  });

  it('[K6] answer what only reads all the same, from what is committed', () => {
    commitGroup(db, operations, [call(1, 'put', 1)]);
    const calls = [call(2, 'put', 2), call(3, 'count'), call(4, 'giveUp'), call(5, 'countThenPut', 5)];
    const answers = commitGroup(db, operations, [...calls, call(6, 'countThenPut', 0)]);
    const full = { ok: false, error: { kind: 'full' } };
    expect(answers).toMatchObject([full, { ok: true, result: 1 }, full, full, { ok: true, result: 1 }]);
    expect(commitGroup(db, operations, [call(7, 'put', 7), call(8, 'count')])).toMatchObject([
      { ok: true },
      { ok: true, result: 2 },
    ]);
  });

  it('[K12] answer what only reads while another process holds the file', () => {
    db.pragma('busy_timeout = 1');
    const other = new SqliteDatabase(file);
    other.exec('BEGIN IMMEDIATE');
    const answers = commitGroup(db, operations, [call(1, 'put', 1), call(2, 'count')]);
    expect(answers).toMatchObject([
      { ok: false, error: { kind: 'busy' } },
      { ok: true, result: 0 },
    ]);
    other.close();
  });

  it('say busy when another process holds the file', () => {
    db.pragma('busy_timeout = 1');
    const other = new SqliteDatabase(file);
    other.exec('BEGIN IMMEDIATE');
    const [answer] = commitGroup(db, operations, [call(1, 'put', 1)]);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'busy' } });
    other.close();
  });
});

describe('documents', () => {
  let db: Database;

  beforeEach(() => {
    db = openDatabase(file, [documentTables]);
    documents.createDocument(db, NAME, 'epoch-1', null);
  });

  afterEach(() => {
    db.close();
  });

  it('are made once', () => {
    const first = rowOf('seed');
    expect(documents.createDocument(db, OTHER, 'epoch-1', first)).toBe('epoch-1');
    expect(documents.createDocument(db, OTHER, 'epoch-2', first)).toBe('epoch-1');
    expect(documents.documentHead(db, OTHER)).toEqual({ epoch: 'epoch-1', head: 1 });
    expect(documents.documentHead(db, documentName('0b5e6f0a-0000-4000-8000-00000000000f', 'en'))).toBeNull();
  });

  it('[K9] are refused when a stored row was damaged, and the others are not', () => {
    documents.createDocument(db, OTHER, 'epoch-1', rowOf('fine'));
    documents.appendRows(db, NAME, [rowOf('one'), rowOf('two')]);
    const update = Buffer.from(rowOf('forged').update);
    db.prepare(`UPDATE document_rows SET "update" = ? WHERE seq = 2`).run(update);
    expect(() => documents.loadDocument(db, NAME)).toThrow(expect.objectContaining({ kind: 'corrupt' }));
    expect(() => documents.compactDocument(db, NAME)).toThrow(StoreError);
    expect(textOf(documents.loadDocument(db, OTHER)?.updates ?? [])).toBe('fine');
  });

  it('[K9] are refused when their rows are found under another name or number', () => {
    documents.appendRows(db, NAME, [rowOf('one'), rowOf('two')]);
    db.prepare('UPDATE documents SET name = ? WHERE name = ?').run(OTHER, NAME);
    expect(() => documents.loadDocument(db, OTHER)).toThrow(expect.objectContaining({ kind: 'corrupt' }));
    db.prepare('UPDATE documents SET name = ? WHERE name = ?').run(NAME, OTHER);
    expect(documents.documentDamage(db, NAME)).toBeNull();
    for (const [from, to] of [
      [1, 0],
      [2, 1],
      [0, 2],
    ])
      db.prepare('UPDATE document_rows SET seq = ? WHERE seq = ?').run(to, from);
    expect(() => documents.loadDocument(db, NAME)).toThrow(/Row 1 .* damaged/);
  });

  it('are read when an earlier version wrote them, whose checksum is that of the bytes alone', () => {
    documents.appendRows(db, NAME, [rowOf('one'), rowOf('two')]);
    const rows = db.prepare<[], { seq: number; update: Uint8Array }>('SELECT seq, "update" FROM document_rows').all();
    for (const { seq, update } of rows)
      db.prepare('UPDATE document_rows SET checksum = ? WHERE seq = ?').run(crc32(update), seq);
    expect(documents.documentDamage(db, NAME)).toBeNull();
    documents.skipAhead(db, 1000);
    documents.compactDocument(db, NAME);
    expect(documents.documentHead(db, NAME)?.head).toBe(1002);
    expect(documents.documentDamage(db, NAME)).toBeNull();
  });

  it('[K9] stay damaged when their rows are given other numbers', () => {
    documents.appendRows(db, NAME, [rowOf('one'), rowOf('two')]);
    db.prepare(`UPDATE document_rows SET "update" = ? WHERE seq = 2`).run(Buffer.from(rowOf('forged').update));
    documents.skipAhead(db, 1000);
    expect(() => documents.loadDocument(db, NAME)).toThrow(/Row 1002 .* damaged/);
  });

  it('[K9] are refused when a row is missing', () => {
    documents.appendRows(db, NAME, [rowOf('one'), rowOf('two')]);
    db.exec('DELETE FROM document_rows WHERE seq = 1');
    expect(() => documents.loadDocument(db, NAME)).toThrow(/missing/);
  });

  it('tell base and pending apart until upstream has acknowledged', () => {
    documents.appendRows(db, NAME, [rowOf('A'), rowOf('B', 'local'), rowOf('C', 'local'), rowOf('D')]);
    expect(documents.pendingSince(db, NAME, 0).map((row) => row.seq)).toEqual([2, 3]);
    expect(documents.pendingSince(db, NAME, 2).map((row) => row.seq)).toEqual([3]);
    expect([...textOf(documents.baseUpdates(db, NAME))].sort()).toEqual(['A', 'D']);
    documents.acknowledgeRows(db, NAME, 2);
    expect(documents.pendingSince(db, NAME, 0).map((row) => row.seq)).toEqual([3]);
    documents.compactDocument(db, NAME);
    expect(documents.loadDocument(db, NAME)?.updates).toHaveLength(3);
    documents.acknowledgeRows(db, NAME, 3);
    documents.compactDocument(db, NAME);
    expect(documents.loadDocument(db, NAME)?.updates).toHaveLength(1);
  });

  it('begin anew under another epoch without going back in the sequence', () => {
    documents.appendRows(db, NAME, [rowOf('A'), rowOf('B', 'local')]);
    expect(documents.replaceDocument(db, NAME, 'epoch-2', rowOf('base').update)).toBe(3);
    const loaded = documents.loadDocument(db, NAME);
    expect(loaded).toMatchObject({ epoch: 'epoch-2', head: 3, owners: new Map() });
    expect(textOf(loaded?.updates ?? [])).toBe('base');
    expect(documents.pendingSince(db, NAME, 0)).toEqual([]);
    documents.replaceDocument(db, NAME, 'epoch-3', null);
    expect(textOf(documents.loadDocument(db, NAME)?.updates ?? [])).toBe('');
    expect(documents.appendRows(db, NAME, [rowOf('next')])).toBe(5);
  });

  it('go with all that belongs to them', () => {
    documents.appendRows(db, NAME, [rowOf('A')]);
    documents.removeDocument(db, NAME);
    expect(documents.loadDocument(db, NAME)).toBeNull();
    expect(db.prepare('SELECT count(*) FROM document_rows').pluck().get()).toBe(0);
  });

  it('let the app store its own beside appended rows, all or nothing', () => {
    const operations = documentOperations({
      onAppend(_db, _document, rows, head) {
        if (rows.some((row) => row.witnessed === 'no')) throw new Error('not this one');
        seen.push(head);
      },
    });
    const seen: number[] = [];
    const append = (id: number, witnessed: unknown) => ({
      id,
      name: 'appendRows',
      args: [NAME, packRows([{ ...rowOf('x'), witnessed }])],
    });
    const answers = commitGroup(db, operations, [append(1, { block: 'b' }), append(2, 'no'), append(3, null)]);
    expect(answers.map((answer) => answer.ok)).toEqual([true, false, true]);
    expect(seen).toEqual([1, 2]);
    expect(db.prepare('SELECT witnessed FROM document_rows').pluck().all()).toEqual(['{"block":"b"}', null]);
  });
});

describe('the worker', () => {
  it('carries errors across, and ends cleanly', async () => {
    const client: StoreClient<DocumentOperations> = startStoreWorker({ file, workerUrl: WORKER });
    await client.ready();
    await expect(client.call('compactDocument', NAME)).rejects.toMatchObject({ name: 'NoSuchDocument' });
    const last = client.call('createDocument', NAME, 'epoch-1', null);
    await client.close();
    expect(await last).toBe('epoch-1');
    await client.close();
    await expect(client.call('loadDocument', NAME)).rejects.toMatchObject({ kind: 'closed' });
  });

  it('rejects what waits for an answer when it dies, and what comes later', async () => {
    const workerUrl = new URL('./testing/dying-worker.ts', import.meta.url);
    const client = startStoreWorker<typeof dyingOperations>({ file, workerUrl });
    expect(await client.call('live')).toBe('alive');
    await expect(client.call('die')).rejects.toMatchObject({ name: 'StoreError', kind: 'closed' });
    await expect(client.call('live')).rejects.toMatchObject({ name: 'StoreError' });
    await client.close();
  });

  it('says why it could not open its database', async () => {
    writeFileSync(file, 'not a database at all, but long enough to be taken for one'.repeat(50));
    const client: StoreClient<DocumentOperations> = startStoreWorker({ file, workerUrl: WORKER });
    const call = client.call('loadDocument', NAME);
    await expect(client.ready()).rejects.toMatchObject({ kind: 'corrupt' });
    await expect(call).rejects.toMatchObject({ kind: 'corrupt' });
    await client.close();
  });
});

describe('the log', () => {
  it('writes one JSON object a line', () => {
    const lines: string[] = [];
    const log = createLog('hub', (line) => lines.push(line));
    log.warn('bad frame', { document: NAME });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'warn',
      name: 'hub',
      event: 'bad frame',
      document: NAME,
    });
    expect(lines[0]?.endsWith('\n')).toBe(true);
  });
});
