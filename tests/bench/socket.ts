/**
 * A WebSocket client that costs almost nothing: what is measured is the server. Knows binary frames, pings and closes;
 * sends with a mask of zeros, which the protocol allows and which leaves the bytes as they are.
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
const MASKED = 0x80;
const END_OF_HEAD = '\r\n\r\n';

export interface RawSocketOptions {
  readonly url: string;
  readonly protocols: readonly string[];
  /** A message came. The bytes are only lent: they change when this returns. */
  onFrame(frame: Uint8Array): void;
  /** The connection is over; the close code, or 1006 if there was none. */
  onClose(code: number): void;
}

export class RawSocket {
  /** Resolves when the handshake is done, rejects if it fails. */
  readonly opened: Promise<void>;
  readonly #socket: Socket;
  readonly #options: RawSocketOptions;
  #rest: Buffer = Buffer.alloc(0);
  #open = false;
  #code = 1006;
  #pieces: Buffer[] = [];

  constructor(options: RawSocketOptions) {
    this.#options = options;
    const { hostname, port, pathname, search } = new URL(options.url);
    const opened = Promise.withResolvers<void>();
    this.opened = opened.promise;
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.on('data', (chunk: Buffer) => this.#take(chunk, opened));
    this.#socket.on('error', (error) => opened.reject(error));
    this.#socket.on('close', () => {
      opened.reject(new Error(`the connection ended with ${this.#code} before it was open`));
      options.onClose(this.#code);
    });
    const protocols = options.protocols.length > 0 ? `Sec-WebSocket-Protocol: ${options.protocols.join(', ')}\r\n` : '';
    this.#socket.write(
      `GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n${protocols}\r\n`,
    );
  }

  send(frame: Uint8Array): void {
    if (!this.#socket.destroyed) this.#socket.write(wrap(OPCODE.binary, frame));
  }

  /** Ends the connection at once. */
  end(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer, opened: PromiseWithResolvers<void>): void {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (!this.#open) {
      const end = bytes.indexOf(END_OF_HEAD);
      if (end < 0) {
        this.#rest = bytes;
        return;
      }
      const status = bytes.subarray(0, end).toString('latin1').split('\r\n')[0] ?? '';
      if (!status.includes(' 101 ')) {
        opened.reject(new Error(`not upgraded: ${status}`));
        this.end();
        return;
      }
      this.#open = true;
      opened.resolve();
      bytes = bytes.subarray(end + END_OF_HEAD.length);
    }
    this.#rest = this.#readFrames(bytes);
  }

  /** Reads whole frames and returns what is left of an unfinished one. */
  #readFrames(bytes: Buffer): Buffer {
    let at = 0;
    while (bytes.length - at >= 2) {
      const head = bytes.readUInt8(at);
      let length = bytes.readUInt8(at + 1);
      let body = at + 2;
      if (length === 126) {
        if (bytes.length < body + 2) break;
        length = bytes.readUInt16BE(body);
        body += 2;
      } else if (length === 127) {
        if (bytes.length < body + 8) break;
        length = Number(bytes.readBigUInt64BE(body));
        body += 8;
      }
      if (bytes.length < body + length) break;
      this.#frame(head & 0x0f, (head & 0x80) !== 0, bytes.subarray(body, body + length));
      at = body + length;
    }
    return at === bytes.length ? EMPTY : bytes.subarray(at);
  }

  #frame(opcode: number, final: boolean, payload: Buffer): void {
    switch (opcode) {
      case OPCODE.ping:
        this.#socket.write(wrap(OPCODE.pong, payload));
        return;
      case OPCODE.close:
        this.#code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
        this.end();
        return;
      case OPCODE.binary:
      case OPCODE.continuation:
        if (final && this.#pieces.length === 0) {
          this.#options.onFrame(payload);
          return;
        }
        this.#pieces.push(Buffer.from(payload));
        if (final) this.#options.onFrame(Buffer.concat(this.#pieces.splice(0)));
    }
  }
}

const EMPTY = Buffer.alloc(0);

function wrap(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const extended = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const frame = Buffer.allocUnsafe(2 + extended + 4 + length);
  frame[0] = 0x80 | opcode;
  frame[1] = MASKED | (extended === 0 ? length : extended === 2 ? 126 : 127);
  if (extended === 2) frame.writeUInt16BE(length, 2);
  if (extended === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  frame.fill(0, 2 + extended, 6 + extended);
  frame.set(payload, 6 + extended);
  return frame;
}
