/** One document of a server is damaged and mended while the newsroom works on. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLOSE, documentName } from '@copydesk/shared/sync';
import { describe, expect, it, vi } from 'vitest';
import { admin } from '../support/admin.ts';
import { newStory, signIn, syncUrl } from '../support/api.ts';
import { openBrowser, TypingWindow } from '../support/desktop-window.ts';
import { type Program, startDesktop, startServer, temporaryFolder } from '../support/programs.ts';
import { RawPeer } from '../support/raw-peer.ts';
import { runSeed, seeded } from '../support/soak.ts';
import { Writer } from '../support/writer.ts';

const HITS = 5;

/** Flips a bit in each place where a database has one of these words, as a failing disk does. Gives how many that were. */
async function flipBits(file: string, words: readonly string[], random: () => number): Promise<number> {
  const bytes = await readFile(file);
  let flips = 0;
  for (const word of words) {
    for (let at = bytes.indexOf(word); at !== -1; at = bytes.indexOf(word, at + 1)) {
      // The beginning of a longer one.
      if (/\d/.test(String.fromCharCode(bytes[at + word.length] ?? 0))) continue;
      const hit = at + Math.floor(random() * word.length);
      bytes[hit] = (bytes[hit] ?? 0) ^ (1 << Math.floor(random() * 7));
      flips += 1;
    }
  }
  await writeFile(file, bytes);
  return flips;
}

async function wordsOnServer(server: Program, document: string, token: string): Promise<ReadonlySet<string>> {
  const peer = await RawPeer.open(server.url, document, token);
  await peer.sync();
  const words = new Set(peer.doc.getMap('fields').keys());
  await peer.close();
  return words;
}

describe('a document of the server is damaged', () => {
  it('[K9] it is closed alone; mended, it gets back from desktops all that was acknowledged, and what was typed meanwhile', async () => {
    const seed = runSeed();
    console.info(`[K9] mended, seed ${seed}`);
    const random = seeded(seed);
    const folder = await temporaryFolder('mend');
    const data = join(folder.path, 'data');
    const file = join(data, 'copydesk.sqlite');
    let server = await startServer(data);
    const port = Number(new URL(server.url).port);
    const url = syncUrl(server.url);
    const chief = await signIn(server.url, 'chief');
    const { protocols } = await signIn(server.url, 'editor2');
    const [hurt, well] = [await newStory(chief.client), await newStory(chief.client)].map(({ id }) =>
      documentName(id, 'en'),
    );
    if (hurt === undefined || well === undefined) throw new Error('no stories');
    const windows = { hurt: new TypingWindow('hurt'), well: new TypingWindow('well') };
    const colleague = new Writer({ url, document: hurt, name: 'omar', protocols });
    let desktop: Program | null = null;
    const restart = async () => {
      await server.stop();
      server = await startServer(data, { port });
    };
    try {
      desktop = await startDesktop(server.url, join(folder.path, 'desktop'));
      const browser = await openBrowser(desktop.url, 'chief');
      await colleague.ready();
      await windows.hurt.connect(browser, hurt);
      await windows.well.connect(browser, well);
      for (let i = 0; i < 40; i++) {
        for (const writer of [colleague, ...Object.values(windows)]) writer.type(random);
        await Promise.all([colleague.settled(), windows.hurt.savedOnServer(), windows.well.savedOnServer()]);
      }
      await vi.waitFor(() => expect(windows.hurt.words).toEqual(new Set(colleague.doc.getMap('fields').keys())));
      const acknowledged = new Set(windows.hurt.words);
      // What is on the desktop is all there will be of it.
      colleague.close();

      await server.stop();
      const all = [...acknowledged];
      const hits = Array.from({ length: HITS }, () => all[Math.floor(random() * all.length)] ?? '');
      expect(await flipBits(file, hits, random)).toBeGreaterThanOrEqual(1);
      server = await startServer(data, { port });
      const closed = await RawPeer.open(server.url, hurt, chief.accessToken);
      await closed.until(() => closed.ended !== null);
      expect(closed.ended).toBe(CLOSE.damaged.code);
      windows.well.type(random);
      windows.hurt.type(random);
      await windows.well.savedOnServer();
      await vi.waitFor(() => expect(windows.hurt.isKept).toBe(true));
      expect(await admin(data, 'verify')).toMatchObject({
        code: 1,
        out: expect.stringContaining(`DAMAGED document ${hurt}`),
      });
      expect(await admin(data, 'mend', hurt)).toMatchObject({
        code: 2,
        err: expect.stringContaining('already running'),
      });

      await server.stop();
      const mended = await admin(data, 'mend', hurt);
      expect(mended).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Start the server') });
      server = await startServer(data, { port });
      await vi.waitFor(
        async () => expect(await wordsOnServer(server, hurt, chief.accessToken)).toEqual(windows.hurt.words),
        { timeout: 60_000, interval: 250 },
      );
      const { words, removed } = windows.hurt;
      expect([...acknowledged].filter((word) => !words.has(word) && !removed.has(word))).toEqual([]);
      expect(await wordsOnServer(server, well, chief.accessToken)).toEqual(windows.well.words);

      // Who had nothing of it goes on as ever, and so does who brought it back, now and after the recovery.
      const later = new Writer({ url, document: hurt, name: 'lena', protocols });
      await later.ready();
      later.type(() => 0.9);
      await later.settled();
      later.close();
      expect((await admin(data, 'recovery', 'end')).code).toBe(0);
      await restart();
      windows.hurt.type(() => 0.9);
      await windows.hurt.savedOnServer();
      const { entries } = await chief.client.call('audit', { query: {} });
      expect(entries.map(({ action }) => action)).toEqual(
        expect.arrayContaining(['document-damaged', 'mend', 'text-brought-back']),
      );
      expect(await admin(data, 'verify')).toMatchObject({ code: 0 });
    } finally {
      colleague.close();
      await desktop?.stop();
      await Promise.all(Object.values(windows).map((window) => window.close()));
      await server.stop('SIGKILL');
      await folder.remove();
    }
  });
});
