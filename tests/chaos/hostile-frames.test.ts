/** Frames of a hostile client against a hub in memory: whatever comes, the text stays whole and work goes on. */
import {
  decodeFrame,
  encodeAccess,
  encodeAwareness,
  encodeDurable,
  encodeQueryAwareness,
  encodeRefused,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
} from '@copydesk/shared/sync';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { HostileHub, type Impact } from '../support/hostile-hub.ts';
import { HOSTILE_KINDS, hostileUpdate } from '../support/hostile-updates.ts';
import { figure, leftOut, rounds, runSeed, seeded } from '../support/soak.ts';

/** The aim is 50 ms; more than ten times that is a hang. */
const MOST_CPU_MS = 500;
/** So many frames hit one text before a new one is taken. */
const BATCH = 250;

/** Runs `strike` in batches against fresh texts, which must be whole after each; tells what it cost. */
async function bombard(
  id: 'F1' | 'F2' | 'F3' | 'F4',
  turns: Iterable<number>,
  strike: (target: HostileHub, random: () => number, turn: number) => Promise<{ what: string; impact: Impact }>,
): Promise<Map<string, number>> {
  const seed = runSeed();
  console.info(`[${id}] seed ${seed}`);
  const random = seeded(seed);
  const outcomes = new Map<string, number>();
  let worst = { cpuMs: 0, what: '' };
  let target = await HostileHub.start();
  try {
    for (const turn of turns) {
      if (turn > 0 && turn % BATCH === 0) {
        await target.expectWhole(`seed ${seed}, before turn ${turn}`);
        await target.stop();
        target = await HostileHub.start();
      }
      const { what, impact } = await strike(target, random, turn);
      const where = `${what} (seed ${seed}, turn ${turn})`;
      expect(impact.lines, where).toBeLessThanOrEqual(1);
      expect(impact.cpuMs, where).toBeLessThan(MOST_CPU_MS);
      if (impact.cpuMs > worst.cpuMs) worst = { cpuMs: impact.cpuMs, what };
      outcomes.set(impact.outcome, (outcomes.get(impact.outcome) ?? 0) + 1);
    }
    await target.expectWhole(`seed ${seed}, at the end`);
  } finally {
    await target.stop();
  }
  const tally = [...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  console.info(`[${id}] ${tally}; at most ${worst.cpuMs.toFixed(1)} ms (${worst.what})`);
  return outcomes;
}

const below = (random: () => number, count: number) => Math.floor(random() * count);

/** One honest frame of each type, those that only a hub sends included; the client id in it is `own`. */
function honestFrames(own: number): Record<string, Uint8Array> {
  const doc = new Y.Doc();
  doc.clientID = own;
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.setAttribute('id', `p-${own}`);
  const text = new Y.XmlText('Ferries will run.');
  doc.transact(() => {
    paragraph.insert(0, [text]);
    doc.getXmlFragment('content').insert(0, [paragraph]);
    text.format(0, 7, { strong: true });
    doc.getMap('fields').set('byline', { by: 'Ana', of: ['a', 1, 2.5, null, true] });
    text.delete(3, 2);
  });
  const update = Y.encodeStateAsUpdate(doc);
  const stateVector = Y.encodeStateVector(doc);
  const states = encoding.encode((e) => {
    encoding.writeVarUint(e, 1);
    encoding.writeVarUint(e, own);
    encoding.writeVarUint(e, 3);
    encoding.writeVarString(e, '{"cursor":{"anchor":1,"head":2},"user":{"name":"Ana"}}');
  });
  return {
    step1: encodeStep1(stateVector),
    step2: encodeStep2(update),
    update: encodeUpdate(update),
    awareness: encodeAwareness(states),
    queryAwareness: encodeQueryAwareness(),
    auth: Uint8Array.of(2, 0, 2, 0x6e, 0x6f),
    durable: encodeDurable(stateVector, 7, 0),
    access: encodeAccess('write', 'because', 'epoch-1'),
    refused: encodeRefused(3, 'read-only', 'because'),
    later: Uint8Array.of(110, 1, 2, 3),
  };
}

/** Changes, takes out, puts in or repeats a few bytes, cuts off the end, or makes a number longer than it has to be. */
function mutate(frame: Uint8Array, random: () => number): Uint8Array {
  const bytes = [...frame];
  for (let changes = 1 + below(random, 4); changes > 0; changes--) {
    const at = below(random, bytes.length + 1);
    switch (below(random, 6)) {
      case 0:
        bytes.splice(at, 1, below(random, 256));
        break;
      case 1:
        bytes.splice(at, 1 + below(random, 3));
        break;
      case 2:
        bytes.splice(at, 0, below(random, 256));
        break;
      case 3:
        bytes.splice(at, 0, ...bytes.slice(at, at + 1 + below(random, 8)));
        break;
      case 4:
        bytes.length = at;
        break;
      default:
        if (bytes[at] !== undefined) bytes.splice(at, 1, bytes[at] | 0x80, 0);
    }
  }
  return Uint8Array.from(bytes);
}

/** Whether Yjs itself makes something whole of the write in a frame: the judge of what was taken. */
function isWholeWrite(bytes: Uint8Array, before: Uint8Array): boolean {
  const frame = decodeFrame(bytes);
  if (frame.type !== 'step2' && frame.type !== 'update') return false;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, before);
  Y.applyUpdate(doc, frame.update);
  return doc.store.pendingStructs === null && doc.store.pendingDs === null;
}

