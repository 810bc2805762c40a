/** Backups that are made while people write, and what comes back after one was restored. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { loadDocument, openReadOnly } from '@copydesk/shared/node';
import { type DocumentName, documentName } from '@copydesk/shared/sync';
import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { admin } from '../support/admin.ts';
import { newStory, type SignedIn, signIn, syncUrl } from '../support/api.ts';
import { openBrowser, TypingWindow } from '../support/desktop-window.ts';
import { type Program, startDesktop, startServer, temporaryFolder } from '../support/programs.ts';
import { RawPeer } from '../support/raw-peer.ts';
import { leftOut, rounds, runSeed, seeded } from '../support/soak.ts';
import { Writer } from '../support/writer.ts';

const STORIES = 4;
const WRITERS = 20;

/** Two hundred words a second. */
const PAUSE_MS = 5;
const MOST_WORDS = 1_200;

const wordsIn = (doc: Y.Doc) => new Set(doc.getMap('fields').keys());

async function onServer(server: string, document: string, { accessToken }: SignedIn): Promise<Set<string>> {
  const peer = await RawPeer.open(server, document, accessToken);
  await peer.sync();
  const words = wordsIn(peer.doc);
  await peer.close();
  return words;
}

/** A stored document as it was after row `head`; its latest state without one. Null if there is none. */
function stored(file: string, document: DocumentName, head = Infinity): { head: number; content: Buffer } | null {
  const db = openReadOnly(file);
  try {
    const found = loadDocument(db, document);
    if (found === null) return null;
    expect(found.updates.length, 'rows, none folded').toBe(found.head);
    const doc = new Y.Doc();
    for (const update of found.updates.slice(0, head)) Y.applyUpdate(doc, update);
    return { head: found.head, content: Buffer.from(Y.encodeStateAsUpdate(doc)) };
  } finally {
    db.close();
  }
}

