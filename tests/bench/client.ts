/** A client that keeps count of what it was given, without a document. */
import type { Room } from './dialects.ts';
import { RawSocket } from './socket.ts';
import { readRanges, type Typist } from './updates.ts';

/** hocuspocus closes connections that say nothing for a minute. */
const KEEP_ALIVE_MS = 20_000;

/** Sees what is delivered as it comes: structs of `author` up to `end`, of which `fresh` are new to this client. */
export type Delivered = (author: number, start: number, end: number) => void;

export class Client {
  readonly room: Room;
  /** Resolves when the whole document has come for the first time. */
  readonly synced: Promise<void>;
  /** Author -> clock up to which everything has come. */
  readonly has = new Map<number, number>();
  /** Writes sent; before them, the answers to the server's Step1; and how many of both the server said it has. */
  sent = 0;
  answers = 0;
  acknowledged = 0;
  /** Frames that carried text. */
  frames = 0;
  /** Who writes here: what comes back of that is nothing new, and servers leave it out when they can. */
  author: number | null = null;
  /** Structs came that build on some that did not. */
  gaps = 0;
  closedWith: number | null = null;
  /** Called for each run of structs that is new here. */
  onDelivered: Delivered | null = null;
  /** Keeps the first whole document's bytes, to be looked into later, instead of reading them at once. */
  whole: Uint8Array | null = null;
  readonly #socket: RawSocket;
  readonly #keepWhole: boolean;
  readonly #keepAlive: ReturnType<typeof setInterval> | null;
  readonly #synced = Promise.withResolvers<void>();

  constructor(url: string, room: Room, { keepWhole = false }: { keepWhole?: boolean } = {}) {
    this.room = room;
    this.#keepWhole = keepWhole;
    this.synced = this.#synced.promise;
    this.synced.catch(() => {});
    this.#socket = new RawSocket({
      url: url.replace(/^http/, 'ws') + room.path,
      protocols: room.protocols,
      onFrame: (frame) => this.#take(frame),
      onClose: (code) => {
        this.#stopKeepAlive();
        this.closedWith = code;
        this.#synced.reject(new Error(`the server closed the connection with ${code}`));
      },
    });
    const { keepAlive } = room;
    this.#keepAlive = keepAlive === null ? null : setInterval(() => this.#socket.send(keepAlive), KEEP_ALIVE_MS);
    this.#socket.opened
      .then(() => {
        for (const frame of room.hello) this.#socket.send(frame);
      })
      .catch((error: unknown) => this.#synced.reject(error));
  }

  /** Resolves when the connection is there; for servers without documents. */
  get opened(): Promise<void> {
    return this.#socket.opened;
  }

  write(update: Uint8Array): void {
    this.sent += 1;
    this.#socket.send(this.room.write(update));
  }

  /** Types a letter. */
  type(typist: Typist): void {
    this.write(typist.next());
  }

  end(): void {
    this.#stopKeepAlive();
    this.#socket.end();
  }

  #stopKeepAlive(): void {
    if (this.#keepAlive !== null) clearInterval(this.#keepAlive);
  }

  #take(frame: Uint8Array): void {
    const message = this.room.read(frame);
    switch (message.kind) {
      case 'step1':
        this.answers += 1;
        this.#socket.send(this.room.nothing);
        break;
      case 'acknowledged':
        this.acknowledged = message.counted === 'all' ? message.writes : this.acknowledged + 1;
        break;
      case 'update':
        if (message.whole && this.#keepWhole && this.whole === null) this.whole = Uint8Array.from(message.update);
        else this.#note(message.update);
        if (message.whole) this.#synced.resolve();
    }
  }

  #note(update: Uint8Array): void {
    this.frames += 1;
    readRanges(update, (author, start, end) => {
      if (author === this.author) return;
      const had = this.has.get(author) ?? 0;
      if (start > had) this.gaps += 1;
      if (end <= had) return;
      this.has.set(author, end);
      this.onDelivered?.(author, Math.max(had, start), end);
    });
  }
}
