/** Disks that lie: kills inside compaction, rows and pages that change, files that end early. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  appendRows,
  asStoreError,
  compactDocument,
  createDocument,
  documentTables,
  loadDocument,
  openDatabase,
} from '@copydesk/shared/node';
import { CLOSE, type DocumentName, documentName, type LogRow } from '@copydesk/shared/sync';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { problemOf, startNewsroom, textOf } from '../../apps/sync-server/src/testing/newsroom.ts';
import { root, startServer, temporaryFolder } from '../support/programs.ts';
import { figure, leftOut, rounds, runSeed, seeded } from '../support/soak.ts';

const PAGE = 4096;
/** Where SQLite's header keeps `user_version`, the number of the layout. */
const LAYOUT = 60;
const DOCUMENTS = 5;
const ROWS = 40;
const nameOf = (n: number) => documentName(`0b5e6f0a-0000-4000-8000-00000000000${n}`, 'en');
const NAMES = Array.from({ length: DOCUMENTS }, (_, n) => nameOf(n));

let folder: { readonly path: string; remove(): Promise<void> };

beforeEach(async () => {
  folder = await temporaryFolder('storage');
});

afterEach(() => folder.remove());

/** Documents with a snapshot and rows after it, of which the last ones are not upstream yet. */
function writeTemplate(file: string, { local }: { local: number }): void {
  const db = openDatabase(file, [documentTables]);
  for (const [n, document] of NAMES.entries()) {
    createDocument(db, document, `epoch-${n}`, null);
    const doc = new Y.Doc();
    const rows: LogRow[] = [];
    doc.on('update', (update: Uint8Array) => {
      const origin = rows.length >= ROWS - local ? 'local' : 'upstream';
      rows.push({ update, userId: 'ana', newClientIds: [doc.clientID], origin, witnessed: null });
    });
    for (let i = 0; i < ROWS; i++) doc.getText('content').insert(0, `Sentence ${i} of text ${n}. `.repeat(4));
    appendRows(db, document, rows.slice(0, ROWS / 2));
    compactDocument(db, document);
    appendRows(db, document, rows.slice(ROWS / 2));
  }
  db.close();
}

/** A document's whole content, and how it is stored. */
function stateOf(db: Database, document: DocumentName): { content: Buffer; updates: number } {
  const updates = loadDocument(db, document)?.updates ?? [];
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  expect(doc.store.pendingStructs).toBeNull();
  return { content: Buffer.from(Y.encodeStateAsUpdate(doc)), updates: updates.length };
}

function contentsOf(file: string): Map<DocumentName, Buffer> {
  const db = openDatabase(file, [documentTables]);
  const contents = new Map(NAMES.map((document) => [document, stateOf(db, document).content]));
  db.close();
  return contents;
}

