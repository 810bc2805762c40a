/** Lines that go dead or slow, and a server that is stopped in the middle of things. */
import { setTimeout } from 'node:timers/promises';
import { documentName, encodeAwareness, encodeUpdate } from '@copydesk/shared/sync';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { startNewsroom, type TestNewsroom } from '../../apps/sync-server/src/testing/newsroom.ts';
import { newStory, signIn, syncUrl } from '../support/api.ts';
import { startServer, temporaryFolder } from '../support/programs.ts';
import { type Line, startProxy } from '../support/proxy.ts';
import { RawPeer } from '../support/raw-peer.ts';
import { figure, leftOut, rounds, runSeed, seeded } from '../support/soak.ts';
import { Writer } from '../support/writer.ts';

async function open(url: string, document: string, token: string): Promise<RawPeer> {
  const peer = await RawPeer.open(url, document, token);
  await peer.sync();
  return peer;
}

function caret(client: number): Uint8Array {
  return encodeAwareness(
    encoding.encode((e) => {
      for (const n of [1, client, 1]) encoding.writeVarUint(e, n);
      encoding.writeVarString(e, '{"cursor":{"anchor":1}}');
    }),
  );
}

describe.skipIf(leftOut('N2'))('a line that goes dead', () => {
  it('[N2] is noticed within two heartbeats, and takes the presence of who was on it along', async () => {
    const heartbeatMs = 300;
    const newsroom = await startNewsroom({ limits: { heartbeatMs } });
    const { hub } = newsroom.server.context;
    const [sara, chief] = [await newsroom.as('editor'), await newsroom.as('chief')];
    const story = await sara.write('Harbour bridge closes', 'The city closed it.');
    const document = documentName(story.articleId, 'en');
    const stays = await open(newsroom.url, document, chief.tokens.accessToken);
    stays.send(caret(7));
    let slowest = 0;
    for (const round of rounds('N2', 'lines')) {
      const line = await startProxy(newsroom.url);
      const dies = await open(line.url, document, sara.tokens.accessToken);
      dies.send(caret(100 + round));
      await stays.until(() => hub.present(document).length === 2);
      const gone = new Promise<void>((resolve) => {
        const off = hub.on('presence', (_, present) => {
          if (present.length > 1) return;
          off();
          resolve();
        });
      });
      line.goDead();
      const since = performance.now();
      await gone;
      slowest = Math.max(slowest, performance.now() - since);
      expect(dies.ended).toBeNull();
      expect(hub.present(document).map(({ userId }) => userId)).toEqual([chief.user.id]);
      await line.stop();
    }
    expect(stays.ended).toBeNull();
    console.info(`[N2] noticed after ${(slowest / heartbeatMs).toFixed(2)} heartbeats at most`);
    expect(slowest).toBeLessThan(10 * 2 * heartbeatMs);
  });
});

