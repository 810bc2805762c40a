/** From nothing running to a stored document in somebody's hands. */
import * as Y from 'yjs';
import { Client } from '../client.ts';
import { percentile, sleep, until } from '../measure.ts';
import { type ServerKind, start } from '../servers.ts';
import { historyOf, holdsAll } from './joins.ts';
import type { Context, Outcome, Scenario } from './scenario.ts';

const OPERATIONS = 50_000;
const STARTS = 3;
/** hocuspocus stores two seconds after the last change. */
const STORED_MS = 4_000;

export const coldStart: Scenario = {
  name: 'cold-start',
  title: `start of the program until a client has the stored document of ${OPERATIONS} operations`,
  columns: [
    { key: 'listening', title: 'listening ms', digits: 0 },
    { key: 'inHand', title: 'in hand ms', digits: 0 },
  ],
  takes: (kind) => kind.stores,
  run,
};

async function run(kind: ServerKind, context: Context): Promise<Outcome> {
  const state = historyOf(OPERATIONS);
  const expected = Y.parseUpdateMeta(state).to;
  const first = await start(kind, context.folder);
  const [room] = await kind.dialect.rooms(first.url, 1);
  if (room === undefined) throw new Error('no room');
  try {
    const author = new Client(first.url, room);
    await author.synced;
    author.write(state);
    await until(() => author.acknowledged >= author.answers + author.sent, STORED_MS);
    await sleep(STORED_MS);
    author.end();
  } finally {
    await first.stop();
  }
  const listening: number[] = [];
  const inHand: number[] = [];
  const notes: string[] = [];
  for (let i = 0; i < STARTS; i++) {
    const from = performance.now();
    const server = await start(kind, context.folder, context.nodeArgs);
    listening.push(performance.now() - from);
    const client = new Client(server.url, room, { keepWhole: true });
    try {
      await client.synced;
      inHand.push(performance.now() - from);
      if (!holdsAll(client.whole, expected)) notes.push('the document was not all there');
    } finally {
      client.end();
      await server.stop();
    }
  }
  return { figures: { listening: percentile(listening, 0.5), inHand: percentile(inHand, 0.5) }, notes };
}
