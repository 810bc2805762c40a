import type { PeerSocket } from '@copydesk/shared/sync';
import { WebSocket } from 'ws';

/** How long a closing connection may take to flush before it is dropped. */
const CLOSE_MS = 5_000;

/** A `ws` connection as the hub's port. */
export class WsPeerSocket implements PeerSocket {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  send(frame: Uint8Array): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    // A failed write ends in 'close', where the hub learns of it.
    this.#socket.send(frame, { binary: true }, () => {});
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
    const timer = setTimeout(() => this.#socket.terminate(), CLOSE_MS);
    timer.unref();
    this.#socket.once('close', () => clearTimeout(timer));
  }

  terminate(): void {
    this.#socket.terminate();
  }
}
