import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DocumentName, documentName } from '@copydesk/shared/sync';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { EditionRef } from '../context.ts';
import { databaseFile } from '../storage/client.ts';
import { startNewsroom, type TestNewsroom } from '../testing/newsroom.ts';
import { backUp } from './backup.ts';
import { runBackupCommand } from './commands.ts';
import { type Mended, mend } from './mend.ts';

const HEADLINE = 'Harbour bridge closes';
const DAYS = ['On Monday.', 'On Tuesday.', 'On Wednesday.', 'On Thursday.'];
const WHOLE = [HEADLINE, '', 'The city closed it.', ...DAYS];
const nameOf = (ref: EditionRef) => documentName(ref.articleId, ref.language);

/** A story whose paragraphs are rows of their own, and a window that has all of it; the server is stopped. */
async function story() {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const newsroom = await startNewsroom({ log });
  const { dataFolder } = newsroom.config;
  const sara = await newsroom.as('editor');
  const ref = await sara.write(HEADLINE, 'The city closed it.');
  const { epoch } = await sara.edition(ref);
  const window = await sara.open(ref, { epoch });
  for (const day of DAYS) {
    window.append(day, day);
    await newsroom.stored(ref, (text) => JSON.stringify(text).includes(day));
  }
  window.provider.disconnect();
  const read = async () => (await sara.open(ref, { epoch })).text;
  return { newsroom, dataFolder, sara, ref, window, document: nameOf(ref), read };
}

/** Changes a byte of the row that brings these words. */
function damage(dataFolder: string, document: DocumentName, words: string): void {
  const db = new SqliteDatabase(databaseFile(dataFolder));
  const rows = db
    .prepare<[string], { document: number; seq: number; update: Buffer }>(
      'SELECT document, seq, "update" FROM document_rows WHERE document = (SELECT id FROM documents WHERE name = ?)',
    )
    .all(document);
  const row = rows.find(({ update }) => update.includes(words));
  const bytes = Buffer.from(row?.update ?? '');
  const at = bytes.indexOf(words) + 3;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const change = db.prepare('UPDATE document_rows SET "update" = ? WHERE document = ? AND seq = ?');
  expect(change.run(bytes, row?.document, row?.seq).changes).toBe(1);
  db.close();
}

const now = new Date('2026-11-24T22:00:00Z');
const options = { from: null, recoverHours: 72, now };

async function asideOf({ aside }: Mended): Promise<{ rows: { state: string; text: string }[] }> {
  return JSON.parse(await readFile(aside, 'utf8'));
}

async function actions(newsroom: TestNewsroom): Promise<string[]> {
  const { entries } = await (await newsroom.as('chief')).client.call('audit', { query: {} });
  return entries.map(({ action }) => action);
}

test('[K9] a damaged document is mended from its whole rows, and who still has its words brings them back', async () => {
  const { newsroom, dataFolder, sara, ref, window, document, read } = await story();
  await newsroom.server.stop();
  damage(dataFolder, document, 'Tuesday');
  await newsroom.restart();
  const closed = sara.connect(document);
  expect(await closed.closed).toBe(4410);
  await newsroom.server.stop();

  const done = await mend(dataFolder, document, { ...options, now: new Date() });
  // What came after Tuesday stands behind it.
  expect(done).toMatchObject({ damaged: 1, missing: 0, waiting: 2, backupAt: null });
  const { rows } = await asideOf(done);
  expect(rows).toHaveLength(done.rows);
  expect(rows.filter(({ state }) => state === 'damaged').map(({ text }) => text)).toEqual(['On Tuerday.']);
  expect(rows.filter(({ state }) => state === 'waiting').map(({ text }) => text)).toEqual([
    expect.stringContaining('On Wednesday.'),
    expect.stringContaining('On Thursday.'),
  ]);

  await newsroom.restart();
  expect(newsroom.server.context.recoveringUntil()).toBeNull();
  expect(newsroom.server.context.isRecovering(document)).toBe(true);
  expect(newsroom.server.context.isRecovering(documentName(ref.articleId, 'en', true))).toBe(false);
  expect(await read()).toEqual(WHOLE.slice(0, 4));
  // Another person's window may bring it, too.
  const omar = await newsroom.as('editor2');
  const epoch = (await omar.edition(ref)).epoch;
  const other = omar.connect(document, epoch);
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(window.doc));
  await newsroom.stored(ref, (text) => JSON.stringify(text).includes('On Thursday.'));
  expect(await read()).toEqual(WHOLE);
  expect(await actions(newsroom)).toEqual(expect.arrayContaining(['document-damaged', 'mend', 'text-brought-back']));
});

