/** A window as a replica sees it, without a browser: RPC calls and one document over in-memory channels. */
import {
  type EndpointName,
  type LocalCallName,
  type LocalEvent,
  type LocalInput,
  type LocalResponse,
  ProblemError,
  RpcMessage,
} from '@copydesk/shared/api';
import { decodeFrame, encodeAwareness, encodeStep1, encodeStep2, encodeUpdate, type Log } from '@copydesk/shared/sync';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { Channel, ChannelEnd } from '../channel.ts';
import { openChannel } from '../open-channel.ts';
import type { Profiles } from '../profiles.ts';

/** Waits until `holds`, checking whenever something happened; the test's own time limit ends it. */
export class Changes {
  #waiting = new Set<() => void>();

  happened(): void {
    for (const check of [...this.#waiting]) check();
  }

  until(holds: () => boolean): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve) => {
      const check = () => {
        if (!holds()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
    });
  }
}

export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

interface Carrier {
  readonly end: ChannelEnd;
  readonly closed: () => { code: number; reason: string } | null;
}

/** Opens a channel whose messages arrive a moment later, as over a wire. */
function carry(
  profiles: Profiles,
  path: string,
  on: { text?: (data: string) => void; bytes?: (data: Uint8Array) => void; close?: () => void },
): Carrier {
  let closed: { code: number; reason: string } | null = null;
  const later = (work: () => void) => queueMicrotask(() => closed === null && work());
  const channel: Channel = {
    bufferedAmount: 0,
    send: (frame) => later(() => on.bytes?.(frame)),
    sendText: (text) => later(() => on.text?.(text)),
    close(code, reason) {
      if (closed) return;
      queueMicrotask(() => {
        closed = { code, reason };
        end.closed();
        on.close?.();
      });
    },
    terminate: () => channel.close(1006, ''),
  };
  const end = openChannel(profiles, path, channel, silent);
  return { end, closed: () => closed };
}

export interface RpcWindow {
  readonly events: LocalEvent[];
  readonly changes: Changes;
  call(name: EndpointName, input?: unknown): Promise<unknown>;
  local<N extends LocalCallName>(name: N, input: LocalInput<N>): Promise<LocalResponse<N>>;
  close(): void;
}

/** A window's RPC channel. */
export function openRpcWindow(profiles: Profiles, profile: string): RpcWindow {
  const events: LocalEvent[] = [];
  const changes = new Changes();
  const calls = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  const { end } = carry(profiles, `/p/${profile}/rpc`, {
    text(data) {
      const message = RpcMessage.parse(JSON.parse(data));
      if ('event' in message) events.push(message);
      else if ('problem' in message) calls.get(message.id)?.reject(new ProblemError(message.problem));
      else calls.get(message.id)?.resolve(message.result);
      changes.happened();
    },
  });
  const call = (name: string, input: unknown = {}) => {
    lastId += 1;
    const id = lastId;
    return new Promise<unknown>((resolve, reject) => {
      calls.set(id, { resolve, reject });
      end.text(JSON.stringify({ id, call: name, input }));
    });
  };
  return {
    events,
    changes,
    call,
    local: async <N extends LocalCallName>(name: N, input: LocalInput<N>) =>
      (await call(name, input)) as LocalResponse<N>,
    close: () => end.closed(),
  };
}

export interface DocumentWindow {
  readonly doc: Y.Doc;
  readonly changes: Changes;
  readonly epoch: () => string | null;
  readonly level: () => string | null;
  readonly synced: () => boolean;
  /** Close code, once closed from the other side. */
  readonly closed: () => number | null;
  /** True if everything written here is committed on this computer, or on the server. */
  readonly savedHere: () => boolean;
  readonly savedOnServer: () => boolean;
  /** Whose presence was heard here: the person's name by client id. */
  readonly present: ReadonlyMap<number, string>;
  /** Says that the person is in this window, with a caret. */
  announce(): void;
  close(): void;
}

/** Body of an awareness frame: one client with a caret. */
function caret(client: number): Uint8Array {
  return encoding.encode((encoder) => {
    for (const number of [1, client, 1]) encoding.writeVarUint(encoder, number);
    encoding.writeVarString(encoder, JSON.stringify({ cursor: { anchor: 1 } }));
  });
}

/** Notes who is said to be there, and who has gone. */
function notePresence(present: Map<number, string>, update: Uint8Array): void {
  const decoder = decoding.createDecoder(update);
  for (let clients = decoding.readVarUint(decoder); clients > 0; clients--) {
    const client = decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    const state: { user?: { name?: string } } | null = JSON.parse(decoding.readVarString(decoder));
    if (state === null) present.delete(client);
    else present.set(client, state.user?.name ?? '');
  }
}

/** A window that shows a document. `doc` may be one it held before, with its epoch. */
export function openDocumentWindow(
  profiles: Profiles,
  profile: string,
  document: string,
  held?: { doc: Y.Doc; epoch: string },
): DocumentWindow {
  const doc = held?.doc ?? new Y.Doc();
  const changes = new Changes();
  let epoch = held?.epoch ?? null;
  let level: string | null = null;
  let synced = false;
  let writes = 0;
  const durable = [0, 0];
  const present = new Map<number, string>();
  const query = held ? `?epoch=${encodeURIComponent(held.epoch)}` : '';
  const carrier = carry(profiles, `/p/${profile}/sync/${document}${query}`, {
    bytes: receive,
    close: () => changes.happened(),
  });
  const { end } = carrier;

  function write(frame: Uint8Array): void {
    if (carrier.closed()) return;
    writes += 1;
    end.bytes(frame);
  }

  function receive(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    switch (frame.type) {
      case 'access':
        level = frame.level;
        epoch = frame.epoch;
        break;
      case 'step1':
        write(encodeStep2(Y.encodeStateAsUpdate(doc, frame.stateVector)));
        break;
      case 'step2':
      case 'update':
        Y.applyUpdate(doc, frame.update, 'wire');
        synced ||= frame.type === 'step2';
        break;
      case 'durable':
        durable[frame.place] = frame.count;
        break;
      case 'awareness':
        notePresence(present, frame.update);
        break;
      default:
        break;
    }
    changes.happened();
  }

  const onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin !== 'wire') write(encodeUpdate(update));
  };
  doc.on('update', onUpdate);
  end.bytes(encodeStep1(Y.encodeStateVector(doc)));
  return {
    doc,
    changes,
    epoch: () => epoch,
    level: () => level,
    synced: () => synced,
    closed: () => carrier.closed()?.code ?? null,
    savedHere: () => (durable[0] ?? 0) >= writes,
    savedOnServer: () => (durable[1] ?? 0) >= writes,
    present,
    announce: () => end.bytes(encodeAwareness(caret(doc.clientID))),
    close() {
      doc.off('update', onUpdate);
      end.closed();
    },
  };
}
