/** Counts what a stock y-websocket client writes: a hub says how many write frames of a connection are committed. */
const SYNC = 0;
const STEP2 = 1;
const UPDATE = 2;

export interface Counting {
  /** A connection begins, and the count with it. */
  readonly opened: () => void;
  /** A write frame is on its way out. */
  readonly wrote: (frame: Uint8Array) => void;
}

/** True for a Step2: it carries all that the hub lacks, where an update carries the edit that is being made. */
export const isStep2 = (frame: Uint8Array): boolean => frame[1] === STEP2;

/** A `WebSocketPolyfill` that tells of each connection and each write frame. */
export function countingSocket({ opened, wrote }: Counting): typeof WebSocket {
  return class extends WebSocket {
    constructor(address: string | URL, subprotocols?: string | string[]) {
      super(address, subprotocols);
      opened();
    }
    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBuffer>): void {
      const isWrite = data instanceof Uint8Array && data[0] === SYNC && (data[1] === STEP2 || data[1] === UPDATE);
      if (isWrite) wrote(data);
      super.send(data as ArrayBufferView<ArrayBuffer>);
    }
  };
}
