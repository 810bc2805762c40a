/** Two people write one story over lines that delay, throttle, break and go dead, and a server that goes away mid-exchange. */
import { setTimeout } from 'node:timers/promises';
import { contentOf, readEdition } from '@copydesk/editor/schema';
import { canonicalContent, sealOf, textBlocks } from '@copydesk/shared/article';
import { documentName } from '@copydesk/shared/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { DocumentWindow } from '../../apps/desktop/src/replica/testing/window.ts';
import { newStory, signIn } from '../support/api.ts';
import { type Line, startProxy } from '../support/proxy.ts';
import { type Newsroom, type Person, startReplicaNewsroom } from '../support/replicas.ts';
import { leftOut, rounds, runSeed } from '../support/soak.ts';
import { createRandom, type Random } from '../support/world/random.ts';

/** Worlds that live at the same time: most of a run is waiting for a line to come back. */
const AT_ONCE = 5;
const STEPS = 40;
/** The catalogue's 10 s, ten times over: only a hang takes longer. */
const MOST_MS = 100_000;
/** Frames of an exchange, both ways: what each holds, access, what each lacks, and that it was kept. */
const BOUNDARIES = 7;

const FAULTS = ['delay', 'throttle', 'cut', 'half-open', 'mend'] as const;
type Fault = (typeof FAULTS)[number];

interface Seat {
  readonly person: Person;
  readonly line: Line;
}

let newsroom: Newsroom;
const lines: Line[] = [];
beforeAll(async () => {
  newsroom = await startReplicaNewsroom();
});
afterAll(async () => {
  await newsroom.stop();
  for (const line of lines) await line.stop();
});

/** A person whose desktop knows the server by a line of its own. */
async function seat(key: string): Promise<Seat> {
  const line = await startProxy(newsroom.server().url);
  lines.push(line);
  return { person: await newsroom.signIn(key, { server: line.url }), line };
}

/** Opens a document as soon as it can be had: the line may still be on its way back. */
async function openWhole(person: Person, document: string): Promise<DocumentWindow> {
  for (;;) {
    await person.untilLine('online');
    const window = await person.open(document);
    if (window.synced()) return window;
  }
}

function paragraphOf(doc: Y.Doc): Y.XmlText {
  const paragraph = contentOf(doc)
    .toArray()
    .find((node) => node instanceof Y.XmlElement && node.nodeName === 'paragraph');
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error('the text has no paragraph');
  return text;
}

const plain = (doc: Y.Doc): string => String(paragraphOf(doc).toJSON());
const wordsOf = (text: string): string[] => text.split(' ').filter((word) => word !== '');
const sealIn = (doc: Y.Doc): string => sealOf(canonicalContent(readEdition(doc), null));

/** Types words between words, and takes some of their own back. */
class Typist {
  readonly alive = new Set<string>();
  readonly #name: string;
  readonly #random: Random;
  #count = 0;

  constructor(name: string, random: Random) {
    this.#name = name;
    this.#random = random;
  }

