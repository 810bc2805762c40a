/** Rooms in which nobody types: what each holds of the server's memory, and what is left when all have gone. */
import { Client } from '../client.ts';
import { rssOf, sleep, until } from '../measure.ts';
import { type ServerKind, start } from '../servers.ts';
import { textOf } from '../updates.ts';
import type { Context, Outcome, Scenario } from './scenario.ts';

const BYTES = 20_000;
const AT_ONCE = 50;
/** What a server still loads after it listens is part of the empty one. */
const LOADED_MS = 3_000;
/** An open room is idle when its server has had time to see that. */
const SETTLE_MS = 30_000;
const LEAVE_MS = 60_000;
const ENOUGH = 1.5;

export const idle: Scenario = {
  name: 'idle',
  title: 'open rooms of 20 kB with one client each; then all leave',
  columns: [
    { key: 'perRoom', title: 'kB/room', digits: 0 },
    { key: 'empty', title: 'empty MB', digits: 0 },
    { key: 'full', title: 'full MB', digits: 0 },
    { key: 'after', title: 'after 60 s x', digits: 2 },
  ],
  mostRounds: 1,
  takes: (kind) => kind.holdsDocuments,
  run,
};

async function run(kind: ServerKind, context: Context): Promise<Outcome> {
  const count = context.quick ? 300 : 2_000;
  // Making the rooms may cost memory (Copydesk's are stories, made by REST): "empty" is a server that knows them already.
  const maker = await start(kind, context.folder, context.nodeArgs);
  const rooms = await kind.dialect.rooms(maker.url, count).finally(() => maker.stop());
  const server = await start(kind, context.folder, context.nodeArgs);
  const clients: Client[] = [];
  try {
    await sleep(LOADED_MS);
    const empty = rssOf(server.pid);
    for (let at = 0; at < rooms.length; at += AT_ONCE) {
      const some = rooms.slice(at, at + AT_ONCE).map((room) => new Client(server.url, room));
      clients.push(...some);
      await Promise.all(some.map((client) => client.synced));
      for (const [i, client] of some.entries()) client.write(textOf(BYTES, 70_000 + at + i));
    }
    await sleep(SETTLE_MS);
    const full = rssOf(server.pid);
    const lost = clients.filter((client) => client.closedWith !== null).length;
    for (const client of clients) client.end();
    await until(() => rssOf(server.pid) < empty * ENOUGH, context.quick ? LEAVE_MS / 1.5 : LEAVE_MS);
    const after = rssOf(server.pid) / empty;
    return {
      figures: { perRoom: (full - empty) / count, empty: empty / 1_024, full: full / 1_024, after },
      notes: [`${count} rooms`, ...(lost > 0 ? [`${lost} connections were closed by the server`] : [])],
    };
  } finally {
    for (const client of clients) client.end();
    await server.stop();
  }
}
