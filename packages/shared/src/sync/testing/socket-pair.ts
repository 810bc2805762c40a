import type { PeerSocket } from '../ports.ts';

/** The far end of an in-memory connection to a hub. */
export interface FarEnd {
  /** The hub's way out; hand it to `hub.connect`. */
  readonly socket: PeerSocket;
  /** Frames the hub sent that were not flushed yet. */
  readonly queued: readonly Uint8Array[];
  /** Hands the queued frames (or the first `count`) to `onFrame`, in order. */
  flush(count?: number): void;
  /** From now on, each frame is handed over as it is sent. */
  flow(): void;
  /** How the hub ended the connection; null while it has not. */
  readonly closed: { readonly code: number; readonly reason: string } | 'terminated' | null;
  onFrame: (frame: Uint8Array) => void;
  onClose: () => void;
}

/** An in-memory socket whose frames wait until the test flushes them. */
export function createSocketPair(): FarEnd {
  const queued: Uint8Array[] = [];
  let flowing = false;
  let closed: FarEnd['closed'] = null;
  let bytes = 0;

  const far: FarEnd = {
    socket: {
      get bufferedAmount() {
        return bytes;
      },
      send(frame) {
        if (closed !== null) return;
        queued.push(frame);
        bytes += frame.length;
        if (flowing) far.flush();
      },
      close(code, reason) {
        if (closed !== null) return;
        far.flush();
        closed = { code, reason };
        far.onClose();
      },
      terminate() {
        if (closed !== null) return;
        queued.length = 0;
        bytes = 0;
        closed = 'terminated';
        far.onClose();
      },
    },
    queued,
    flush(count = Infinity) {
      for (let left = count; left > 0; left--) {
        const frame = queued.shift();
        if (frame === undefined) return;
        bytes -= frame.length;
        far.onFrame(frame);
      }
    },
    flow() {
      flowing = true;
      far.flush();
    },
    get closed() {
      return closed;
    },
    onFrame: () => {},
    onClose: () => {},
  };
  return far;
}