  type(doc: Y.Doc): void {
    const text = paragraphOf(doc);
    const before = plain(doc);
    const victim = this.#random.below(4) === 0 ? this.#random.oneOf([...this.alive]) : undefined;
    if (victim !== undefined && before.includes(`${victim} `)) {
      this.alive.delete(victim);
      text.delete(before.indexOf(`${victim} `), victim.length + 1);
      return;
    }
    const word = `${this.#name}${this.#count++}.`;
    const starts = [0, ...[...before.matchAll(/ /g)].map(({ index }) => index + 1)];
    this.alive.add(word);
    text.insert(this.#random.oneOf(starts) ?? 0, `${word} `);
  }
}

const befall: Readonly<Record<Fault, (line: Line, random: Random) => void>> = {
  delay: (line, random) => line.delay(random.below(300)),
  throttle: (line, random) => line.slowDown(2_000 + random.below(20_000)),
  cut: (line) => line.cut(),
  'half-open': (line) => line.goDead(),
  mend: (line) => line.mend(),
};

/** Both windows and the server have one text, all of it is kept there, and it is what was typed, each word once. */
async function expectOne(document: string, windows: readonly DocumentWindow[], typists: readonly Typist[]) {
  const [articleId = '', language = ''] = document.split('.');
  const stored = await newsroom.server().context.hub.exclusive(documentName(articleId, language), async (turn) => ({
    seal: sealIn(turn.doc),
    text: plain(turn.doc),
  }));
  for (const { doc } of windows) expect(sealIn(doc)).toBe(stored.seal);
  expect(wordsOf(stored.text).toSorted()).toEqual(typists.flatMap(({ alive }) => [...alive]).toSorted());
}

/** Waits until both have all of each other's and the server has all of both's. Gives how long that took. */
async function untilOne(windows: readonly DocumentWindow[]): Promise<number> {
  const since = performance.now();
  const [first, second] = windows;
  if (first === undefined || second === undefined) throw new Error('one needs two');
  const isOne = () => windows.every((window) => window.savedOnServer()) && sealIn(first.doc) === sealIn(second.doc);
  while (!isOne()) await Promise.race([first.changes.until(isOne), second.changes.until(isOne)]);
  return performance.now() - since;
}

describe.skipIf(leftOut('C2'))('lines that delay, throttle, break and go dead', () => {
  it('[C2] end with one text that has everything once, soon after they are mended', async () => {
    const first = runSeed();
    console.info(`[C2] seeds from ${first}`);
    const happened = new Map<Fault, number>();
    let slowest = 0;
    let words = 0;

    async function run(seed: number, seats: readonly Seat[]): Promise<void> {
      const random = createRandom(seed);
      const document = `${(await newStory(client)).id}.en`;
      const windows = await Promise.all(seats.map(({ person }) => openWhole(person, document)));
      const typists = ['sara', 'omar'].map((name) => new Typist(name, random));
      for (let step = 0; step < STEPS; step++) {
        const who = random.below(2);
        const [window, typist, at] = [windows[who], typists[who], seats[who]];
        if (window === undefined || typist === undefined || at === undefined) continue;
        if (random.below(4) > 0) {
          typist.type(window.doc);
        } else {
          const fault = random.oneOf(FAULTS) ?? 'mend';
          befall[fault](at.line, random);
          happened.set(fault, (happened.get(fault) ?? 0) + 1);
        }
        await setTimeout(random.below(30));
      }
      for (const { line } of seats) line.mend();
      slowest = Math.max(slowest, await untilOne(windows));
      await expectOne(document, windows, typists);
      expect(windows.map((window) => window.closed())).toEqual([null, null]);
      for (const { person } of seats) expect((await person.rpc.local('heldChanges', {})).held).toEqual([]);
      words += typists.reduce((sum, { alive }) => sum + alive.size, 0);
      for (const window of windows) window.close();
    }

    const { client } = await signIn(newsroom.server().url, 'editor');
    const runs = rounds('C2', 'runs');
    const world = async () => {
      const seats = [await seat('editor'), await seat('editor2')];
      for (const n of runs) {
        await run(first + n, seats).catch((error: unknown) => {
          throw new Error(`[C2] seed ${first + n}: ${String(error)}`, { cause: error });
        });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, world));
    const told = [...happened].map(([fault, times]) => `${fault} ${times}`).join(', ');
    console.info(`[C2] ${words} words; ${told}; one text ${(slowest / 1_000).toFixed(1)} s after mending at most`);
    for (const fault of FAULTS) expect(happened.get(fault), fault).toBeGreaterThan(0);
    expect(slowest).toBeLessThan(MOST_MS);
  });
});

/** One story that a desktop is to have for the first time, or again with something of its own that nobody has. */
interface Exchange {
  readonly seat: Seat;
  readonly isNew: boolean;
  /** After how many frames it breaks off. */
  readonly frames: number;
  readonly document: string;
  readonly hers: DocumentWindow;
  readonly his: DocumentWindow | null;
  readonly typists: readonly [Typist, Typist];
}

describe.skipIf(leftOut('N3'))('a server that is started anew in the middle of an exchange', () => {
  it('[N3] costs no text, and no part of a story is shown as the whole', async () => {
    const seed = runSeed();
    console.info(`[N3] seed ${seed}`);
    const random = createRandom(seed);
    const sara = await newsroom.signIn('editor');
    const seats = await Promise.all(Array.from({ length: AT_ONCE }, () => seat('editor2')));
    let shown = 0;

    /** Both write; he is offline in the end. */
    async function prepare(at: Seat, n: number): Promise<Exchange> {
      const isNew = n % 2 === 0;
      const typists = [new Typist('sara', random), new Typist('omar', random)] as const;
      const { client } = await signIn(newsroom.server().url, 'editor');
      const offline = () => at.person.rpc.local('setOffline', { offline: true });
      // Else his computer fetches the story as it begins, and it is not new to it.
      if (isNew) await offline();
      const document = `${(await newStory(client)).id}.en`;
      const hers = await openWhole(sara, document);
      const his = isNew ? null : await openWhole(at.person, document);
      if (!isNew) await offline();
      for (let times = 0; times < 20; times++) typists[0].type(hers.doc);
      for (let times = 0; his !== null && times < 5; times++) typists[1].type(his.doc);
      await Promise.all([hers.changes.until(hers.savedOnServer), his?.changes.until(his.savedHere)]);
      return { seat: at, isNew, frames: Math.floor(n / 2) % BOUNDARIES, document, hers, his, typists };
    }

    async function breakOff({ seat: { person, line }, document, frames }: Exchange): Promise<void> {
      const broken = line.cutAfter(document, frames);
      await person.rpc.local('setOffline', { offline: false });
      await broken;
    }

    /** What he can see while the server is away: a copy from before may lack what came since, a new one has all or is none. */
    async function look({ seat: { person }, document, isNew, typists, frames }: Exchange): Promise<void> {
      const window = await person.open(document);
      if (window.synced()) {
        shown += 1;
        const words = new Set(wordsOf(plain(window.doc)));
        if (isNew) expect([...words].toSorted(), `${frames} frames`).toEqual([...typists[0].alive].toSorted());
        for (const word of typists[1].alive) expect(words).toContain(word);
        expect(textBlocks(readEdition(window.doc).content).filter(({ type }) => type === 'headline')).toHaveLength(1);
      }
      window.close();
    }

    async function finish({ seat: { person }, document, hers, his, typists }: Exchange): Promise<void> {
      const back = his ?? (await openWhole(person, document));
      typists[1].type(back.doc);
      await untilOne([hers, back]);
      await expectOne(document, [hers, back], typists);
      for (const window of [hers, back]) window.close();
    }

    for (const restart of rounds('N3', 'restarts')) {
      const exchanges = await Promise.all(seats.map((at, i) => prepare(at, restart * AT_ONCE + i)));
      await Promise.all(exchanges.map(breakOff));
      await newsroom.stopServer();
      for (const exchange of exchanges) await look(exchange);
      for (const { hers, typists } of exchanges) typists[0].type(hers.doc);
      await newsroom.startServer();
      for (const { line } of seats) line.mend();
      await Promise.all(exchanges.map(finish));
    }
    console.info(`[N3] ${shown} times the story was there while the server was not`);
    expect(shown).toBeGreaterThan(0);
  });
});
