/** A newsroom's days in fast form: people come and go, write, sign in and out; nothing of it stays in memory. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { documentName, encodeAwareness } from '@copydesk/shared/sync';
import * as encoding from 'lib0/encoding';
import { describe, expect, it, vi } from 'vitest';
import type { EditionRef } from '../../apps/sync-server/src/context.ts';
import { type Staff, startNewsroom } from '../../apps/sync-server/src/testing/newsroom.ts';
import { RawPeer } from '../support/raw-peer.ts';
import { leftOut, rounds, runSeed, seeded } from '../support/soak.ts';

const MB = 1_000_000;
/** The catalogue's figure for an hour, which is a round here. */
const MOST_BYTES_PER_ROUND = MB;
/** Caches fill, code is compiled: what is measured begins after these. */
const SETTLING = 3;
const PEOPLE = ['editor', 'editor2', 'translator', 'chief', 'reader'] as const;

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

/** Memory in use once nothing is left to collect. */
function memoryInUse(): number {
  if (typeof collectGarbage !== 'function') throw new Error('garbage cannot be collected by hand');
  collectGarbage();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** By how much values grow from one to the next: the slope of the line that fits them best. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const rise = values.reduce((sum, value, i) => sum + (i - middle) * (value - mean), 0);
  return rise / values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
}

function caret(client: number, clock: number): Uint8Array {
  return encodeAwareness(
    encoding.encode((e) => {
      for (const n of [1, client, clock]) encoding.writeVarUint(e, n);
      encoding.writeVarString(e, JSON.stringify({ cursor: { anchor: clock } }));
    }),
  );
}

describe.skipIf(leftOut('L4'))('a newsroom at work', () => {
  it('[L4] leaves memory, timers and handles as they were, however long it goes on', async () => {
    const seed = runSeed();
    console.info(`[L4] seed ${seed}`);
    const random = seeded(seed);
    const below = (count: number) => Math.floor(random() * count);
    const newsroom = await startNewsroom({ limits: { idleRoomMs: 20, compactAfterRows: 50 } });
    const { hub, registry } = newsroom.server.context;
    const stories: EditionRef[] = [];
    let words = 0;

    async function visit(person: Staff): Promise<void> {
      const story = stories[below(stories.length)];
      if (story === undefined) return;
      const document = documentName(story.articleId, 'en', random() < 0.3);
      for (let connection = 0; connection < 2; connection++) {
        const peer = await RawPeer.open(newsroom.url, document, person.tokens.accessToken);
        await peer.sync();
        for (let clock = 1; clock <= 5; clock++) peer.send(caret(peer.doc.clientID, clock));
        const writes = peer.level === 'write' ? 1 + below(10) : 0;
        for (let i = 0; i < writes; i++) peer.type(`word ${words++ % 500}`);
        await peer.until(() => peer.durable >= writes || peer.ended !== null);
        expect(peer.ended).toBeNull();
        await peer.close();
      }
    }

    async function round(): Promise<void> {
      const here = await Promise.all(PEOPLE.map((key) => newsroom.as(key)));
      const [editor] = here;
      if (editor === undefined) return;
      const { id } = await editor.client.call('createArticle', { body: { language: 'en' } });
      stories.push({ articleId: id, language: 'en' });
      for (let visits = 0; visits < 8; visits++) await Promise.all(here.map(visit));
      for (const person of here) {
        person.tokens = await person.client.call('refreshSession', {
          body: { refreshToken: person.tokens.refreshToken },
        });
        await person.client.call('listArticles', {});
        await person.client.call('deleteSession', {});
      }
      // Everybody has gone: no room is left, and neither is what it had.
      await vi.waitFor(() => expect(hub.load()).toEqual({ rooms: 0, peers: 0, queued: 0, queuedBytes: 0 }), {
        timeout: 10_000,
      });
      expect(PEOPLE.flatMap((_, i) => registry.sessionsOf(here[i]?.user.id ?? ''))).toEqual([]);
    }

    const memory: number[] = [];
    const resources: number[] = [];
    for (const _ of rounds('L4', 'hours')) {
      await round();
      memory.push(memoryInUse());
      resources.push(process.getActiveResourcesInfo().length);
    }
    const perRound = slope(memory.slice(SETTLING));
    console.info(
      `[L4] ${(perRound / 1_000).toFixed(1)} kB a round, from ${((memory[SETTLING] ?? 0) / MB).toFixed(1)} to ${((memory.at(-1) ?? 0) / MB).toFixed(1)} MB; timers and handles ${resources.join(' ')}`,
    );
    expect(memory.length).toBeGreaterThan(SETTLING + 2);
    expect(perRound).toBeLessThan(MOST_BYTES_PER_ROUND);
    expect(slope(resources.slice(SETTLING))).toBeLessThan(0.5);
    expect(Math.max(...resources.slice(SETTLING))).toBeLessThan(2 * (resources[SETTLING] ?? 0) + 10);
  });
});
