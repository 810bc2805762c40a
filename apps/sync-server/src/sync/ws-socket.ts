import type { Duplex } from 'node:stream';
import { CLOSE, type PeerSocket } from '@copydesk/shared/sync';
import { WebSocket } from 'ws';
import type { Metrics } from '../observe/metrics.ts';
import { createFramer } from './framing.ts';

/** How long a closing connection may take to flush before it is dropped. */
const CLOSE_MS = 5_000;

const frameOf = createFramer();

/**
 * A `ws` connection as the hub's port. Binary frames are written by ourselves to the stream that `ws` was given, so
 * that a frame for many is made once, and two for one leave together. That is safe as long as there is no compression:
 * then `ws` itself writes each of its frames whole and at once, and counts what the stream holds as buffered.
 */
export class WsPeerSocket implements PeerSocket {
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #metrics: Pick<Metrics, 'traffic' | 'closed'>;
  /** A frame that waits for the next one, to leave in one write with it. */
  #held: Buffer | null = null;

  /** `stream`: what the upgrade gave, and `ws` works on. */
  constructor(socket: WebSocket, stream: Duplex, metrics: Pick<Metrics, 'traffic' | 'closed'>) {
    this.#socket = socket;
    this.#stream = stream;
    this.#metrics = metrics;
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  send(payload: Uint8Array, more = false): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    this.#metrics.traffic.framesOut += 1;
    this.#metrics.traffic.bytesOut += payload.length;
    const { head, body } = frameOf(payload);
    // A failed write ends in 'close', where the hub learns of it.
    if (body !== null) this.#writeLong(head, body);
    else if (more) this.#hold(head);
    else this.#stream.write(this.#takeHeld(head));
  }

  close(code: number, reason: string): void {
    this.#metrics.closed(code);
    this.#release();
    this.#socket.close(code, reason);
    const timer = setTimeout(() => this.#socket.terminate(), CLOSE_MS);
    timer.unref();
    this.#socket.once('close', () => clearTimeout(timer));
  }

  /** The hub does so with who takes nothing: a code would have to wait behind all that was not taken. */
  terminate(): void {
    this.#metrics.closed(CLOSE.tooSlow.code);
    this.#socket.terminate();
  }

  #writeLong(head: Buffer, body: Uint8Array): void {
    this.#stream.cork();
    this.#stream.write(this.#takeHeld(head));
    this.#stream.write(body);
    this.#stream.uncork();
  }

  #hold(frame: Buffer): void {
    // Whatever comes of what was to follow, nothing stays behind.
    if (this.#held === null) process.nextTick(() => this.#release());
    this.#held = this.#takeHeld(frame);
  }

  /** What is held and then `frame`, as one. */
  #takeHeld(frame: Buffer): Buffer {
    const held = this.#held;
    this.#held = null;
    return held === null ? frame : Buffer.concat([held, frame]);
  }

  #release(): void {
    if (this.#held !== null && this.#socket.readyState === WebSocket.OPEN) this.#stream.write(this.#held);
    this.#held = null;
  }
}
