/**
 * Five desktops, one server, real databases, and a seed that decides who does what and when the line moves, breaks or
 * a process dies: in the end all have the same text. To repeat one: `COPYDESK_SEED=<seed>`; one that failed goes into
 * `PINNED`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BLANK_EDITION } from '@copydesk/editor/schema';
import { applyAsIs, documentName } from '@copydesk/shared/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { temporaryFolder } from '../support/programs.ts';
import { figure, leftOut, rounds, runSeed } from '../support/soak.ts';
import { Desktop, MINE, stateOf } from '../support/world/desktop.ts';
import { befall, type Fault, isFault } from '../support/world/faults.ts';
import { ACTS, type Act, perform } from '../support/world/people.ts';
import { createRandom } from '../support/world/random.ts';
import { Server } from '../support/world/server.ts';
import { settle, turn } from '../support/world/settle.ts';

const DESKTOPS = 5;
const TEXT = documentName('0b5e6f0a-0000-4000-8000-00000000000c', 'en');
const NOTES = documentName('0b5e6f0a-0000-4000-8000-00000000000c', 'en', true);
/** Seeds that once failed. */
const PINNED: readonly number[] = [2072387849, 701965, 214720286];

/** How often each thing is done, in a hundred. */
const EVENTS: readonly (readonly [event: Act | Event, weight: number])[] = [
  ['type', 26],
  ['delete', 9],
  ['format', 6],
  ['move', 3],
  ['split', 3],
  ['undo', 5],
  ['field', 3],
  ['note', 4],
  ['reply', 3],
  ['move frames', 22],
  ['move some frames', 8],
  ['go offline', 2],
  ['go online', 4],
  ['cut', 1],
  ['crash', 0.5],
  ['crash with windows', 0.3],
  ['server crash', 0.2],
];
type Event = Fault | 'server crash';
const HUNDRED = EVENTS.reduce((sum, [, weight]) => sum + weight, 0);

let folder: { readonly path: string; remove(): Promise<void> };
beforeEach(async () => {
  folder = await temporaryFolder('world');
});
afterEach(() => folder.remove());

function isAct(event: Act | Event): event is Act {
  return ACTS.some((act) => act === event);
}

interface World {
  /** How often each thing was done. */
  readonly done: ReadonlyMap<Act | Event, number>;
  readonly moved: number;
  /** What each window wrote, in its order. */
  readonly written: readonly (readonly Uint8Array[])[];
  readonly state: string;
}

async function live(seed: number, operations: number): Promise<World> {
  const random = createRandom(seed);
  const path = join(folder.path, String(seed));
  mkdirSync(path);
  const server = new Server(join(path, 'server.sqlite'), [TEXT, NOTES]);
  await server.create(TEXT, BLANK_EDITION);
  await server.create(NOTES, null);
  let clients = 1;
  const desktops: Desktop[] = [];
  for (let n = 0; n < DESKTOPS; n++) {
    const peer = { userId: `person-${n % 4}`, name: `Person ${n % 4}`, sessionId: `session-${n}` };
    const file = join(path, `replica-${n}.sqlite`);
    const nextClient = () => (clients += 1 + random.below(1000));
    desktops.push(await Desktop.start({ file, peer, documents: [TEXT, NOTES], server: () => server.hub, nextClient }));
  }
  const done = new Map<Act | Event, number>();
  const written = new Map<Y.Doc, Uint8Array[]>();
  let moved = 0;

  function watch(doc: Y.Doc): void {
    if (written.has(doc)) return;
    const updates: Uint8Array[] = [];
    written.set(doc, updates);
    doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'hub' && updates.push(update));
  }

  function pick(): Act | Event {
    let left = random.below(HUNDRED * 10) / 10;
    for (const [event, weight] of EVENTS) {
      left -= weight;
      if (left < 0) return event;
    }
    return 'type';
  }

  async function happen(event: Act | Event, desktop: Desktop): Promise<boolean> {
    if (isAct(event)) {
      const [text, notes, { undo }] = [desktop.doc(TEXT), desktop.doc(NOTES), desktop];
      if (text === null || notes === null || undo === null) return false;
      watch(text);
      return perform(event, { text, notes, undo, origin: MINE, random });
    }
    if (isFault(event)) {
      const frames = await befall(event, desktop, random);
      moved += frames ?? 0;
      return frames !== null;
    }
    await server.crash();
    for (const each of desktops) each.line.cut();
    await turn();
    for (const each of desktops) if (each.online) each.goOnline();
    return true;
  }

  try {
    for (let n = 0; n < operations; n++) {
      const event = pick();
      const desktop = random.oneOf(desktops);
      if (desktop !== undefined && (await happen(event, desktop))) done.set(event, (done.get(event) ?? 0) + 1);
    }
    const settled = await settle(server, desktops);
    moved += settled.moved;
    const { state } = settled;
    expect(state, `seed ${seed}`).not.toContain('pending');
    return { done, moved, written: [...written.values()], state };
  } finally {
    for (const desktop of desktops) await desktop.stop();
    await server.stop();
  }
}