describe.skipIf(leftOut('F1'))('frames with bytes changed', () => {
  it('[F1] a reader’s leave nothing, a writer’s only what Yjs makes something whole of', async () => {
    const taken = new Map<string, number>();
    const outcomes = await bombard('F1', rounds('F1', 'frames'), async (target, random, turn) => {
      const { own } = target.aim(random);
      const frames = Object.entries(honestFrames(own));
      const [type, frame] = frames[turn % frames.length] ?? ['', new Uint8Array()];
      const bytes = mutate(frame, random);
      const as = turn % 4 < 2 ? 'reader' : 'writer';
      const before = Y.encodeStateAsUpdate(target.honest.doc);
      const impact = await target.strike(bytes, as);
      const what = `${as}: ${Buffer.from(bytes).toString('hex')}`;
      if (as === 'reader' || impact.outcome !== 'nothing')
        expect([impact.rows, impact.heard.text], what).toEqual([0, 0]);
      if (impact.outcome.startsWith('closed')) expect(impact, what).toMatchObject({ lines: 1, heard: { presence: 0 } });
      if (impact.rows > 0) {
        expect(isWholeWrite(bytes, before), what).toBe(true);
        taken.set(type, (taken.get(type) ?? 0) + 1);
      }
      return { what, impact };
    });
    // It bites: most are closed, and some of what changed bytes make is still an honest write.
    expect(outcomes.get('closed 4400')).toBeGreaterThan(figure('F1', 'frames') / 4);
    expect(taken.get('update')).toBeGreaterThan(0);
  });
});

describe.skipIf(leftOut('F2'))('updates that no honest client makes', () => {
  it('[F2] are refused before they touch the text, or leave it whole', async () => {
    await bombard('F2', rounds('F2', 'updates'), async (target, random, turn) => {
      const kind = HOSTILE_KINDS[turn % HOSTILE_KINDS.length] ?? '';
      const aim = target.aim(random);
      const { update, expected } = hostileUpdate(kind, aim);
      const frame = random() < 0.5 ? encodeUpdate(update) : encodeStep2(update);
      const foreign = Y.getState(target.honest.doc.store, aim.foreign[0]);
      const impact = await target.strike(frame, 'writer');
      const what = `${kind}: ${Buffer.from(update.subarray(0, 200)).toString('hex')}`;
      if (expected === 'not taken') expect(impact.rows, what).toBe(0);
      else if (expected !== 'whole') {
        expect(impact.outcome, what).toBe(expected);
        expect([impact.rows, impact.heard.text], what).toEqual([0, 0]);
      }
      expect(Y.getState(target.honest.doc.store, aim.foreign[0]), what).toBe(foreign);
      return { what: kind, impact };
    });
  });
});

const MOST_CLOCK = Number.MAX_SAFE_INTEGER - 1;
const utf8 = new TextEncoder();

