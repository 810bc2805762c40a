/** Bytes that break the wire's rules. Whoever sent them is closed with 4400. */
export class BadFrame extends Error {
  override readonly name = 'BadFrame';
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads lib0's encoding, strictly: numbers in their shortest form only, nothing past the end. lib0 itself takes
 * `80 00` for 0, which has let frames slip past whoever looked at their first bytes. Every method throws `BadFrame`.
 */
export class Reader {
  readonly bytes: Uint8Array;
  pos = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get atEnd(): boolean {
    return this.pos === this.bytes.length;
  }

  byte(): number {
    const byte = this.bytes[this.pos];
    if (byte === undefined) throw new BadFrame('ends too early');
    this.pos += 1;
    return byte;
  }

  varUint(): number {
    let byte = this.byte();
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    let scale = 0x80;
    for (;;) {
      byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw new BadFrame('number too large');
      if (byte < 0x80) break;
      scale *= 0x80;
    }
    if (byte === 0) throw new BadFrame('number not in its shortest form');
    return value;
  }

  /** Moves on by `length` bytes. */
  skip(length: number): void {
    if (length > this.bytes.length - this.pos) throw new BadFrame('ends too early');
    this.pos += length;
  }

  /** A view on the next bytes with their length in front, not a copy. */
  varBytes(): Uint8Array {
    const length = this.varUint();
    const start = this.pos;
    this.skip(length);
    return this.bytes.subarray(start, this.pos);
  }

  varString(): string {
    const bytes = this.varBytes();
    try {
      return utf8.decode(bytes);
    } catch (error) {
      throw new BadFrame('not UTF-8', { cause: error });
    }
  }

  end(): void {
    if (!this.atEnd) throw new BadFrame('bytes after its end');
  }
}

/** Reads a state vector: client id -> clock. Throws `BadFrame`. */
export function readStateVector(bytes: Uint8Array): Map<number, number> {
  const reader = new Reader(bytes);
  const clocks = new Map<number, number>();
  for (let clients = reader.varUint(); clients > 0; clients--) clocks.set(reader.varUint(), reader.varUint());
  reader.end();
  return clocks;
}
