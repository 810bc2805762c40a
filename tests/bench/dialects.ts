/** How one speaks to each kind of server: where a room is, what opens it, how its frames are wrapped. */
import { decodeFrame } from '@copydesk/shared/sync';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { newStory, signIn } from '../support/api.ts';

const SYNC = 0;
const AUTH = 2;
const SYNC_REPLY = 4;
const SYNC_STATUS = 8;
const PING = 9;
const STEP1 = 0;
const STEP2 = 1;
const UPDATE = 2;
const DURABLE = 100;
const EMPTY_STATE_VECTOR = Uint8Array.of(0);
const EMPTY_UPDATE = Uint8Array.of(0, 0);

/** What came in a frame. */
export type Message =
  | { readonly kind: 'update'; readonly update: Uint8Array; readonly whole: boolean }
  /** The server says it has this many of our writes: taken altogether, or one more. */
  | { readonly kind: 'acknowledged'; readonly writes: number; readonly counted: 'all' | 'one' }
  | { readonly kind: 'step1' }
  | { readonly kind: 'other' };

/** A room that clients can go to. */
export interface Room {
  readonly path: string;
  readonly protocols: readonly string[];
  /** Frames that ask for the document, for a client that has nothing. */
  readonly hello: readonly Uint8Array[];
  /** What a client has to say now and then to be let stay, or null: an answer to pings is enough. */
  readonly keepAlive: Uint8Array | null;
  /** Answers the server's Step1: nothing to add. */
  readonly nothing: Uint8Array;
  write(update: Uint8Array): Uint8Array;
  read(frame: Uint8Array): Message;
}

export interface Dialect {
  /** Makes rooms on a server that has just started. */
  rooms(url: string, count: number): Promise<readonly Room[]>;
}

const OTHER: Message = { kind: 'other' };

function sync(kind: number, body: Uint8Array, name?: string): Uint8Array {
  return encoding.encode((to) => {
    if (name !== undefined) encoding.writeVarString(to, name);
    encoding.writeVarUint(to, SYNC);
    encoding.writeVarUint(to, kind);
    encoding.writeVarUint8Array(to, body);
  });
}

function readSync(from: decoding.Decoder): Message {
  const kind = decoding.readVarUint(from);
  if (kind === STEP1) return { kind: 'step1' };
  return { kind: 'update', update: decoding.readVarUint8Array(from), whole: kind === STEP2 };
}

/** y-websocket's own wire, without an account; `hello` as of a room. */
const withoutAccount = (hello: readonly Uint8Array[]): Dialect => ({
  rooms: async (_url, count) =>
    Array.from({ length: count }, (_, i) => ({
      path: `/room-${i}`,
      protocols: [],
      hello,
      keepAlive: null,
      nothing: sync(STEP2, EMPTY_UPDATE),
      write: (update: Uint8Array) => sync(UPDATE, update),
      read(frame: Uint8Array): Message {
        const from = decoding.createDecoder(frame);
        return decoding.readVarUint(from) === SYNC ? readSync(from) : OTHER;
      },
    })),
});

export const yWebsocket = withoutAccount([sync(STEP1, EMPTY_STATE_VECTOR)]);

/** Nobody there could answer a Step1. */
export const relay = withoutAccount([]);

/** hocuspocus 4: every frame names the document, and signing in comes first. */
export const hocuspocus: Dialect = {
  rooms: async (_url, count) =>
    Array.from({ length: count }, (_, i) => {
      const name = `room-${i}`;
      const signIn = encoding.encode((to) => {
        encoding.writeVarString(to, name);
        encoding.writeVarUint(to, AUTH);
        encoding.writeVarUint(to, 0);
        encoding.writeVarString(to, 'bench');
        encoding.writeVarString(to, '4.7.0');
      });
      const ping = encoding.encode((to) => {
        encoding.writeVarString(to, name);
        encoding.writeVarUint(to, PING);
      });
      return {
        path: '/',
        protocols: [],
        hello: [signIn, sync(STEP1, EMPTY_STATE_VECTOR, name)],
        keepAlive: ping,
        nothing: sync(STEP2, EMPTY_UPDATE, name),
        write: (update: Uint8Array) => sync(UPDATE, update, name),
        read(frame: Uint8Array): Message {
          const from = decoding.createDecoder(frame);
          decoding.readVarString(from);
          switch (decoding.readVarUint(from)) {
            case SYNC:
            case SYNC_REPLY:
              return readSync(from);
            case SYNC_STATUS:
              return decoding.readVarUint(from) === 1 ? { kind: 'acknowledged', writes: 1, counted: 'one' } : OTHER;
            default:
              return OTHER;
          }
        },
      };
    }),
};

/** Copydesk: a story for each room, written by a signed-in editor. */
export const copydesk: Dialect = {
  async rooms(url, count) {
    const { client, protocols } = await signIn(url, 'editor');
    const rooms: Room[] = [];
    for (let i = 0; i < count; i++) {
      const { id } = await newStory(client);
      rooms.push({
        path: `/sync/${id}.en`,
        protocols,
        hello: [sync(STEP1, EMPTY_STATE_VECTOR)],
        keepAlive: null,
        nothing: sync(STEP2, EMPTY_UPDATE),
        write: (update) => sync(UPDATE, update),
        read: readCopydesk,
      });
    }
    return rooms;
  },
};

function readCopydesk(frame: Uint8Array): Message {
  // The two that come by the thousand are read without making anything of them.
  if (frame[0] === SYNC) {
    const from = decoding.createDecoder(frame);
    from.pos = 1;
    return readSync(from);
  }
  if (frame[0] !== DURABLE) return OTHER;
  const durable = decodeFrame(frame);
  return durable.type === 'durable' && durable.place === 0
    ? { kind: 'acknowledged', writes: durable.count, counted: 'all' }
    : OTHER;
}
