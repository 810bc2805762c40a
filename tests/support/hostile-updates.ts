/** Yjs updates (V1) that no honest client makes: each well formed up to the one thing that is wrong with it. */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

type Encoder = encoding.Encoder;
type Id = readonly [client: number, clock: number];

/** What became of an update: `refused <code>`, `closed <code>`, `asked` (answered with Step1), or anything that leaves the document whole. */
export type Expected = 'closed 4400' | 'refused foreign-client' | 'asked' | 'not taken' | 'whole';

export interface HostileUpdate {
  readonly kind: string;
  readonly update: Uint8Array;
  readonly expected: Expected;
}

/** What there is to aim at. */
export interface Aim {
  /** A client id that nobody has used yet. */
  readonly own: number;
  /** Somebody else's, and how far it goes. */
  readonly foreign: Id;
  /** An element of the document, a piece of text in it, and something that was deleted. */
  readonly element: Id;
  readonly text: Id;
  readonly deleted: Id;
  readonly random: () => number;
}

interface Struct {
  readonly origin?: Id;
  readonly right?: Id;
  /** A root's name, or what it lies in; only without origins. */
  readonly parent?: string | Id;
  readonly key?: string;
  /** Number of the kind of content, and the content. */
  readonly content: readonly [kind: number, write: (encoder: Encoder) => void];
}

const TYPES = { map: 1, element: 3 } as const;
const MOST = Number.MAX_SAFE_INTEGER;

const text = (value: string): Struct['content'] => [4, (e) => encoding.writeVarString(e, value)];
const raw = (kind: number, ...bytes: number[]): Struct['content'] => [
  kind,
  (e) => encoding.writeUint8Array(e, Uint8Array.from(bytes)),
];
const anyOf = (write: (encoder: Encoder) => void): Struct['content'] => [
  8,
  (e) => {
    encoding.writeVarUint(e, 1);
    write(e);
  },
];
const element: Struct['content'] = [
  7,
  (e) => {
    encoding.writeVarUint(e, TYPES.element);
    encoding.writeVarString(e, 'quote');
  },
];

function writeId(e: Encoder, [client, clock]: Id): void {
  encoding.writeVarUint(e, client);
  encoding.writeVarUint(e, clock);
}

function writeStruct(e: Encoder, { origin, right, parent = 'content', key, content: [kind, write] }: Struct): void {
  encoding.writeUint8(e, kind | (origin ? 0x80 : 0) | (right ? 0x40 : 0) | (key === undefined ? 0 : 0x20));
  if (origin) writeId(e, origin);
  if (right) writeId(e, right);
  if (!origin && !right) {
    encoding.writeVarUint(e, typeof parent === 'string' ? 1 : 0);
    if (typeof parent === 'string') encoding.writeVarString(e, parent);
    else writeId(e, parent);
    if (key !== undefined) encoding.writeVarString(e, key);
  }
  write(e);
}

interface Parts {
  readonly client: number;
  readonly clock?: number;
  readonly structs: readonly Struct[];
  /** How many it says it has. */
  readonly count?: number;
}

function build(clients: readonly Parts[], deletes: readonly (readonly [Id, number])[] = [], tail: number[] = []) {
  return encoding.encode((e) => {
    encoding.writeVarUint(e, clients.length);
    for (const { client, clock = 0, structs, count = structs.length } of clients) {
      encoding.writeVarUint(e, count);
      encoding.writeVarUint(e, client);
      encoding.writeVarUint(e, clock);
      for (const struct of structs) writeStruct(e, struct);
    }
    encoding.writeVarUint(e, deletes.length);
    for (const [[client, clock], length] of deletes) {
      encoding.writeVarUint(e, client);
      encoding.writeVarUint(e, 1);
      encoding.writeVarUint(e, clock);
      encoding.writeVarUint(e, length);
    }
    encoding.writeUint8Array(e, Uint8Array.from(tail));
  });
}

/** Elements, each in the one before it. */
function nested(own: number, depth: number): Struct[] {
  return Array.from({ length: depth }, (_, n) => ({
    parent: n === 0 ? 'content' : ([own, n - 1] as Id),
    content: element,
  }));
}

const within = (random: () => number, from: number, to: number) => from + Math.floor(random() * (to - from));