describe.skipIf(leftOut('C1'))('five desktops and a server', () => {
  it('[C1] have the same text in the end, whatever was typed, undone, cut off and killed', async () => {
    const first = runSeed();
    const operations = figure('C1', 'operations');
    console.info(`[C1] seeds from ${first}, ${operations} operations each`);
    const done = new Map<string, number>();
    let moved = 0;
    const states = new Set<string>();
    const run = async (seed: number) => {
      const world = await live(seed, operations).catch((error: unknown) => {
        throw new Error(`[C1] seed ${seed}: ${String(error)}`, { cause: error });
      });
      for (const [event, times] of world.done) done.set(event, (done.get(event) ?? 0) + times);
      moved += world.moved;
      states.add(world.state);
    };
    for (const seed of PINNED) await run(seed);
    for (const n of rounds('C1', 'seeds')) if (!PINNED.includes(first + n)) await run(first + n);
    console.info(`[C1] ${moved} frames moved; ${[...done].map(([event, times]) => `${event} ${times}`).join(', ')}`);
    // That they are equal says nothing if nothing was done.
    for (const [event] of EVENTS) expect(done.get(event), event).toBeGreaterThan(0);
    expect(moved).toBeGreaterThan(operations);
    expect(states.size).toBeGreaterThan(1);
  });
});

describe.skipIf(leftOut('C3'))('the log of a story', () => {
  it('[C3] gives the same text and the same bytes in every order, each person\u2019s own order kept', async () => {
    const first = runSeed();
    console.info(`[C3] seeds from ${first}`);
    for (const n of rounds('C3', 'logs')) {
      const { written } = await live(first + n, figure('C1', 'operations'));
      const total = written.reduce((sum, updates) => sum + updates.length, 0);
      expect(total).toBeGreaterThan(50);
      const random = createRandom(first + n);
      const outcomes = new Set<string>();
      for (let order = 0; order < 50; order++) outcomes.add(merged(interleaved(written, random.below)));
      expect(outcomes.size, `seed ${first + n}`).toBe(1);
    }
  });
});

/** All updates, each window's in its order, windows in turns by chance. */
function interleaved(written: readonly (readonly Uint8Array[])[], below: (limit: number) => number): Uint8Array[] {
  const queues = written.map((updates) => [...updates]).filter((updates) => updates.length > 0);
  const order: Uint8Array[] = [];
  while (queues.length > 0) {
    const at = below(queues.length);
    const next = queues[at]?.shift();
    if (next !== undefined) order.push(next);
    if (queues[at]?.length === 0) queues.splice(at, 1);
  }
  return order;
}

/** The text that updates give in this order, and the bytes it is encoded to. */
function merged(updates: readonly Uint8Array[]): string {
  const doc = new Y.Doc();
  for (const update of [BLANK_EDITION, ...updates]) applyAsIs(doc, [update]);
  const bytes = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64');
  return `${stateOf(doc)} ${bytes}`;
}
