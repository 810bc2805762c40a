/** A WebSocket over a MessagePort, for `WebsocketProvider` and for requests in Electron. */
import { PortFrame } from '@copydesk/shared/api';

/** Close code of a socket that ended without being told why (RFC 6455, 7.4.1). */
const ABNORMAL = 1006;

/**
 * Makes a WebSocket class whose sockets are ports. `openPort` gets path and query of the socket's address; the far end
 * says `open`, then both send `PortFrame`s, and `close` with code and reason is the last one.
 */
export function createPortWebSocket(openPort: (path: string) => Promise<MessagePort>): typeof WebSocket {
  return class PortWebSocket extends EventTarget implements WebSocket {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSING = 2;
    readonly CLOSED = 3;

    /** Frames from the port are Uint8Arrays; only this type is given out. */
    binaryType: BinaryType = 'arraybuffer';
    readonly bufferedAmount = 0;
    readonly extensions = '';
    readonly protocol = '';
    readonly url: string;
    onopen: ((this: WebSocket, event: Event) => unknown) | null = null;
    onmessage: ((this: WebSocket, event: MessageEvent) => unknown) | null = null;
    onerror: ((this: WebSocket, event: Event) => unknown) | null = null;
    onclose: ((this: WebSocket, event: CloseEvent) => unknown) | null = null;
    #state: 0 | 1 | 2 | 3 = 0;
    #port: MessagePort | null = null;

    constructor(address: string | URL) {
      super();
      const { pathname, search } = new URL(address, 'ws://copydesk');
      this.url = pathname + search;
      openPort(this.url).then(
        (port) => this.#take(port),
        () => this.#end(ABNORMAL, ''),
      );
    }

    get readyState(): 0 | 1 | 2 | 3 {
      return this.#state;
    }

    send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
      if (this.#state === 0) throw new DOMException('The channel is not open yet', 'InvalidStateError');
      if (this.#state !== 1) return;
      this.#post(typeof data === 'string' ? { kind: 'text', data } : { kind: 'bytes', data: bytesOf(data) });
    }

    close(code = 1000, reason = ''): void {
      if (this.#state >= 2) return;
      this.#state = 2;
      this.#post({ kind: 'close', code, reason });
      this.#end(code, reason);
    }

    #take(port: MessagePort): void {
      this.#port = port;
      if (this.#state !== 0) {
        this.#post({ kind: 'close', code: 1000, reason: '' });
        port.close();
        return;
      }
      port.onmessage = (event) => this.#receive(event.data);
      // The far end is gone without a word: its process has ended.
      port.addEventListener('close', () => this.#end(ABNORMAL, ''));
    }

    #receive(data: unknown): void {
      const frame = PortFrame.safeParse(data);
      if (!frame.success) this.close(1002, 'not a frame');
      else if (frame.data.kind === 'open') this.#open();
      else if (frame.data.kind === 'close') this.#end(frame.data.code, frame.data.reason);
      else this.#deliver(frame.data.kind === 'text' ? frame.data.data : wholeBuffer(frame.data.data));
    }

    #open(): void {
      if (this.#state !== 0) return;
      this.#state = 1;
      this.#tell(new Event('open'), this.onopen);
    }

    #deliver(data: string | ArrayBufferLike): void {
      if (this.#state === 1) this.#tell(new MessageEvent('message', { data }), this.onmessage);
    }

    #post(frame: PortFrame): void {
      this.#port?.postMessage(frame);
    }

    #end(code: number, reason: string): void {
      if (this.#state === 3) return;
      this.#state = 3;
      if (this.#port) this.#port.onmessage = null;
      this.#port?.close();
      // As in a browser, the close event comes after the call that caused it has returned.
      queueMicrotask(() =>
        this.#tell(new CloseEvent('close', { code, reason, wasClean: code !== ABNORMAL }), this.onclose),
      );
    }

    #tell<E extends Event>(event: E, handler: ((this: WebSocket, event: E) => unknown) | null): void {
      handler?.call(this, event);
      this.dispatchEvent(event);
    }
  };
}

/** A copy of just these bytes: a port would carry the whole buffer behind a view. */
function bytesOf(data: ArrayBufferLike | Blob | ArrayBufferView): Uint8Array<ArrayBuffer> {
  if (data instanceof Blob) throw new TypeError('A channel takes text or bytes, not a Blob');
  return ArrayBuffer.isView(data)
    ? new Uint8Array(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    : new Uint8Array(new Uint8Array(data));
}

/** The bytes as a buffer of their own, as a WebSocket gives them. */
function wholeBuffer(bytes: Uint8Array): ArrayBufferLike {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
}
