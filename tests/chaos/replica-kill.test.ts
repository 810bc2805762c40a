import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newStory, signIn } from '../support/api.ts';
import { type Browser, openBrowser, TypingWindow } from '../support/desktop-window.ts';
import { type Program, startDesktop, startServer, temporaryFolder } from '../support/programs.ts';
import { startProxy } from '../support/proxy.ts';
import { RawPeer } from '../support/raw-peer.ts';
import { leftOut, rounds, runSeed, seeded } from '../support/soak.ts';

const WINDOWS = 3;
/** A replica that dies more often in a short while is not started again. */
const KILLS_A_SITTING = 5;

/** Lets sockets and timers have their turn. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe.skipIf(leftOut('K2'))('the process that keeps the text is killed while people type', () => {
  it('[K2] loses nothing that it said was saved on this computer, with and without the server', async () => {
    const seed = runSeed();
    console.info(`[K2] seed ${seed}`);
    const random = seeded(seed);
    const folder = await temporaryFolder('k2');
    const server = await startServer(join(folder.path, 'server'));
    const line = await startProxy(server.url);
    const { client, accessToken } = await signIn(server.url, 'editor');
    const document = `${(await newStory(client)).id}.en`;
    const windows = Array.from({ length: WINDOWS }, (_, i) => new TypingWindow(`w${i}`));
    let desktop: Program | null = null;
    let offline = 0;

    /** Starts the desktop with the server in reach, and waits until all that was typed before is there too. */
    async function sitDown(): Promise<{ program: Program; browser: Browser }> {
      line.mend();
      await desktop?.stop();
      await Promise.all(windows.map((window) => window.disconnected()));
      const program = await startDesktop(line.url, join(folder.path, 'desktop'));
      desktop = program;
      const browser = await openBrowser(program.url, 'editor');
      await Promise.all(windows.map((window) => window.connect(browser, document)));
      await Promise.all(windows.map((window) => window.savedOnServer()));
      return { program, browser };
    }

    try {
      let { program, browser } = await sitDown();
      for (const kill of rounds('K2', 'kills')) {
        if (kill > 0 && kill % KILLS_A_SITTING === 0) ({ program, browser } = await sitDown());
        // Without the server the replica alone has what was typed.
        if (random() < 0.6) {
          line.cut();
          offline += 1;
        } else {
          line.mend();
        }
        const typed = 50 + Math.floor(random() * 400);
        for (let i = 0; i < typed; i++) {
          windows[Math.floor(random() * WINDOWS)]?.type(random);
          if (random() < 0.3) await turn();
        }
        const restarted = program.said('replica');
        process.kill(program.replicaPid(), 'SIGKILL');
        await Promise.all(windows.map((window) => window.disconnected()));
        await restarted;

        const reader = new TypingWindow('reader');
        await reader.connect(browser, document);
        const { words } = reader;
        await reader.close();
        const removed = new Set(windows.flatMap((window) => [...window.removed]));
        for (const [i, { kept }] of windows.entries()) {
          expect(
            [...kept.added].filter((word) => !words.has(word) && !removed.has(word)),
            `kill ${kill}, added by w${i}`,
          ).toEqual([]);
          expect(
            [...kept.removed].filter((word) => words.has(word)),
            `kill ${kill}, removed by w${i}`,
          ).toEqual([]);
        }
        await Promise.all(windows.map((window) => window.connect(browser, document)));
      }
      await sitDown();
      const onServer = await RawPeer.open(server.url, document, accessToken);
      await onServer.sync();
      const words = new Set(onServer.doc.getMap('fields').keys());
      await onServer.close();
      for (const window of windows) expect(words).toEqual(window.words);
      const kept = windows.reduce((n, window) => n + window.kept.added.size, 0);
      console.info(`[K2] ${kept} words kept, ${offline} kills offline`);
      expect(kept).toBeGreaterThan(100);
    } finally {
      await (desktop as Program | null)?.stop();
      await Promise.all(windows.map((window) => window.close()));
      await line.stop();
      await server.stop('SIGKILL');
      await folder.remove();
    }
  });
});
