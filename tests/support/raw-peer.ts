/** A client of the wire that sends whatever bytes it is given and answers nothing by itself. */
import { once } from 'node:events';
import type { AccessLevel } from '@copydesk/shared/article';
import { decodeFrame, encodeStep1, encodeUpdate, type Frame } from '@copydesk/shared/sync';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { syncUrl } from './api.ts';

export class RawPeer {
  readonly doc = new Y.Doc();
  /** Code the hub closed with, or null. */
  ended: number | null = null;
  /** Code of the first 102, or null. */
  refused: string | null = null;
  /** What the hub last said it may do, or null. */
  level: AccessLevel | null = null;
  /** The first so many write frames are committed. */
  durable = 0;
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();
  #synced = false;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      if (data instanceof Buffer) this.#take(decodeFrame(data));
      this.#changed();
    });
    socket.on('close', (code) => {
      this.ended = code;
      this.#changed();
    });
  }

  /** Connects to a server's document; resolves once the socket is open, which says nothing about being let in. */
  static async open(server: string, document: string, token: string): Promise<RawPeer> {
    const socket = new WebSocket(`${syncUrl(server)}/${document}`, ['copydesk.1', `bearer.${token}`]);
    const peer = new RawPeer(socket);
    await once(socket, 'open');
    return peer;
  }

  /** Bytes go as a binary frame, a string as a text frame. */
  send(frame: Uint8Array | string): void {
    this.#socket.send(frame);
  }

  /** Sets a field of the text to its own name, and sends that. */
  type(key: string): void {
    this.doc.once('update', (update: Uint8Array) => this.send(encodeUpdate(update)));
    this.doc.getMap('fields').set(key, key);
  }

  /** Asks for the document and resolves once it is here. */
  async sync(): Promise<void> {
    this.send(encodeStep1(Y.encodeStateVector(this.doc)));
    await this.until(() => this.#synced || this.ended !== null);
  }

  /** What became of the first write: `taken`, `refused <code>` or `closed <code>`. */
  async outcome(): Promise<string> {
    await this.until(() => this.ended !== null || this.refused !== null || this.durable > 0);
    if (this.durable > 0) return 'taken';
    return this.refused === null ? `closed ${this.ended}` : `refused ${this.refused}`;
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.until(() => this.ended !== null);
    this.doc.destroy();
  }

  #take(frame: Frame): void {
    if (frame.type === 'step2' || frame.type === 'update') Y.applyUpdate(this.doc, frame.update);
    if (frame.type === 'step2') this.#synced = true;
    if (frame.type === 'access') this.level = frame.level;
    if (frame.type === 'refused') this.refused ??= frame.code;
    if (frame.type === 'durable' && frame.place === 0) this.durable = frame.count;
  }

  /** Resolves when `holds`, looked at after each frame. */
  until(holds: () => boolean): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve) => {
      const check = () => {
        if (!holds()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
    });
  }

  #changed(): void {
    for (const check of [...this.#waiting]) check();
  }
}
