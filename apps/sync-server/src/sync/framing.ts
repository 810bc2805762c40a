/** WebSocket frames as a server sends them (RFC 6455, section 5.2): final, binary, not masked, not compressed. */

const FINAL_BINARY = 0x82;
const LENGTH_16 = 126;
const LENGTH_64 = 127;
/** What is longer is not copied behind its head. */
const COPIED = 16 * 1024;

export interface WireFrame {
  /** The frame's head, with the payload unless that is in `body`. */
  readonly head: Buffer;
  readonly body: Uint8Array | null;
}

/** Makes frames; the same payload twice in a row is the same frame, made once. */
export function createFramer(): (payload: Uint8Array) => WireFrame {
  let last: { readonly payload: Uint8Array; readonly frame: WireFrame } | null = null;
  return (payload) => {
    if (last?.payload === payload) return last.frame;
    const frame = frameOf(payload);
    // A long one would be held for its head's sake.
    last = frame.body === null ? { payload, frame } : null;
    return frame;
  };
}

function frameOf(payload: Uint8Array): WireFrame {
  const { length } = payload;
  const extended = length < LENGTH_16 ? 0 : length < 65_536 ? 2 : 8;
  const copied = length <= COPIED;
  const head = Buffer.allocUnsafe(2 + extended + (copied ? length : 0));
  head[0] = FINAL_BINARY;
  head[1] = extended === 0 ? length : extended === 2 ? LENGTH_16 : LENGTH_64;
  if (extended === 2) head.writeUInt16BE(length, 2);
  if (extended === 8) head.writeBigUInt64BE(BigInt(length), 2);
  if (copied) head.set(payload, 2 + extended);
  return { head, body: copied ? null : payload };
}
