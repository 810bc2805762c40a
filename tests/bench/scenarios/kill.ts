/** The server is killed while people type: what of that it had confirmed, or shown to others, is gone? */
import { seeded } from '@copydesk/shared/node/testing/seeded';
import { Client } from '../client.ts';
import type { Room } from '../dialects.ts';
import { sleep } from '../measure.ts';
import { type ServerKind, start } from '../servers.ts';
import { Typist } from '../updates.ts';
import type { Context, Outcome, Scenario } from './scenario.ts';

const ROOMS = 10;
const WRITERS = 3;
const LETTERS_PER_SECOND = 30;
const CLIENT_ID = 90_000;
/** hocuspocus stores after ten seconds of typing without a pause: less would be unjust to it. */
const SHORTEST_MS = 11_000;

export const kill: Scenario = {
  name: 'kill',
  title: `kill -9 while ${ROOMS * WRITERS} people type ${LETTERS_PER_SECOND} letters a second each`,
  columns: [
    { key: 'acknowledged', title: 'acknowledged', digits: 0 },
    { key: 'lostAcknowledged', title: 'of them lost', digits: 0 },
    { key: 'delivered', title: 'delivered', digits: 0 },
    { key: 'lostDelivered', title: 'of them lost', digits: 0 },
  ],
  mostRounds: 1,
  takes: (kind) => kind.stores,
  run,
};

interface Writer {
  readonly room: Room;
  readonly client: Client;
  readonly typist: Typist;
  /** Clock after each write. */
  readonly clocks: number[];
}

async function run(kind: ServerKind, context: Context): Promise<Outcome> {
  const random = seeded(7);
  const kills = context.quick ? 2 : 5;
  const sum = { acknowledged: 0, lostAcknowledged: 0, delivered: 0, lostDelivered: 0 };
  for (let i = 0; i < kills; i++) {
    const server = await start(kind, context.folder, context.nodeArgs);
    let writers: readonly Writer[] = [];
    let rooms: readonly Room[] = [];
    try {
      // Rooms of their own each time: what a peer keeps by a name would be met again.
      rooms = (await kind.dialect.rooms(server.url, ROOMS * (i + 1))).slice(ROOMS * i);
      writers = await typeFor(server.url, rooms, SHORTEST_MS + random() * 3_000);
    } finally {
      await server.stop('SIGKILL');
    }
    // What was on its way to us still counts.
    await sleep(200);
    for (const { client } of writers) client.end();
    const again = await start(kind, context.folder);
    try {
      for (const room of rooms) {
        const reader = new Client(again.url, room);
        await reader.synced;
        await sleep(50);
        reader.end();
        const inRoom = writers.filter((writer) => writer.room === room);
        for (const writer of inRoom) {
          const author = writer.typist.client;
          const kept = reader.has.get(author) ?? 0;
          const acknowledged = acknowledgedClock(writer);
          const seen = Math.max(...inRoom.map((other) => (other === writer ? 0 : (other.client.has.get(author) ?? 0))));
          sum.acknowledged += acknowledged;
          sum.lostAcknowledged += Math.max(0, acknowledged - kept);
          sum.delivered += seen;
          sum.lostDelivered += Math.max(0, seen - kept);
        }
      }
    } finally {
      await again.stop();
    }
  }
  return { figures: sum, notes: [`${kills} kills`] };
}

/** Up to which clock the server had confirmed. Its first acknowledgement is of the Step2 that each client answers with. */
function acknowledgedClock({ client, clocks }: Writer): number {
  return clocks[Math.min(clocks.length, client.acknowledged - client.answers) - 1] ?? 0;
}

async function typeFor(url: string, rooms: readonly Room[], ms: number): Promise<readonly Writer[]> {
  const writers = rooms.flatMap((room, r) =>
    Array.from({ length: WRITERS }, (_, w): Writer => {
      const typist = new Typist(CLIENT_ID + r * WRITERS + w);
      return { room, client: new Client(url, room), typist, clocks: [] };
    }),
  );
  await Promise.all(writers.map(({ client }) => client.synced));
  const write = ({ client, typist, clocks }: Writer, update: Uint8Array) => {
    client.write(update);
    clocks.push(typist.clock);
  };
  for (const writer of writers) write(writer, writer.typist.first);
  const end = performance.now() + ms;
  while (performance.now() < end) {
    await sleep(1_000 / LETTERS_PER_SECOND);
    for (const writer of writers) write(writer, writer.typist.next());
  }
  return writers;
}
