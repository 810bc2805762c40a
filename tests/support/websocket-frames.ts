/** A WebSocket connection's bytes in one direction, cut where its frames end. */

interface Piece {
  readonly bytes: Buffer;
  /** False for the HTTP head before the first frame. */
  readonly isFrame: boolean;
}

const HEAD_END = '\r\n\r\n';

/** Takes bytes as they come and gives what is complete: the HTTP head, then frames (RFC 6455, section 5.2). */
export function splitFrames(): (bytes: Buffer) => Piece[] {
  let rest: Buffer = Buffer.alloc(0);
  let inHead = true;

  function takeOne(): Piece | null {
    const isFrame = !inHead;
    const length = isFrame ? frameLength(rest) : headLength(rest);
    if (length === null || length > rest.length) return null;
    const bytes = rest.subarray(0, length);
    rest = rest.subarray(length);
    inHead = false;
    return { bytes, isFrame };
  }

  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const pieces: Piece[] = [];
    for (let piece = takeOne(); piece !== null; piece = takeOne()) pieces.push(piece);
    return pieces;
  };
}

function headLength(bytes: Buffer): number | null {
  const at = bytes.indexOf(HEAD_END);
  return at === -1 ? null : at + HEAD_END.length;
}

/** Length of the frame that begins here, or null if its own head is not here yet. */
function frameLength(bytes: Buffer): number | null {
  if (bytes.length < 2) return null;
  const short = bytes.readUInt8(1) & 0x7f;
  const masked = (bytes.readUInt8(1) & 0x80) !== 0;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (bytes.length < 2 + extra) return null;
  const body = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return 2 + extra + (masked ? 4 : 0) + body;
}
