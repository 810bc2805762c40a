/** The three messages that Copydesk adds to y-websocket's, as a window reads them, and its write frames, as it counts them. */
import type { AccessLevel } from '@copydesk/shared/article';
import * as decoding from 'lib0/decoding';

export const MESSAGE = { sync: 0, durable: 100, access: 101, refused: 102 } as const;
const STEP_2 = 1;
const UPDATE = 2;

export interface Durable {
  readonly frames: number;
  /** Where they are committed (docs/PROTOCOL.md). */
  readonly place: 'here' | 'server';
}

/** The body of a 100 frame. */
export function readDurable(decoder: decoding.Decoder): Durable {
  decoding.readVarUint8Array(decoder); // The state vector: the frame count says more, deletions included.
  const frames = decoding.readVarUint(decoder);
  return { frames, place: decoding.readVarUint(decoder) === 0 ? 'here' : 'server' };
}

export interface AccessNews {
  readonly level: AccessLevel;
  readonly reason: string;
  readonly epoch: string;
}

const LEVELS: readonly AccessLevel[] = ['read', 'write', 'suggest'];

/** The body of a 101 frame; a level this window does not know is read as `read`. */
export function readAccess(decoder: decoding.Decoder): AccessNews {
  const level = LEVELS[decoding.readVarUint(decoder)] ?? 'read';
  const reason = decoding.readVarString(decoder);
  return { level, reason, epoch: decoding.readVarString(decoder) };
}

export interface Refused {
  readonly code: string;
  readonly detail: string;
}

/** The body of a 102 frame. */
export function readRefused(decoder: decoding.Decoder): Refused {
  decoding.readVarUint(decoder);
  const code = decoding.readVarString(decoder);
  return { code, detail: decoding.readVarString(decoder) };
}

/** What a frame that a window sends is to the write count: nothing, everything that waits, or the last edit. */
export function writeFrame(data: unknown): 'none' | 'whole' | 'edit' {
  if (!(data instanceof Uint8Array) || data[0] !== MESSAGE.sync) return 'none';
  return data[1] === STEP_2 ? 'whole' : data[1] === UPDATE ? 'edit' : 'none';
}

/** `Base`, telling `listener` when a socket is made and of each frame it sends, before it goes out. */
export function watchedWebSocket(
  Base: typeof WebSocket,
  listener: { connected(): void; sending(data: unknown): void },
): typeof WebSocket {
  return class extends Base {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      listener.connected();
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      listener.sending(data);
      super.send(data);
    }
  };
}