/** Writes that leave the text as large as it was: one long field, again and again. */
async function writeLong(writer: RawPeer, frames: number): Promise<number[]> {
  const waits: number[] = [];
  let update = new Uint8Array();
  const keep = (made: Uint8Array) => {
    update = Uint8Array.from(made);
  };
  for (let i = 0; i < frames; i++) {
    writer.doc.once('update', keep);
    writer.doc.getMap('fields').set('long', String(i).repeat(20_000));
    const since = performance.now();
    const sent = writer.durable + 1;
    writer.send(encodeUpdate(update));
    await writer.until(() => writer.durable >= sent);
    waits.push(performance.now() - since);
  }
  return waits;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function closedAs(newsroom: TestNewsroom, code: number): Promise<number> {
  const text = await (await fetch(`${newsroom.url}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`copydesk_connections_closed_total{code="${code}"}`));
  return Number(line?.split(' ')[1] ?? 0);
}

describe.skipIf(leftOut('N4'))('a reader that is too slow', () => {
  it('[N4] is dropped at the cap, holds nobody up, and catches up when it comes back', async () => {
    const newsroom = await startNewsroom({ limits: { maxBufferedBytes: 512 * 1024 } });
    const [sara, chief] = [await newsroom.as('editor'), await newsroom.as('chief')];
    const story = await sara.write('Harbour bridge closes', 'The city closed it.');
    const document = documentName(story.articleId, 'en');
    const writer = await open(newsroom.url, document, sara.tokens.accessToken);
    const reader = await open(newsroom.url, document, chief.tokens.accessToken);
    const alone = median(await writeLong(writer, 20));
    const lines: Line[] = [];
    const slow: RawPeer[] = [];
    for (const _ of rounds('N4', 'readers')) {
      const line = await startProxy(newsroom.url);
      lines.push(line);
      slow.push(await open(line.url, document, chief.tokens.accessToken));
      line.slowDown(1_000);
    }
    const waits: number[] = [];
    while ((await closedAs(newsroom, 4508)) < figure('N4', 'readers')) waits.push(...(await writeLong(writer, 20)));
    console.info(
      `[N4] a write was taken after ${alone.toFixed(1)} ms, beside slow readers ${median(waits).toFixed(1)} ms`,
    );
    expect(median(waits)).toBeLessThan(10 * Math.max(alone, 5));
    await reader.until(() => reader.doc.getMap('fields').get('long') === writer.doc.getMap('fields').get('long'));
    expect([writer.ended, reader.ended]).toEqual([null, null]);
    for (const [i, peer] of slow.entries()) {
      await lines[i]?.stop();
      await peer.until(() => peer.ended !== null);
      // Not a code of those that are final.
      expect(peer.ended).toBe(1006);
    }
    const again = await open(newsroom.url, document, chief.tokens.accessToken);
    expect(Y.encodeStateVector(again.doc)).toEqual(Y.encodeStateVector(writer.doc));
    await Promise.all([writer, reader, again].map((peer) => peer.close()));
  });
});

describe.skipIf(leftOut('N7'))('a server that is stopped', () => {
  it('[N7] [H23] loses no edit of who types meanwhile, tells them to come back, and ends in time', async () => {
    const seed = runSeed();
    console.info(`[N7] seed ${seed}`);
    const random = seeded(seed);
    const folder = await temporaryFolder('n7');
    let server = await startServer(folder.path);
    const port = Number(new URL(server.url).port);
    const { client, protocols } = await signIn(server.url, 'editor');
    const document = `${(await newStory(client)).id}.en`;
    const url = syncUrl(server.url);
    const writers = Array.from({ length: 8 }, (_, i) => new Writer({ url, document, name: `w${i}`, protocols }));
    const codes = new Set<number>();
    for (const { provider } of writers)
      provider.on('connection-close', (event) => {
        if (event !== null) codes.add(event.code);
      });
    let typing = true;
    const typeOn = async (writer: Writer) => {
      while (typing) {
        writer.type(random);
        // Far faster than people, but not as fast as this machine can: the stop is what is looked at, not the load.
        await setTimeout(2);
      }
    };
    try {
      await Promise.all(writers.map((writer) => writer.ready()));
      for (const stop of rounds('N7', 'stops')) {
        const acknowledged = () => writers.reduce((sum, writer) => sum + writer.acknowledged.added.size, 0);
        typing = true;
        const all = Promise.all(writers.map(typeOn));
        const enough = acknowledged() + 200;
        while (acknowledged() < enough) await new Promise<void>((resolve) => setImmediate(resolve));
        expect(await server.stop(), `stop ${stop}`).toBe(0);
        typing = false;
        await all;
        const added = writers.flatMap((writer) => [...writer.acknowledged.added]);
        const removed = new Set(writers.flatMap((writer) => [...writer.removed]));

        for (const { provider } of writers) provider.disconnect();
        server = await startServer(folder.path, { port });
        const reader = new Writer({ url, document, name: 'reader', protocols });
        await reader.ready();
        const kept = new Set(reader.doc.getMap('fields').keys());
        reader.close();
        expect(added.filter((word) => !kept.has(word) && !removed.has(word))).toEqual([]);
        for (const { provider } of writers) provider.connect();
        await Promise.all(writers.map((writer) => writer.settled()));
      }
      expect([...codes]).toContain(4503);
      expect([...codes].filter((code) => code >= 4400 && code < 4500)).toEqual([]);
    } finally {
      typing = false;
      for (const writer of writers) writer.close();
      await server.stop('SIGKILL');
      await folder.remove();
    }
  });
});