test('[K9] what a damaged document has lost comes from a backup, and what had to wait for it from the file aside', async () => {
  const { newsroom, dataFolder, sara, ref, document, read } = await story();
  const place = join(dataFolder, 'backup');
  await backUp(dataFolder, place);
  const later = await sara.open(ref, { epoch: (await sara.edition(ref)).epoch });
  later.append('friday', 'On Friday.');
  await newsroom.stored(ref, (text) => JSON.stringify(text).includes('On Friday.'));
  later.close();
  await newsroom.server.stop();
  damage(dataFolder, document, 'Tuesday');
  expect(await mend(dataFolder, document, options)).toMatchObject({ waiting: 3 });
  await expect(mend(dataFolder, document, options)).rejects.toThrow(/is whole.* 3 rows that were put aside/);
  const done = await mend(dataFolder, document, { ...options, now: new Date(now.getTime() + 1), from: place });
  expect(done).toMatchObject({ damaged: 0, waiting: 0, backupAt: expect.any(String) });
  await newsroom.restart();
  expect(await read()).toEqual([...WHOLE, 'On Friday.']);
  await newsroom.server.stop();
  // What waited is in the text now.
  await expect(mend(dataFolder, document, { ...options, from: place })).rejects.toThrow(/is whole: there is nothing/);
  await writeFile(done.aside, 'no JSON');
  await expect(mend(dataFolder, document, options)).rejects.toThrow(/Move it elsewhere/);
});

test('[K9] a document of which nothing can be read begins empty, and nobody is asked for more without a recovery', async () => {
  const { newsroom, dataFolder, document, ref, window } = await story();
  await newsroom.server.stop();
  const db = new SqliteDatabase(databaseFile(dataFolder));
  db.prepare('UPDATE document_rows SET checksum = checksum + 1').run();
  db.close();
  const done = await mend(dataFolder, document, { ...options, recoverHours: 0 });
  expect(done).toMatchObject({ damaged: done.rows, until: null });
  await newsroom.restart();
  const omar = await newsroom.as('editor2');
  const other = await omar.open(ref, { epoch: (await omar.edition(ref)).epoch });
  expect(other.text).toEqual([]);
  expect(newsroom.server.context.isRecovering(document)).toBe(false);
  expect(window.text).toEqual(WHOLE);
});

test('[K9] it is said in words why a document is not mended, and nothing is changed', async () => {
  const { newsroom, dataFolder, document, ref } = await story();
  const place = join(dataFolder, 'backup');
  const run = (...args: string[]) => runBackupCommand(dataFolder, ['mend', ...args], () => {});
  await backUp(dataFolder, place);
  await expect(run(document)).rejects.toThrow(/is already running/);
  await newsroom.server.stop();
  const before = await readFile(databaseFile(dataFolder));
  await expect(run()).rejects.toThrow(/Name one document/);
  await expect(run('bridge')).rejects.toThrow(/Name one document/);
  await expect(run(document, document)).rejects.toThrow(/Name one document/);
  await expect(run(document, '--recover-hours', 'x')).rejects.toThrow(/whole number of hours/);
  await expect(run(document, '--from', dataFolder)).rejects.toThrow(/is not a backup/);
  await expect(run(document)).rejects.toThrow(/is whole: there is nothing to mend/);
  await expect(run(documentName(ref.articleId, 'fr'))).rejects.toThrow(/There is no document/);
  await expect(run(documentName(ref.articleId, 'fr'), '--from', place)).rejects.toThrow(/has no document/);
  expect((await readFile(databaseFile(dataFolder))).equals(before)).toBe(true);

  const db = new SqliteDatabase(databaseFile(dataFolder));
  db.prepare("UPDATE documents SET epoch = 'another' WHERE name = ?").run(document);
  db.close();
  damage(dataFolder, document, 'Tuesday');
  await expect(run(document, '--from', place)).rejects.toThrow(/has another history/);
  await truncate(databaseFile(dataFolder), before.length - 4096);
  await expect(run(document)).rejects.toThrow(/restore a backup of all/);
});
