/**
 * A person typing, as a stock y-websocket client sees it: adds words and takes some back, and remembers which of that
 * was acknowledged and what was seen of others.
 */
import * as decoding from 'lib0/decoding';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { countingSocket, isStep2 } from './counting-socket.ts';

const DURABLE = 100;
const ACCESS = 101;

interface Op {
  readonly word: string;
  readonly kind: 'added' | 'removed';
  /** The write frame of this connection that carried it; null if none has yet. */
  frame: number | null;
}

export interface WriterOptions {
  /** `ws://host:port/sync` */
  readonly url: string;
  readonly document: string;
  readonly name: string;
  readonly protocols: string[];
}

export class Writer {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;
  readonly #name: string;
  readonly #words: Y.Map<string>;
  readonly #alive = new Set<string>();
  #frames = 0;
  #count = 0;
  #unacknowledged: Op[] = [];
  #waiting: (() => void)[] = [];
  /** What the hub said is committed. */
  readonly acknowledged = { added: new Set<string>(), removed: new Set<string>() };
  /** Words whose removal was asked for, acknowledged or not. */
  readonly removed = new Set<string>();
  /** Words of others that this person saw. */
  readonly seen = new Set<string>();

  constructor({ url, document, name, protocols }: WriterOptions) {
    this.#name = name;
    this.#words = this.doc.getMap<string>('fields');
    this.provider = new WebsocketProvider(url, document, this.doc, {
      protocols,
      WebSocketPolyfill: countingSocket({ opened: () => this.#connected(), wrote: (frame) => this.#wrote(frame) }),
      disableBc: true,
    });
    this.provider.messageHandlers[DURABLE] = (_encoder, decoder) => {
      decoding.readVarUint8Array(decoder);
      const n = decoding.readVarUint(decoder);
      if (decoding.readVarUint(decoder) === 0) this.#committed(n);
    };
    this.provider.messageHandlers[ACCESS] = (_encoder, decoder) => {
      decoding.readVarUint(decoder);
      decoding.readVarString(decoder);
      // From now on we say which history we hold: with words that the hub lacks, it lets nobody else in.
      this.provider.params = { epoch: decoding.readVarString(decoder) };
    };
    this.#words.observe((event, transaction) => {
      if (transaction.local) return;
      for (const [key, change] of event.changes.keys) if (change.action === 'add') this.seen.add(key);
    });
  }

  /** Resolves once the document is here. */
  ready(): Promise<void> {
    if (this.provider.synced) return Promise.resolve();
    return new Promise((resolve) => this.provider.once('sync', () => resolve()));
  }

  /** Adds a word, or now and then takes an earlier one back. */
  type(random: () => number): void {
    const mine = [...this.#alive];
    const victim = mine[Math.floor(random() * mine.length)];
    if (victim !== undefined && random() < 0.3) {
      this.#unacknowledged.push({ word: victim, kind: 'removed', frame: null });
      this.removed.add(victim);
      this.#alive.delete(victim);
      this.#words.delete(victim);
      return;
    }
    const word = `${this.#name}-${this.#count++}`;
    this.#unacknowledged.push({ word, kind: 'added', frame: null });
    this.#alive.add(word);
    this.#words.set(word, word);
  }

  /** Resolves once everything that was typed is acknowledged. */
  async settled(): Promise<void> {
    while (this.#unacknowledged.length > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    this.provider.destroy();
    this.doc.destroy();
  }

  #connected(): void {
    this.#frames = 0;
    for (const op of this.#unacknowledged) op.frame = null;
  }

  #wrote(frame: Uint8Array): void {
    this.#frames += 1;
    const carried = isStep2(frame) ? this.#unacknowledged : this.#unacknowledged.slice(-1);
    for (const op of carried) op.frame ??= this.#frames;
  }

  #committed(n: number): void {
    const done = this.#unacknowledged.filter((op) => op.frame !== null && op.frame <= n);
    this.#unacknowledged = this.#unacknowledged.filter((op) => !done.includes(op));
    for (const op of done) this.acknowledged[op.kind].add(op.word);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