describe.skipIf(leftOut('K10'))('a backup', () => {
  it('[K10] made while 20 people write is the state after one commit, holds all that was acknowledged, and starts on an empty host', async () => {
    const seed = runSeed();
    console.info(`[K10] seed ${seed}`);
    const random = seeded(seed);
    const folder = await temporaryFolder('k10');
    const data = join(folder.path, 'data');
    const writers: Writer[] = [];
    let server: Program | null = null;
    try {
      for (const round of rounds('K10', 'backups')) {
        const place = join(folder.path, `backup-${round}`);
        const empty = join(folder.path, `host-${round}`);
        server = await startServer(data);
        const editor = await signIn(server.url, 'editor');
        const stories = await Promise.all(Array.from({ length: STORIES }, () => newStory(editor.client)));
        const documents = stories.map(({ id }) => documentName(id, 'en'));
        const present = Array.from({ length: WRITERS }, (_, i) => {
          const document = documents[i % STORIES] ?? '';
          const { protocols } = editor;
          return new Writer({ url: syncUrl(server?.url ?? ''), document, name: `w${round}.${i}`, protocols });
        });
        writers.push(...present);
        await Promise.all(present.map((writer) => writer.ready()));
        let backingUp = true;
        const typing = (async () => {
          // As fast as people type, and no more than the logs keep row by row, which is what they are compared by.
          for (let typed = 0; backingUp && typed < MOST_WORDS; typed++) {
            present[typed % WRITERS]?.type(random);
            await setTimeout(PAUSE_MS);
          }
        })();
        const haveWords = () => expect(present.every(({ acknowledged }) => acknowledged.added.size > 2)).toBe(true);
        await vi.waitFor(haveWords, { timeout: 30_000 });
        const before = present.map(({ acknowledged }) => new Set(acknowledged.added));
        const backup = await admin(data, 'backup', place);
        backingUp = false;
        expect(backup).toMatchObject({ code: 0, out: expect.stringContaining('is whole') });
        await typing;
        const removed = new Set(present.flatMap((writer) => [...writer.removed]));
        for (const writer of present) writer.close();
        await server.stop();

        for (const [i, document] of documents.entries()) {
          const saved = stored(join(place, 'copydesk.sqlite'), document);
          const live = stored(join(data, 'copydesk.sqlite'), document, saved?.head);
          expect(saved?.content.equals(live?.content ?? Buffer.of()), document).toBe(true);
          expect(saved?.head).toBeLessThanOrEqual(live?.head ?? 0);
          const doc = new Y.Doc();
          Y.applyUpdate(doc, saved?.content ?? Buffer.of());
          const words = wordsIn(doc);
          const own = before.filter((_, writer) => writer % STORIES === i).flatMap((set) => [...set]);
          expect(own.filter((word) => !words.has(word) && !removed.has(word))).toEqual([]);
        }

        const started = performance.now();
        expect(await admin(empty, 'restore', place)).toMatchObject({ code: 0, err: '' });
        server = await startServer(empty);
        console.info(`[K10] restored and started in ${Math.round(performance.now() - started)} ms`);
        for (const document of documents) {
          const saved = stored(join(place, 'copydesk.sqlite'), document);
          const peer = await RawPeer.open(server.url, document, editor.accessToken);
          await peer.sync();
          expect(Buffer.from(Y.encodeStateAsUpdate(peer.doc)).equals(saved?.content ?? Buffer.of()), document).toBe(
            true,
          );
          await peer.close();
        }
        await server.stop();
      }
    } finally {
      for (const writer of writers) writer.close();
      await server?.stop('SIGKILL');
      await folder.remove();
    }
  });

  it('[K10] is refused where something is, and where it is not whole; what was there is moved aside', async () => {
    const folder = await temporaryFolder('k10');
    const data = join(folder.path, 'data');
    const place = join(folder.path, 'backup');
    const server = await startServer(data);
    try {
      expect((await admin(data, 'backup', place)).code).toBe(0);
      expect(await admin(data, 'backup', place)).toMatchObject({ code: 2, err: expect.stringContaining('not empty') });
      expect(await admin(data, 'restore', place)).toMatchObject({ code: 2, err: expect.stringContaining('running') });
      await server.stop();
      writeFileSync(join(data, 'copydesk.sqlite-wal'), 'of another database');
      const refused = await admin(data, 'restore', place);
      expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('--overwrite') });
      const restored = await admin(data, 'restore', place, '--overwrite', '--recover-hours', '0');
      expect(restored).toMatchObject({ code: 0, err: '' });
      const moved = readdirSync(data).find((name) => name.startsWith('before-restore-')) ?? '';
      expect(readdirSync(join(data, moved))).toEqual(
        expect.arrayContaining(['copydesk.sqlite', 'copydesk.sqlite-wal']),
      );
      expect(existsSync(join(data, 'copydesk.sqlite-wal'))).toBe(false);
      expect(await admin(data, 'verify')).toMatchObject({ code: 0, out: expect.stringContaining('is whole') });

      writeFileSync(join(place, 'secret'), 'changed');
      const damaged = await admin(join(folder.path, 'other'), 'restore', place);
      expect(damaged).toMatchObject({ code: 2, err: expect.stringContaining('secret was changed') });
      expect(existsSync(join(folder.path, 'other', 'copydesk.sqlite'))).toBe(false);
    } finally {
      await server.stop('SIGKILL');
      await folder.remove();
    }
  });

  it('[K10] that misses an hour of work gets it back from the desktops: texts, stories and translations', async () => {
    const random = seeded(runSeed());
    const folder = await temporaryFolder('k10');
    const data = join(folder.path, 'data');
    const place = join(folder.path, 'backup');
    let server = await startServer(data);
    const port = Number(new URL(server.url).port);
    const chief = await signIn(server.url, 'chief');
    const [open, closed] = [await newStory(chief.client), await newStory(chief.client)];
    const documents = { open: documentName(open.id, 'en'), closed: documentName(closed.id, 'en') };
    const colleague = await signIn(server.url, 'editor2');
    const { protocols } = colleague;
    const url = syncUrl(server.url);
    const others = Object.values(documents).map((document) => new Writer({ url, document, name: 'omar', protocols }));
    const windows = { open: new TypingWindow('open'), closed: new TypingWindow('closed') };
    let desktop: Program | null = null;
    const write = async () => {
      for (let i = 0; i < 30; i++) for (const writer of [...others, ...Object.values(windows)]) writer.type(random);
      await Promise.all([
        ...others.map((writer) => writer.settled()),
        ...Object.values(windows).map((w) => w.savedOnServer()),
      ]);
    };
    try {
      desktop = await startDesktop(server.url, join(folder.path, 'desktop'));
      const browser = await openBrowser(desktop.url, 'chief');
      await Promise.all(others.map((writer) => writer.ready()));
      await windows.open.connect(browser, documents.open);
      await windows.closed.connect(browser, documents.closed);
      await write();
      expect((await admin(data, 'backup', place)).code).toBe(0);

      await write();
      // Made after the backup: the server will know neither of them any more.
      const late = await newStory(chief.client);
      const lateWindow = new TypingWindow('late');
      await lateWindow.connect(browser, documentName(late.id, 'en'));
      for (let i = 0; i < 10; i++) lateWindow.type(random);
      await lateWindow.savedOnServer();
      await chief.client.call('createEdition', { params: { id: open.id }, body: { language: 'es', engine: null } });
      const spanish = documentName(open.id, 'es');
      const spanishWindow = new TypingWindow('spanish');
      await spanishWindow.connect(browser, spanish);
      const spanishBefore = Y.encodeStateVector(spanishWindow.doc);
      // What the desktop has of others is all there is of it after the restore.
      for (const [i, window] of Object.values(windows).entries())
        await expect.poll(() => window.words).toEqual(wordsIn(others[i]?.doc ?? new Y.Doc()));
      const truth = { open: windows.open.words, closed: windows.closed.words, late: lateWindow.words };
      await Promise.all([windows.closed, lateWindow, spanishWindow].map((window) => window.close()));
      for (const writer of others) writer.close();
      await server.stop('SIGKILL');
      expect(await admin(data, 'restore', place, '--overwrite')).toMatchObject({ code: 0, err: '' });
      server = await startServer(data, { port });

      await vi.waitFor(
        async () => {
          expect(await onServer(server.url, documents.open, chief)).toEqual(truth.open);
          expect(await onServer(server.url, documents.closed, chief)).toEqual(truth.closed);
          expect(await onServer(server.url, documentName(late.id, 'en'), chief)).toEqual(truth.late);
          const peer = await RawPeer.open(server.url, spanish, chief.accessToken);
          await peer.sync();
          expect(Y.encodeStateVector(peer.doc)).toEqual(spanishBefore);
          await peer.close();
        },
        { timeout: 60_000, interval: 250 },
      );
      // Whose desktop held nothing goes on as if nothing had been.
      const again = new Writer({ url, document: documents.open, name: 'omar-later', protocols });
      await again.ready();
      again.type(() => 0.9);
      await again.settled();
      again.close();
      const actions = async () => {
        const { entries } = await chief.client.call('audit', { query: {} });
        return entries.map(({ action }) => action);
      };
      expect(await actions()).toEqual(expect.arrayContaining(['restore', 'text-brought-back', 'bring-back']));
      expect((await admin(data, 'recovery', 'end')).code).toBe(0);
      await vi.waitFor(async () => expect(await actions()).toContain('recovery-ended'), { timeout: 10_000 });
      expect(await admin(data, 'verify')).toMatchObject({ code: 0 });
    } finally {
      for (const writer of others) writer.close();
      await desktop?.stop();
      await Promise.all(Object.values(windows).map((window) => window.close()));
      await server.stop('SIGKILL');
      await folder.remove();
    }
  });
});
