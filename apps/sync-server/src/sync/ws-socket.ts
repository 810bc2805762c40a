import { CLOSE, type PeerSocket } from '@copydesk/shared/sync';
import { WebSocket } from 'ws';
import type { Metrics } from '../observe/metrics.ts';

/** How long a closing connection may take to flush before it is dropped. */
const CLOSE_MS = 5_000;

/** A `ws` connection as the hub's port. */
export class WsPeerSocket implements PeerSocket {
  readonly #socket: WebSocket;
  readonly #metrics: Pick<Metrics, 'traffic' | 'closed'>;

  constructor(socket: WebSocket, metrics: Pick<Metrics, 'traffic' | 'closed'>) {
    this.#socket = socket;
    this.#metrics = metrics;
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  send(frame: Uint8Array): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    this.#metrics.traffic.framesOut += 1;
    this.#metrics.traffic.bytesOut += frame.length;
    // A failed write ends in 'close', where the hub learns of it.
    this.#socket.send(frame, { binary: true }, () => {});
  }

  close(code: number, reason: string): void {
    this.#metrics.closed(code);
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
}