/** Awareness frames that claim what is not so: of whom, how often, how much, how deep. */
const PRESENCE: Record<string, (victim: number, own: number, random: () => number) => [number, number, Uint8Array][]> =
  {
    'somebody else’s': (victim, _own, random) => [[victim, below(random, 1e9), utf8.encode('{"cursor":null}')]],
    'somebody else’s, at the last clock there is': (victim) => [[victim, MOST_CLOCK, utf8.encode('{"cursor":null}')]],
    'somebody else’s leaving': (victim) => [[victim, MOST_CLOCK, utf8.encode('null')]],
    'a state that is no object': (_, own, random) => [
      [own, 1, utf8.encode(['7', '"x"', '[]', 'true', '-0'][below(random, 5)] ?? '')],
    ],
    'a state that is no JSON': (_, own, random) => [
      [own, 1, utf8.encode(['{', '', 'nul', '{"a":}'][below(random, 4)] ?? '')],
    ],
    'a state that is not UTF-8': (_, own) => [[own, 1, Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)]],
    'a state nested deep': (_, own, random) => {
      const depth = 20 + below(random, 200_000);
      return [[own, 1, utf8.encode(`{"x":${'['.repeat(depth)}${']'.repeat(depth)}}`)]];
    },
    'a state of a megabyte': (_, own) => [[own, 1, utf8.encode(`{"x":"${'x'.repeat(1_000_000)}"}`)]],
    'keys that every object has': (_, own) => [
      [own, 1, utf8.encode('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')],
    ],
    'ten thousand people': (_, own) =>
      Array.from(
        { length: 10_000 },
        (_unused, n) => [own + 1_000 + n, 1, utf8.encode('{}')] as [number, number, Uint8Array],
      ),
    'another name': (_, own) => [[own, 1, utf8.encode('{"user":{"id":"ana","name":"Name of ana"},"cursor":{}}')]],
  };

describe.skipIf(leftOut('F3'))('presence that is not so', () => {
  it('[F3] leaves others’ as it is, and its own within bounds', async () => {
    const kinds = Object.entries(PRESENCE);
    await bombard('F3', rounds('F3', 'states'), async (target, random, turn) => {
      const [kind, make] = kinds[turn % kinds.length] ?? ['', () => []];
      const { own, foreign } = target.aim(random);
      const states = make(foreign[0], own, random);
      const frame = encodeAwareness(
        encoding.encode((e) => {
          encoding.writeVarUint(e, states.length);
          for (const [client, clock, json] of states) {
            encoding.writeVarUint(e, client);
            encoding.writeVarUint(e, clock);
            encoding.writeVarUint8Array(e, json);
          }
        }),
      );
      const impact = await target.strike(frame, random() < 0.5 ? 'writer' : 'reader');
      expect(impact.rows, kind).toBe(0);
      expect(impact.outcome, kind).toMatch(/^(nothing|closed 4400)$/);
      const names = target.presentNames();
      expect(
        names.filter((name) => name === 'Name of ana'),
        kind,
      ).toHaveLength(1);
      if (kind === 'ten thousand people') expect(target.heardLast(), kind).toBeLessThanOrEqual(16);
      return { what: kind, impact };
    });
  });
});

describe.skipIf(leftOut('F4'))('state vectors that lie', () => {
  it('[F4] are refused by their size, or by their end, and cost no more than honest ones', async () => {
    const write = (count: number, entries: number, random: () => number) =>
      encoding.encode((e) => {
        encoding.writeVarUint(e, count);
        for (let n = 0; n < entries; n++) {
          encoding.writeVarUint(e, n * 7 + below(random, 7));
          encoding.writeVarUint(e, below(random, 2 ** 31));
        }
      });
    const huge = write(1_000_000, 1_000_000, () => 0);
    const kinds: Record<string, [(random: () => number) => Uint8Array, string]> = {
      'a million entries': [() => huge, 'closed 4413'],
      'more entries than there are': [(random) => write(2 ** 31 + below(random, 99), 5, random), 'closed 4400'],
      'fewer entries than there are': [(random) => write(2, 5, random), 'closed 4400'],
      'as many as fit': [(random) => write(8_000, 8_000, random), 'nothing'],
      'an end too early': [(random) => write(5, 5, random).slice(0, 2 + below(random, 9)), 'closed 4400'],
      nothing: [() => new Uint8Array(), 'closed 4400'],
    };
    const table = Object.entries(kinds);
    await bombard('F4', rounds('F4', 'vectors'), async (target, random, turn) => {
      const [kind, [make, outcome]] = table[turn % table.length] ?? ['', [() => new Uint8Array(), '']];
      const impact = await target.strike(encodeStep1(make(random)), random() < 0.5 ? 'writer' : 'reader');
      expect(impact.outcome, kind).toBe(outcome);
      expect([impact.rows, impact.heard.text], kind).toEqual([0, 0]);
      return { what: kind, impact };
    });
  });
});
