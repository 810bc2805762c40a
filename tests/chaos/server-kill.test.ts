import { describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { admin } from '../support/admin.ts';
import { newStory, signIn, syncUrl } from '../support/api.ts';
import { type Program, startServer, temporaryFolder } from '../support/programs.ts';
import { leftOut, rounds, runSeed, seeded } from '../support/soak.ts';
import { Writer } from '../support/writer.ts';

const WRITERS = 20;
/** Ten times what a start may take. */
const START_MS = 50_000;

/** Lets sockets and timers have their turn. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function wordsOf(doc: Y.Doc): Set<string> {
  return new Set(doc.getMap('fields').keys());
}

describe.skipIf(leftOut('K1'))('the server is killed while people type', () => {
  it('[K1] loses nothing that it acknowledged, and nothing that anyone saw of others', async () => {
    const seed = runSeed();
    console.info(`[K1] seed ${seed}`);
    const random = seeded(seed);
    let slowest = 0;
    const folder = await temporaryFolder('k1');
    let server: Program = await startServer(folder.path);
    const port = Number(new URL(server.url).port);
    const { client, protocols } = await signIn(server.url, 'editor');
    const story = await newStory(client);
    const document = `${story.id}.en`;
    const writers = Array.from(
      { length: WRITERS },
      (_, i) => new Writer({ url: syncUrl(server.url), document, name: `w${i}`, protocols }),
    );
    try {
      await Promise.all(writers.map((writer) => writer.ready()));
      for (const _ of rounds('K1', 'kills')) {
        const typed = 50 + Math.floor(random() * 400);
        for (let i = 0; i < typed; i++) {
          writers[Math.floor(random() * WRITERS)]?.type(random);
          if (random() < 0.3) await turn();
        }
        await server.stop('SIGKILL');
        const acknowledged = writers.map((writer) => ({
          added: new Set(writer.acknowledged.added),
          removed: new Set(writer.acknowledged.removed),
        }));
        const seen = writers.map((writer) => new Set(writer.seen));
        for (const writer of writers) writer.provider.disconnect();

        const started = performance.now();
        server = await startServer(folder.path, { port });
        const took = performance.now() - started;
        slowest = Math.max(slowest, took);
        expect(took, 'milliseconds to start').toBeLessThan(START_MS);
        const reader = new Writer({ url: syncUrl(server.url), document, name: 'reader', protocols });
        await reader.ready();
        const kept = wordsOf(reader.doc);
        reader.close();
        const removed = new Set(writers.flatMap((writer) => [...writer.removed]));
        for (const [i, own] of acknowledged.entries()) {
          expect(
            [...own.added].filter((word) => !kept.has(word) && !removed.has(word)),
            `added by w${i}`,
          ).toEqual([]);
          expect(
            [...own.removed].filter((word) => kept.has(word)),
            `removed by w${i}`,
          ).toEqual([]);
          expect(
            [...(seen[i] ?? [])].filter((word) => !kept.has(word) && !removed.has(word)),
            `seen by w${i}`,
          ).toEqual([]);
        }
        for (const writer of writers) writer.provider.connect();
        await Promise.all(writers.map((writer) => writer.settled()));
      }
      const added = writers.reduce((n, writer) => n + writer.acknowledged.added.size, 0);
      console.info(`[K1] ${added} words acknowledged, none lost; slowest start ${Math.round(slowest)} ms`);
      expect(added).toBeGreaterThan(100);
      await server.stop('SIGKILL');
      // Pages, rows, sealed texts and the audit chain.
      expect(await admin(folder.path, 'verify')).toMatchObject({ code: 0, err: '' });
    } finally {
      for (const writer of writers) writer.close();
      await server.stop('SIGKILL');
      await folder.remove();
    }
  });
});
