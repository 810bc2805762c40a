/** A disk without room, and one that somebody else holds: nothing is acknowledged until it takes writes again. */
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { newStory, type SignedIn, signIn, syncUrl } from '../support/api.ts';
import { type Program, startServer, temporaryFolder } from '../support/programs.ts';
import { RawPeer } from '../support/raw-peer.ts';
import { hasSmallDisks, startOnSmallDisk } from '../support/small-disk.ts';
import { leftOut, rounds, runSeed, seeded } from '../support/soak.ts';
import { Writer } from '../support/writer.ts';

const STORAGE = 4507;
const FILLS_A_DISK = 5;
const DISKS_AT_ONCE = 5;
const folder = await temporaryFolder('disk');
const smallDisks = hasSmallDisks(folder.path);
await folder.remove();

/** Types until the server closes the line, and gives the code. */
async function typeUntilClosed(writer: Writer, random: () => number): Promise<number> {
  let code: number | null = null;
  writer.provider.once('connection-close', (event: { code: number } | null) => {
    code = event?.code ?? 0;
  });
  while (code === null) {
    writer.type(random);
    await setTimeout(1);
  }
  return code;
}

/** The words of the text, for whoever opens it now. */
async function read(
  server: Program,
  document: string,
  { accessToken }: Pick<SignedIn, 'accessToken'>,
): Promise<Set<string>> {
  const peer = await RawPeer.open(server.url, document, accessToken);
  await peer.sync();
  const { ended } = peer;
  const words = new Set(peer.doc.getMap('fields').keys());
  await peer.close();
  expect(ended, 'why the line of who reads was closed').toBeNull();
  return words;
}

/** All that was acknowledged is there. */
async function expectKept(server: Program, document: string, editor: SignedIn, writer: Writer): Promise<void> {
  const words = await read(server, document, editor);
  const { added } = writer.acknowledged;
  expect([...added].filter((word) => !words.has(word) && !writer.removed.has(word))).toEqual([]);
}

const readiness = async (server: Program) => (await fetch(`${server.url}/readyz`)).status;

/** A new server on a disk that is filled and freed several times while somebody types. Gives how many words were kept. */
async function fillAgainAndAgain(random: () => number): Promise<number> {
  const disk = await temporaryFolder('k6');
  const server = await startOnSmallDisk(disk.path, '24m', (within) => startServer(disk.path, { within }));
  const editor = await signIn(server.url, 'editor');
  const document = `${(await newStory(editor.client)).id}.en`;
  const { protocols } = editor;
  const writer = new Writer({ url: syncUrl(server.url), document, name: 'w', protocols });
  const reader = await RawPeer.open(server.url, document, editor.accessToken);
  try {
    await reader.sync();
    await writer.ready();
    for (let fill = 0; fill < FILLS_A_DISK; fill += 1) {
      server.fill();
      expect(await typeUntilClosed(writer, random)).toBe(STORAGE);
      writer.provider.disconnect();
      await vi.waitFor(async () => expect(await readiness(server)).toBe(503), { timeout: 30_000 });
      await expectKept(server, document, editor, writer);
      server.free();
      await vi.waitFor(async () => expect(await readiness(server)).toBe(200), { timeout: 30_000, interval: 100 });
      writer.provider.connect();
      await writer.settled();
      await expectKept(server, document, editor, writer);
      // Whose line was open all the while, and shows what was acknowledged as ever.
      const { added } = writer.acknowledged;
      const has = (word: string) => writer.removed.has(word) || reader.doc.getMap('fields').has(word);
      await reader.until(() => reader.ended !== null || [...added].every(has));
      expect(reader.ended, 'why the line of who only reads was closed').toBeNull();
    }
    return writer.acknowledged.added.size;
  } finally {
    writer.close();
    await reader.close();
    await server.stop('SIGKILL');
    await disk.remove();
  }
}

describe.skipIf(leftOut('K6') || !smallDisks)('the server’s disk is full', () => {
  it('[K6] nothing is acknowledged, who reads goes on reading, and all goes on by itself once there is room', async () => {
    const seed = runSeed();
    console.info(`[K6] seed ${seed}, ${FILLS_A_DISK} fills a disk`);
    const random = seeded(seed);
    const disks = rounds('K6', 'disks');
    const fillThem = async () => {
      for (const _ of disks) expect(await fillAgainAndAgain(random)).toBeGreaterThan(0);
    };
    // Each ends its own servers, whatever becomes of the others.
    const ends = await Promise.allSettled(Array.from({ length: DISKS_AT_ONCE }, fillThem));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  });
});

describe.skipIf(leftOut('K12'))('another program holds the database', () => {
  it('[K12] writers are told after a bounded wait, and lose nothing', async () => {
    const random = seeded(runSeed());
    const data = await temporaryFolder('k12');
    const server = await startServer(data.path);
    const editor = await signIn(server.url, 'editor');
    const document = `${(await newStory(editor.client)).id}.en`;
    const { protocols } = editor;
    const writer = new Writer({ url: syncUrl(server.url), document, name: 'w', protocols });
    const other = new SqliteDatabase(join(data.path, 'copydesk.sqlite'));
    try {
      await writer.ready();
      for (const _ of rounds('K12', 'locks')) {
        other.exec('BEGIN IMMEDIATE');
        const since = performance.now();
        expect(await typeUntilClosed(writer, random)).toBe(STORAGE);
        expect(performance.now() - since, 'milliseconds until told').toBeLessThan(60_000);
        other.exec('ROLLBACK');
        await writer.settled();
        await expectKept(server, document, editor, writer);
      }
    } finally {
      other.close();
      writer.close();
      await server.stop('SIGKILL');
      await data.remove();
    }
  });
});