/** Runs until killed by itself; the statements it came to, and whether it was killed. */
async function compactAndDie(file: string, point: number): Promise<{ statements: string[]; killed: boolean }> {
  const child = spawn(
    process.execPath,
    [join(root, 'tests/support/compaction-victim.ts'), file, nameOf(0), String(point)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  if (signal === null) expect(code).toBe(0);
  return { statements: said.trim().split('\n'), killed: signal === 'SIGKILL' };
}

describe.skipIf(leftOut('K3'))('compaction is killed', () => {
  it.each([
    { what: 'all of the log', local: 0, after: 1 },
    { what: 'what lies before unsent rows', local: 5, after: 6 },
  ])(
    '[K3] before and after each statement while it folds $what: the old log or the new snapshot, the same text',
    async ({ local, after }) => {
      const template = join(folder.path, 'template.sqlite');
      writeTemplate(template, { local });
      const truth = contentsOf(template);
      const before = ROWS / 2 + 1;
      const last = (await compactAndDie(copyOf('whole'), Number.MAX_SAFE_INTEGER)).statements;
      expect(last.at(0)).toBe('before BEGIN IMMEDIATE');
      expect(last.at(-1)).toBe('after COMMIT');
      expect(last.length).toBeGreaterThanOrEqual(16);

      for (const _ of rounds('K3', 'rounds')) {
        for (const [point, statement] of last.entries()) {
          const file = copyOf(`point-${point}`);
          const { statements, killed } = await compactAndDie(file, point);
          expect({ killed, at: statements.at(-1) }).toEqual({ killed: true, at: statement });
          const db = openDatabase(file, [documentTables]);
          expect(db.pragma('integrity_check', { simple: true }), statement).toBe('ok');
          const { content, updates } = stateOf(db, nameOf(0));
          expect(content.equals(truth.get(nameOf(0)) ?? Buffer.of()), statement).toBe(true);
          expect(updates, statement).toBe(statement === 'after COMMIT' ? after : before);
          compactDocument(db, nameOf(0));
          expect(stateOf(db, nameOf(0)).updates, statement).toBe(after);
          db.close();
          expect(contentsOf(file), statement).toEqual(truth);
        }
      }

      function copyOf(name: string): string {
        const file = join(folder.path, `${name}.sqlite`);
        for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
        copyFileSync(template, file);
        return file;
      }
    },
  );
});

describe.skipIf(leftOut('K9'))('a stored row changes on the disk', () => {
  it('[K9] its document is refused with its name, every other one is read as it was', () => {
    const seed = runSeed();
    console.info(`[K9] seed ${seed}`);
    const random = seeded(seed);
    const pick = (n: number) => Math.floor(random() * n);
    const file = join(folder.path, 'store.sqlite');
    writeTemplate(file, { local: 5 });
    const truth = contentsOf(file);
    const db = openDatabase(file, [documentTables]);
    const places = db
      .prepare<[], { kind: string; document: number; seq: number; bytes: Buffer }>(
        `SELECT 'document_rows' AS kind, document, seq, "update" AS bytes FROM document_rows
         UNION ALL SELECT 'document_snapshots', document, seq, "update" FROM document_snapshots`,
      )
      .all();
    const names = new Map(
      db
        .prepare<[], { id: number; name: DocumentName }>('SELECT id, name FROM documents')
        .all()
        .map(({ id, name }) => [id, name]),
    );
    for (const _ of rounds('K9', 'flips')) {
      const place = places[pick(places.length)];
      if (place === undefined) throw new Error('nothing is stored');
      const bytes = Buffer.from(place.bytes);
      const at = pick(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << pick(8));
      const what = `${place.kind} ${place.document}/${place.seq}, byte ${at}`;
      db.exec('BEGIN');
      db.prepare(`UPDATE ${place.kind} SET "update" = ? WHERE document = ? AND seq = ?`).run(
        bytes,
        place.document,
        place.seq,
      );
      expect(db.pragma('quick_check', { simple: true }), what).toBe('ok');
      const damaged = names.get(place.document);
      for (const document of NAMES) {
        if (document === damaged) {
          const refused = expect.objectContaining({
            name: 'StoreError',
            kind: 'corrupt',
            message: expect.stringContaining(document),
          });
          expect(() => loadDocument(db, document), what).toThrow(refused);
          // Compaction must not give what is damaged a good checksum; rows that are not upstream it leaves alone.
          try {
            compactDocument(db, document);
          } catch (error) {
            expect(error, what).toEqual(refused);
          }
          expect(() => loadDocument(db, document), what).toThrow(refused);
        } else {
          expect(stateOf(db, document).content.equals(truth.get(document) ?? Buffer.of()), what).toBe(true);
        }
      }
      db.exec('ROLLBACK');
    }
    db.close();
    expect(contentsOf(file)).toEqual(truth);
  });

  it('[K9] the server closes that document for good, says so once, goes on with the others and keeps the bytes', async () => {
    const log = { info: () => {}, warn: () => {}, error: vi.fn() };
    const newsroom = await startNewsroom({ log });
    const editor = await newsroom.as('editor');
    const damaged = await editor.write('Harbour bridge closes', 'The city closed the bridge.');
    const whole = await editor.write('Ferries run', 'Ferries run all night.');
    const bad = documentName(damaged.articleId, 'en');
    const database = new SqliteDatabase(join(newsroom.config.dataFolder, 'copydesk.sqlite'));
    const last = database
      .prepare<[string], { document: number; seq: number; bytes: Buffer }>(
        `SELECT r.document, r.seq, r."update" AS bytes FROM document_rows r JOIN documents d ON d.id = r.document
         WHERE d.name = ? ORDER BY r.seq DESC LIMIT 1`,
      )
      .get(bad);
    if (last === undefined) throw new Error('the story has no rows');
    last.bytes[last.bytes.length - 1] = (last.bytes.at(-1) ?? 0) ^ 1;
    const set = 'UPDATE document_rows SET "update" = ? WHERE document = ? AND seq = ?';
    database.prepare(set).run(last.bytes, last.document, last.seq);
    await newsroom.restart();

    const again = await newsroom.as('editor');
    for (let attempt = 0; attempt < 3; attempt++) expect(await again.connect(bad).closed).toBe(CLOSE.damaged.code);
    expect(await problemOf(again.content(damaged))).toMatchObject({ status: 503, title: 'Damaged on the server' });
    const told = log.error.mock.calls.filter(([event]) => event === 'document-damaged');
    expect(told).toEqual([[expect.any(String), { document: bad, at: expect.any(String), error: expect.any(String) }]]);
    const chief = await newsroom.as('chief');
    const { entries } = await chief.client.call('audit', { query: { articleId: damaged.articleId } });
    expect(entries.filter(({ action }) => action === 'document-damaged')).toHaveLength(1);
    const { articles } = await again.client.call('listArticles', {});
    expect(articles.map(({ id }) => id).sort()).toEqual([damaged.articleId, whole.articleId].sort());
    const other = await again.open(whole);
    other.append('more', 'And on Sundays.');
    await newsroom.stored(whole, (text) => textOf(text).includes('And on Sundays.'));
    const kept = 'SELECT "update" FROM document_rows WHERE document = ? AND seq = ?';
    expect(database.prepare(kept).pluck().get(last.document, last.seq)).toEqual(last.bytes);
    database.close();
  });
});

/** What can happen to a file as a whole. Each changes the bytes of a copy and says what it did. */
const damages: Record<string, (bytes: Buffer, pick: (n: number) => number) => { bytes: Buffer; what: string }> = {
  'a page overwritten': (bytes, pick) => {
    const page = pick(bytes.length / PAGE);
    for (let i = 0; i < PAGE; i++) bytes[page * PAGE + i] = pick(256);
    return { bytes, what: `page ${page + 1}` };
  },
  'a page of zeros': (bytes, pick) => {
    const page = pick(bytes.length / PAGE);
    bytes.fill(0, page * PAGE, (page + 1) * PAGE);
    return { bytes, what: `page ${page + 1}` };
  },
  'a byte changed': (bytes, pick) => {
    const at = 100 + pick(bytes.length - 100);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << pick(8));
    return { bytes, what: `byte ${at}` };
  },
  'the end cut off': (bytes, pick) => {
    const length = 1 + pick(bytes.length - 1);
    return { bytes: bytes.subarray(0, length), what: `${length} of ${bytes.length} bytes` };
  },
  'the header damaged': (bytes, pick) => {
    const at = pick(100);
    const length = 1 + pick(100 - at);
    for (let i = at; i < at + length; i++) {
      // Another number of the layout is not damage that anybody could tell: it may be a newer version's.
      if (i < LAYOUT || i >= LAYOUT + 4) bytes[i] = (bytes[i] ?? 0) ^ (1 + pick(255));
    }
    return { bytes, what: `${length} bytes from ${at}` };
  },
};

describe.skipIf(leftOut('K8'))('a database file is damaged', () => {
  it.each(Object.keys(damages))(
    '[K8] %s: told as damage at open or at load, never another text, never deleted',
    (kind) => {
      const seed = runSeed();
      console.info(`[K8] ${kind}: seed ${seed}`);
      const random = seeded(seed);
      const pick = (n: number) => Math.floor(random() * n);
      const template = join(folder.path, 'template.sqlite');
      writeTemplate(template, { local: 5 });
      const truth = contentsOf(template);
      const whole = readFileSync(template);
      let told = 0;
      for (const round of rounds('K8', 'damages')) {
        const damaged = damages[kind]?.(Buffer.from(whole), pick);
        if (damaged === undefined) throw new Error(`no damage called ${kind}`);
        const { bytes, what } = damaged;
        const file = join(folder.path, `${round}.sqlite`);
        // A desktop looks at every page first; the server opens at once and finds damage as it comes to it.
        for (const check of ['now', 'later'] as const) {
          writeFileSync(file, bytes);
          if (isToldAsDamage(file, check, truth, what) && check === 'now') told += 1;
          const left = readFileSync(file);
          expect(left.length, `${what}: bytes left`).toBeGreaterThanOrEqual(bytes.length);
          for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
        }
      }
      console.info(`[K8] ${kind}: told ${told} of ${figure('K8', 'damages')} times`);
      expect(told).toBeGreaterThan(0);
    },
  );

  it('[K8] a damaged index of the names leads to no other document’s text', () => {
    const template = join(folder.path, 'template.sqlite');
    writeTemplate(template, { local: 5 });
    const truth = contentsOf(template);
    const db = openDatabase(template, [documentTables]);
    const root = db
      .prepare<[], number>(`SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_documents_1'`)
      .pluck()
      .get();
    db.close();
    const whole = readFileSync(template);
    const end = (root ?? 0) * PAGE;
    const file = join(folder.path, 'index.sqlite');
    let told = 0;
    // The index's cells lie at its page's end: each of their bytes, those that lead from a name to a row too.
    for (let at = end - 256; at < end; at++) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(file, bytes);
      if (isToldAsDamage(file, 'later', truth, `byte ${at}`)) told += 1;
      for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
    }
    expect(told).toBeGreaterThan(0);
  });

  it('[K8] the server says so in one sentence, ends with its code and leaves the file as it is', async () => {
    const server = await startServer(folder.path);
    await server.stop();
    const file = join(folder.path, 'copydesk.sqlite');
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 0, 64);
    writeFileSync(file, bytes);
    const child = spawn(process.execPath, [join(root, 'apps/sync-server/src/main.ts'), '--demo'], {
      env: { ...process.env, COPYDESK_DATA: folder.path, COPYDESK_PORT: '0' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(5);
    expect(said).toMatch(/^The server's data cannot be used\. .*damaged.*\n$/);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });
});

/** Opens and reads everything: it is as it was, or told as damage; any other outcome fails. */
function isToldAsDamage(
  file: string,
  check: 'now' | 'later',
  truth: ReadonlyMap<DocumentName, Buffer>,
  what: string,
): boolean {
  let db: Database | null = null;
  let told = 0;
  const tell = (error: unknown) => {
    expect(error, what).toMatchObject({ name: 'StoreError', kind: 'corrupt' });
    told += 1;
  };
  try {
    db = openDatabase(file, [documentTables], check);
    for (const document of NAMES) {
      try {
        if (loadDocument(db, document) === null) {
          // Its name has changed, so that it is not found under the old one: that is for the integrity check to tell.
          expect(db.pragma('integrity_check', { simple: true }), what).not.toBe('ok');
          continue;
        }
        expect(stateOf(db, document).content.equals(truth.get(document) ?? Buffer.of()), `${what}: ${document}`).toBe(
          true,
        );
      } catch (error) {
        tell(asStoreError(error));
      }
    }
  } catch (error) {
    tell(error);
  } finally {
    db?.close();
  }
  return told > 0;
}
