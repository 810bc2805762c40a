/** The far end of a bridge's socket, played by a test. */
import type { RpcSocket } from '../bridge/rpc.ts';

export class FakeSocket implements RpcSocket {
  onopen: RpcSocket['onopen'] = null;
  onmessage: RpcSocket['onmessage'] = null;
  onclose: RpcSocket['onclose'] = null;
  readonly sent: { id: number; call: string; input: unknown }[] = [];
  closed = false;

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (typeof data === 'string') this.sent.push(JSON.parse(data));
  }

  close(): void {
    this.closed = true;
  }

  opens(): void {
    this.onopen?.call(this.#asSocket, new Event('open'));
  }

  says(message: unknown): void {
    this.onmessage?.call(this.#asSocket, new MessageEvent('message', { data: JSON.stringify(message) }));
  }

  ends(code: number): void {
    this.onclose?.call(this.#asSocket, new CloseEvent('close', { code }));
  }

  /** Handlers are typed to be called on a WebSocket; none of them reads `this`. */
  get #asSocket(): WebSocket {
    return WebSocket.prototype;
  }
}