/** Every kind, with the numbers in it drawn anew. */
const KINDS: Record<string, (aim: Aim) => Omit<HostileUpdate, 'kind'>> = {
  'a clock gap': ({ own, random }) => ({
    update: build([{ client: own, clock: within(random, 1, 1_000), structs: [{ content: text('late') }] }]),
    expected: 'asked',
  }),
  'a huge clock': ({ own }) => ({
    update: build([{ client: own, clock: MOST - 1, structs: [{ content: text('x') }] }]),
    expected: 'asked',
  }),
  'a clock past the end of numbers': ({ own }) => ({
    update: build([{ client: own, clock: MOST, structs: [{ content: text('xyz') }] }]),
    expected: 'closed 4400',
  }),
  'somebody else’s id': ({ foreign: [client, clock] }) => ({
    update: build([{ client, clock, structs: [{ content: text('forged') }] }]),
    expected: 'refused foreign-client',
  }),
  'somebody else’s id from before': ({ foreign: [client, clock], random }) => {
    const start = within(random, 0, clock);
    return {
      update: build([{ client, clock: start, structs: [{ content: text('f'.repeat(clock - start + 3)) }] }]),
      expected: 'refused foreign-client',
    };
  },
  'somebody else’s id with one of its own': ({ own, foreign: [client, clock] }) => ({
    update: build([
      { client: own, structs: [{ content: text('mine') }] },
      { client, clock, structs: [{ content: text('forged') }] },
    ]),
    expected: 'refused foreign-client',
  }),
  'an origin that nobody has': ({ own, random }) => ({
    update: build([{ client: own, structs: [{ origin: [own + 1, within(random, 0, 2 ** 40)], content: text('x') }] }]),
    expected: 'asked',
  }),
  'an origin of its own that comes later': ({ own }) => ({
    update: build([{ client: own, structs: [{ origin: [own, 5], content: text('x') }] }]),
    expected: 'closed 4400',
  }),
  'a circle': ({ own }) => ({
    update: build([
      { client: own + 1, structs: [{ origin: [own, 0], content: text('x') }] },
      { client: own, structs: [{ origin: [own + 1, 0], content: text('y') }] },
    ]),
    expected: 'closed 4400',
  }),
  'a parent that is text': ({ own, text: parent }) => ({
    update: build([{ client: own, structs: [{ parent, content: text('x') }] }]),
    expected: 'whole',
  }),
  'a parent that is deleted': ({ own, deleted: parent }) => ({
    update: build([{ client: own, structs: [{ parent, key: 'x', content: text('x') }] }]),
    expected: 'whole',
  }),
  'a parent that is itself': ({ own }) => ({
    update: build([{ client: own, structs: [{ parent: [own, 0], content: element }] }]),
    expected: 'closed 4400',
  }),
  'neighbours in different places': ({ own, element: right, text: origin }) => ({
    update: build([{ client: own, structs: [{ origin, right, content: text('x') }] }]),
    expected: 'whole',
  }),
  'a key in a list': ({ own, element: parent }) => ({
    update: build([{ client: own, structs: [{ parent, key: 'id', content: anyOf((e) => encoding.writeAny(e, 7)) }] }]),
    expected: 'whole',
  }),
  'a list in a map': ({ own }) => ({
    update: build([{ client: own, structs: [{ parent: 'fields', content: element }] }]),
    expected: 'whole',
  }),
  'a key that every object has': ({ own, random }) => {
    const key = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'][within(random, 0, 4)] ?? '';
    const parent = random() < 0.5 ? 'fields' : 'segments';
    const content = anyOf((e) => encoding.writeAny(e, { polluted: true }));
    return { update: build([{ client: own, structs: [{ parent, key, content }] }]), expected: 'whole' };
  },
  'a root that every object has': ({ own }) => ({
    update: build([{ client: own, structs: [{ parent: '__proto__', key: 'polluted', content: text('x') }] }]),
    expected: 'whole',
  }),
  'an unknown type': ({ own, random }) => ({
    update: build([{ client: own, structs: [{ content: raw(7, within(random, 7, 128)) }] }]),
    expected: 'closed 4400',
  }),
  'an unknown content': ({ own, random }) => ({
    update: build([{ client: own, structs: [{ content: raw(within(random, 11, 32), 0) }] }]),
    expected: 'closed 4400',
  }),
  'elements nested deep': ({ own, random }) => ({
    update: build([{ client: own, structs: nested(own, within(random, 110, 3_000)) }]),
    expected: 'closed 4400',
  }),
  'a value nested deep': ({ own, random }) => ({
    update: build([
      {
        client: own,
        structs: [
          {
            parent: 'fields',
            key: 'deep',
            content: anyOf((e) => {
              for (let n = within(random, 66, 5_000); n > 0; n--) encoding.writeUint8Array(e, Uint8Array.of(117, 1));
              encoding.writeUint8(e, 126);
            }),
          },
        ],
      },
    ]),
    expected: 'closed 4400',
  }),
  'JSON nested deep': ({ own, random }) => {
    const depth = within(random, 66, 5_000);
    const json = '['.repeat(depth) + ']'.repeat(depth);
    const content: Struct['content'] = [5, (e) => encoding.writeVarString(e, json)];
    return { update: build([{ client: own, structs: [{ content }] }]), expected: 'closed 4400' };
  },
  'text that is not UTF-8': ({ own, random }) => ({
    update: build([
      {
        client: own,
        structs: [{ content: raw(4, 3, within(random, 0x80, 0x100), within(random, 0x80, 0x100), 0x41) }],
      },
    ]),
    expected: 'whole',
  }),
  'text without text': ({ own }) => ({
    update: build([{ client: own, structs: [{ content: text('') }] }]),
    expected: 'closed 4400',
  }),
  'JSON that is none': ({ own }) => ({
    update: build([{ client: own, structs: [{ content: [5, (e) => encoding.writeVarString(e, '{"x":')] }] }]),
    expected: 'closed 4400',
  }),
  'a document in the document': ({ own }) => ({
    update: build([
      {
        client: own,
        structs: [
          {
            parent: 'fields',
            key: 'doc',
            content: [
              9,
              (e) => {
                encoding.writeVarString(e, 'another');
                encoding.writeAny(e, { autoLoad: true });
              },
            ],
          },
        ],
      },
    ]),
    expected: 'whole',
  }),
  'more structs than there are': ({ own, random }) => ({
    update: build([{ client: own, structs: [{ content: text('x') }], count: within(random, 2, 2 ** 31) }]),
    expected: 'closed 4400',
  }),
  'no structs': ({ own }) => ({ update: build([{ client: own, structs: [] }]), expected: 'closed 4400' }),
  'one client twice': ({ own }) => ({
    update: build([
      { client: own, structs: [{ content: text('x') }] },
      { client: own, clock: 1, structs: [{ content: text('y') }] },
    ]),
    expected: 'closed 4400',
  }),
  'a hole that it jumps over': ({ own, random }) => ({
    update: build([{ client: own, structs: [{ content: text('x') }, { content: text('y') }] }]).with(
      -1,
      within(random, 1, 128),
    ),
    expected: 'not taken',
  }),
  'deletions of what nobody has': ({ own, random }) => ({
    update: build([], [[[own, within(random, 0, 100)], within(random, 1, 2 ** 40)]]),
    expected: 'asked',
  }),
  'a deletion without end': ({ foreign: [client] }) => ({
    update: build([], [[[client, 0], MOST]]),
    expected: 'asked',
  }),
  'an empty deletion': ({ foreign: [client] }) => ({
    update: build([], [[[client, 0], 0]]),
    expected: 'closed 4400',
  }),
  'bytes after its end': ({ own, random }) => ({
    update: build([{ client: own, structs: [{ content: text('x') }] }], [], [within(random, 0, 256)]),
    expected: 'closed 4400',
  }),
  'numbers not in their shortest form': ({ own }) => {
    const honest = build([{ client: own, structs: [{ content: text('x') }] }]);
    return { update: Uint8Array.of(0x81, 0, ...honest.subarray(1)), expected: 'closed 4400' };
  },
  'the second version of the format': ({ own, random }) => {
    const doc = new Y.Doc();
    doc.clientID = own;
    doc.getText('content').insert(0, 'x'.repeat(within(random, 1, 50)));
    return { update: Y.encodeStateAsUpdateV2(doc), expected: 'not taken' };
  },
};

export const HOSTILE_KINDS = Object.keys(KINDS);

export function hostileUpdate(kind: string, aim: Aim): HostileUpdate {
  const make = KINDS[kind];
  if (make === undefined) throw new Error(`no kind ${kind}`);
  return { kind, ...make(aim) };
}
