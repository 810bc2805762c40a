/** Forty people who have nothing open a long history at once. */
import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import { Client } from '../client.ts';
import { cpuOf, percentile } from '../measure.ts';
import { type ServerKind, start } from '../servers.ts';
import { history } from '../updates.ts';
import type { Context, Outcome, Scenario } from './scenario.ts';

const CLIENTS = 40;
const ROUNDS = 3;
const made = new Map<number, Uint8Array>();

function scenario(operations: number): Scenario {
  return {
    name: `join-${operations / 1_000}k`,
    title: `${CLIENTS} cold clients join a history of ${operations} operations at once`,
    columns: [
      { key: 'cpu', title: 'CPU ms/join', digits: 2 },
      { key: 'p50', title: 'p50 ms', digits: 0 },
      { key: 'p99', title: 'slowest ms', digits: 0 },
    ],
    takes: (kind) => kind.holdsDocuments,
    run: (kind, context) => run(kind, context, operations),
  };
}

export const join50k = scenario(50_000);
export const join200k = scenario(200_000);

/** The same history for every server. */
export function historyOf(operations: number): Uint8Array {
  const known = made.get(operations) ?? history(operations);
  made.set(operations, known);
  return known;
}

async function run(kind: ServerKind, context: Context, operations: number): Promise<Outcome> {
  const state = historyOf(operations);
  const expected = Y.parseUpdateMeta(state).to;
  const server = await start(kind, context.folder, context.nodeArgs);
  const notes: string[] = [];
  const open: Client[] = [];
  try {
    const [room] = await kind.dialect.rooms(server.url, 1);
    if (room === undefined) throw new Error('no room');
    const author = new Client(server.url, room);
    open.push(author);
    await author.synced;
    author.write(state);
    // Somebody who has it all: then it is there.
    await wait(1_000);
    const cpu: number[] = [];
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const before = cpuOf(server.pid).total;
      const joined = await Promise.all(
        Array.from({ length: CLIENTS }, async () => {
          const from = performance.now();
          const client = new Client(server.url, room, { keepWhole: true });
          open.push(client);
          await client.synced;
          times.push(performance.now() - from);
          return client;
        }),
      );
      cpu.push((cpuOf(server.pid).total - before) / CLIENTS);
      const short = joined.filter((client) => !holdsAll(client.whole, expected)).length;
      if (short > 0) notes.push(`${short} of ${CLIENTS} were not given everything`);
      for (const client of joined) client.end();
      await wait(300);
    }
    return {
      figures: { cpu: percentile(cpu, 0.5), p50: percentile(times, 0.5), p99: percentile(times, 0.999) },
      notes: [...notes, `${Math.round(state.length / 1_000)} kB`],
    };
  } finally {
    for (const client of open) client.end();
    await server.stop();
  }
}

export function holdsAll(whole: Uint8Array | null, expected: ReadonlyMap<number, number>): boolean {
  if (whole === null) return false;
  const { to } = Y.parseUpdateMeta(whole);
  return [...expected].every(([client, clock]) => (to.get(client) ?? 0) >= clock);
}
