/** Many rooms, or one large one: how much can be typed before it takes too long to arrive, and what it costs. */
import { seeded } from '@copydesk/shared/node/testing/seeded';
import { Client } from '../client.ts';
import type { Room } from '../dialects.ts';
import { cpuOf, sleep, until } from '../measure.ts';
import { type Running, type ServerKind, start } from '../servers.ts';
import { Typist } from '../updates.ts';
import { Latencies } from './latencies.ts';
import type { Context, Outcome, Scenario } from './scenario.ts';

const MOST_P99_MS = 200;
/** Letters a second that arrive somewhere, at which the cost is taken. */
const FIXED = 40_000;
/** Seconds of it before: a program that has just started runs code that is not compiled yet, and a server runs for weeks. */
const WARM_UP = 10;
const STEP = 1.3;
const STEP_DOWN = 1.6;
const LEAST = 500;
const MOST = 2_000_000;
/** Connections that are made at the same time. */
const AT_ONCE = 100;
const CLIENT_ID = 50_000;
/** Busier than this, the load generator is what is measured. */
const GENERATOR_FULL = 0.9;

interface Shape {
  readonly rooms: number;
  readonly clients: number;
  readonly writers: number;
  /** Only what it costs at the fixed load is asked. */
  readonly costOnly?: boolean;
}

interface Stage {
  readonly delivered: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpu: number;
  readonly kernel: number;
  readonly perFrame: number;
  readonly generator: number;
  readonly served: boolean;
}

const columns = [
  { key: 'highest', title: 'highest/s', digits: 0 },
  { key: 'cpu', title: 'CPU ms/1000', digits: 2 },
  { key: 'kernel', title: 'kernel %', digits: 0 },
  { key: 'p50', title: 'p50 ms', digits: 1 },
  { key: 'p99', title: 'p99 ms', digits: 1 },
  { key: 'perFrame', title: 'letters/frame', digits: 2 },
];

function scenario(name: string, title: string, shape: (quick: boolean) => Shape): Scenario {
  return { name, title, columns, takes: () => true, run: (kind, context) => run(kind, context, shape(context.quick)) };
}

export const load = scenario(
  'load',
  'rooms of 20 clients, 5 writers each: highest letters delivered a second with p99 < 200 ms; the rest at 40,000/s',
  (quick) => ({ rooms: quick ? 40 : 200, clients: 20, writers: 5 }),
);

/**
 * With as many letters to a room as put two in a frame of a window that nobody sees: what gathering can save at all. In
 * 200 rooms the same load is ten letters a second to each.
 */
export const busyRooms: Scenario = {
  ...scenario('busy-rooms', '40 rooms of 20 clients, 5 writers each, at 40,000/s', () => ({
    rooms: 40,
    clients: 20,
    writers: 5,
    costOnly: true,
  })),
  columns: columns.filter(({ key }) => key !== 'highest'),
};

export const oneRoom: Scenario = {
  ...scenario('one-room', 'one room of 200 clients, 20 writers: the same', (quick) => ({
    rooms: 1,
    clients: quick ? 100 : 200,
    writers: 20,
  })),
  mostRounds: 1,
};

async function run(kind: ServerKind, context: Context, shape: Shape): Promise<Outcome> {
  const server = await start(kind, context.folder, context.nodeArgs);
  const notes: string[] = [];
  let crowd: Crowd | null = null;
  try {
    crowd = await gather(kind, server, shape);
    const seconds = context.quick ? 2.5 : 5;
    await crowd.stage(FIXED, WARM_UP);
    const fixed = await crowd.stage(FIXED, seconds);
    const { highest, tooMuch } = await search(crowd, shape, fixed, seconds);
    if (tooMuch !== null && tooMuch.generator > GENERATOR_FULL) notes.push('the load generator was the limit');
    if (!(await crowd.settled(10_000))) notes.push('not every client was given every letter');
    if (crowd.gaps > 0) notes.push(`${crowd.gaps} frames came with a gap before them`);
    if (crowd.closed > 0) notes.push(`${crowd.closed} connections were closed by the server`);
    const { cpu, kernel, p50, p99, perFrame } = fixed;
    return { figures: { highest: highest?.delivered ?? null, cpu, kernel, p50, p99, perFrame }, notes };
  } finally {
    crowd?.end();
    await server.stop();
  }
}

interface Found {
  readonly highest: Stage | null;
  /** The first load that was more than it could take. */
  readonly tooMuch: Stage | null;
}

async function search(crowd: Crowd, { costOnly }: Shape, fixed: Stage, seconds: number): Promise<Found> {
  if (costOnly) return { highest: null, tooMuch: null };
  return holds(fixed) ? raise(crowd, fixed, seconds) : lower(crowd, seconds);
}

/** Raises the load until it is too much twice, and looks once between the last two. */
async function raise(crowd: Crowd, from: Stage, seconds: number): Promise<Found> {
  const hold = async (rate: number) => {
    const first = await crowd.stage(rate, seconds);
    return holds(first) ? first : crowd.stage(rate, seconds);
  };
  let highest = from;
  for (let rate = FIXED * STEP; rate < MOST; rate *= STEP) {
    const stage = await hold(rate);
    if (!holds(stage)) {
      const between = await hold(rate / Math.sqrt(STEP));
      return { highest: holds(between) ? between : highest, tooMuch: stage };
    }
    highest = stage;
  }
  return { highest, tooMuch: null };
}

/** Where already the fixed load is too much, the way leads down. */
async function lower(crowd: Crowd, seconds: number): Promise<Found> {
  for (let rate = FIXED / STEP_DOWN; rate > LEAST; rate /= STEP_DOWN) {
    const stage = await crowd.stage(rate, seconds);
    if (holds(stage)) return { highest: stage, tooMuch: null };
  }
  return { highest: null, tooMuch: null };
}

function holds({ served, p99 }: Stage): boolean {
  return served && p99 <= MOST_P99_MS;
}

async function gather(kind: ServerKind, server: Running, shape: Shape): Promise<Crowd> {
  const rooms = await kind.dialect.rooms(server.url, shape.rooms);
  const places = rooms.flatMap((room) => Array.from({ length: shape.clients }, (_, i) => ({ room, i })));
  const crowd = new Crowd(server.pid, shape);
  try {
    for (let at = 0; at < places.length; at += AT_ONCE) {
      const some = places.slice(at, at + AT_ONCE).map(({ room, i }) => crowd.add(server.url, room, i < shape.writers));
      await Promise.all(some.map((client) => (kind.holdsDocuments ? client.synced : client.opened)));
    }
    await crowd.begin();
    return crowd;
  } catch (error) {
    crowd.end();
    throw error;
  }
}

interface Writer {
  readonly client: Client;
  readonly typist: Typist;
  /** When each letter was sent, by its clock. */
  readonly sentAt: number[];
}

/** All clients of a run. */
class Crowd {
  readonly #pid: number;
  readonly #shape: Shape;
  readonly #clients: Client[] = [];
  readonly #writers: Writer[] = [];
  readonly #byAuthor = new Map<number, Writer>();
  readonly #latencies = new Latencies();
  #countFrom = Infinity;
  #delivered = 0;

  constructor(pid: number, shape: Shape) {
    this.#pid = pid;
    this.#shape = shape;
  }

  add(url: string, room: Room, writes: boolean): Client {
    const client = new Client(url, room);
    this.#clients.push(client);
    if (writes) {
      const own = CLIENT_ID + this.#writers.length;
      client.author = own;
      const writer = { client, typist: new Typist(own), sentAt: [] };
      this.#writers.push(writer);
      this.#byAuthor.set(own, writer);
    }
    client.onDelivered = (author, from, to) => this.#arrived(author, from, to);
    return client;
  }

  #arrived(author: number, from: number, to: number): void {
    const sentAt = this.#byAuthor.get(author)?.sentAt;
    if (sentAt === undefined) return;
    const now = performance.now();
    for (let clock = from; clock < to; clock++) {
      const at = sentAt[clock];
      if (at === undefined) continue;
      this.#delivered += 1;
      if (at >= this.#countFrom) this.#latencies.add(now - at);
    }
  }

  /** Everybody's paragraph first. */
  async begin(): Promise<void> {
    for (const [i, { client, typist }] of this.#writers.entries()) {
      client.write(typist.first);
      if (i % AT_ONCE === 0) await sleep(5);
    }
    if (!(await this.settled(30_000))) throw new Error('the first paragraphs did not reach everybody');
  }

  /** Types at a rate, then waits until all has arrived. `rate`: letters delivered a second, over all clients. */
  async stage(rate: number, seconds: number): Promise<Stage> {
    const perSecond = rate / (this.#shape.clients - 1);
    const random = seeded(rate);
    const order = this.#writers.toSorted(() => random() - 0.5);
    const warm = performance.now() + 1_000;
    const end = warm + seconds * 1_000;
    this.#latencies.clear();
    this.#countFrom = warm;
    let from = this.#sample();
    let warmed = false;
    let due = 0;
    let next = 0;
    for (let last = performance.now(), now = last; now < end; last = now, now = performance.now()) {
      if (!warmed && now >= warm) {
        warmed = true;
        from = this.#sample();
      }
      due += ((now - last) * perSecond) / 1_000;
      for (; due >= 1; due--) {
        const writer = order[next++ % order.length];
        if (writer === undefined) break;
        writer.sentAt[writer.typist.clock] = performance.now();
        writer.client.type(writer.typist);
      }
      await sleep(1);
    }
    const to = this.#sample();
    const served = await this.settled(2_000);
    const delivered = to.delivered - from.delivered;
    const cpu = to.cpu.total - from.cpu.total;
    const wall = to.at - from.at;
    const perS = (delivered * 1_000) / wall;
    return {
      delivered: perS,
      p50: this.#latencies.percentile(0.5),
      p99: this.#latencies.percentile(0.99),
      cpu: (cpu * 1_000) / delivered,
      kernel: ((to.cpu.kernel - from.cpu.kernel) * 100) / cpu,
      perFrame: delivered / (to.frames - from.frames),
      generator: (to.own - from.own) / wall,
      served: served && perS > rate * 0.9,
    };
  }

  #sample() {
    const own = process.cpuUsage();
    return {
      at: performance.now(),
      cpu: cpuOf(this.#pid),
      delivered: this.#delivered,
      frames: this.#clients.reduce((sum, client) => sum + client.frames, 0),
      own: (own.user + own.system) / 1_000,
    };
  }

  /** True once every client has been given all that the others in its room wrote. */
  settled(ms: number): Promise<boolean> {
    return until(() => this.#missing() === 0, ms);
  }

  #missing(): number {
    let missing = 0;
    const { clients, writers } = this.#shape;
    for (const [i, client] of this.#clients.entries()) {
      const room = Math.floor(i / clients);
      for (const writer of this.#writers.slice(room * writers, (room + 1) * writers)) {
        if (writer.client !== client && client.has.get(writer.typist.client) !== writer.typist.clock) missing += 1;
      }
    }
    return missing;
  }

  get gaps(): number {
    return this.#clients.reduce((sum, client) => sum + client.gaps, 0);
  }

  get closed(): number {
    return this.#clients.filter((client) => client.closedWith !== null).length;
  }

  end(): void {
    for (const client of this.#clients) client.end();
  }
}
