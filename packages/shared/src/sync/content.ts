import * as Y from 'yjs';
import { applyAsIs, tidyOnlyIf } from './apply.ts';
import { joinRows } from './joining.ts';
import { StoreError } from './ports.ts';
import { encodeStep2 } from './protocol.ts';

/** A document that rests is built anew at the next write; the larger it is, the longer that takes and the later it rests. */
const BYTES_PER_TICK = 20_000;
/** Whoever opens a document is seldom alone: its bytes stay so long for the next. */
const TICKS_OF_BYTES = 5;

/** Yjs tells of seven steps of each transaction; where nobody listens, not even the asking is paid for. */
class QuietDoc extends Y.Doc {
  override emit(...[name, args]: Parameters<Y.Doc['emit']>): void {
    if (this._observers.has(name)) super.emit(name, args);
  }
}

interface Whole {
  readonly step2: Uint8Array;
  readonly update: Uint8Array;
}

/**
 * What a document holds: a Y.Doc while somebody writes, only its bytes while somebody reads, and where it can be had
 * from the store again not even those. A Y.Doc is some ten times as large as its bytes, and most open documents are only
 * looked at.
 */
export class Content {
  /** Called with each Y.Doc that is made, once it holds everything. */
  readonly #onBuilt: (doc: Y.Doc) => void;
  #doc: Y.Doc | null = null;
  /** All of it as the answer to an empty Step1, and as an update; until the next change. */
  #whole: Whole | null = null;
  #resting: { readonly clocks: ReadonlyMap<number, number>; readonly stateVector: Uint8Array } | null = null;
  #used = true;
  #quietTicks = 0;

  /** Rests from the beginning if it can. Throws `StoreError` (corrupt) if the updates do not make a document. */
  constructor(updates: readonly Uint8Array[], onBuilt: (doc: Y.Doc) => void) {
    this.#onBuilt = onBuilt;
    this.#read(updates);
  }

  #read(updates: readonly Uint8Array[]): void {
    const joined = joinRows(updates);
    if (joined === null) {
      this.#doc = this.#build(updates);
      this.#resting = null;
    } else {
      this.#whole = wholeOf(joined.update);
      this.#resting = { clocks: joined.clocks, stateVector: Y.encodeStateVector(new Map(joined.clocks)) };
    }
  }

  #build(updates: readonly Uint8Array[]): Y.Doc {
    const doc = new QuietDoc();
    try {
      applyAsIs(doc, updates);
    } catch (error) {
      throw new StoreError('corrupt', 'The stored text of this document can not be read.', { cause: error });
    }
    if (hasPending(doc)) throw new StoreError('corrupt', 'The stored text of this document has a gap.');
    tidyOnlyIf(doc, () => false);
    this.#onBuilt(doc);
    return doc;
  }

  /** True if nothing of it is in memory but how far it goes: `bringBack` has to come before anyone writes or reads. */
  get away(): boolean {
    return this.#doc === null && this.#whole === null;
  }

  /** Takes what is stored of it in again. Throws `StoreError` (corrupt) if that is not what went away. */
  bringBack(updates: readonly Uint8Array[]): void {
    const known = this.stateVector();
    this.#used = true;
    this.#read(updates);
    if (!sameClocks(known, this.stateVector()))
      throw new StoreError('corrupt', 'What is stored of this document is not what was stored.');
  }

  /** To write, or to look into; wakes a document that rests. */
  get doc(): Y.Doc {
    this.#used = true;
    if (this.#doc === null) {
      this.#doc = this.#build([this.whole()]);
      this.#resting = null;
    }
    return this.#doc;
  }

  get pending(): boolean {
    return hasPending(this.doc);
  }

  /** The Y.Doc is another than when it was last encoded. */
  changed(): void {
    this.#whole = null;
  }

  /** How far a client id's structs go. */
  clock(client: number): number {
    return this.#resting?.clocks.get(client) ?? (this.#doc === null ? 0 : Y.getState(this.#doc.store, client));
  }

  stateVector(): Uint8Array {
    return this.#resting?.stateVector ?? Y.encodeStateVector(this.#doc ?? this.doc);
  }

  /** All of it as one update; encoded once for all who ask before the next change. */
  whole(): Uint8Array {
    return this.#encoded().update;
  }

  /** The answer to a Step1, as a frame. All who come empty share one. */
  step2(stateVector: Uint8Array): Uint8Array {
    if (stateVector.length === 1 && stateVector[0] === 0) return this.#encoded().step2;
    if (this.#doc === null) return encodeStep2(Y.diffUpdate(this.whole(), stateVector));
    return encodeStep2(Y.encodeStateAsUpdate(this.#doc, stateVector));
  }

  #encoded(): Whole {
    if (this.#doc === null) this.#used = true;
    if (this.#whole === null) {
      if (this.#doc === null) throw new Error('the document is away');
      this.#whole = wholeOf(Y.encodeStateAsUpdate(this.#doc));
    }
    return this.#whole;
  }

  /**
   * Called once a second: a document of about `bytes` that was not used for a while rests.
   * @param stored it can be brought back from the store, so its bytes are let go, too
   * @returns true if it rests from now on
   */
  tick(bytes: number, stored: boolean): boolean {
    this.#quietTicks = this.#used ? 0 : this.#quietTicks + 1;
    this.#used = false;
    if (this.#doc === null) {
      if (stored && this.#quietTicks >= TICKS_OF_BYTES) this.#whole = null;
      return false;
    }
    if (this.#quietTicks * BYTES_PER_TICK < Math.max(bytes, 1)) return false;
    this.#rest(this.#doc, stored);
    return true;
  }

  #rest(doc: Y.Doc, stored: boolean): void {
    if (stored) this.#whole = null;
    else this.#encoded();
    const stateVector = Y.encodeStateVector(doc);
    this.#resting = { stateVector, clocks: Y.decodeStateVector(stateVector) };
    doc.destroy();
    this.#doc = null;
  }

  destroy(): void {
    this.#doc?.destroy();
  }
}

function sameClocks(one: Uint8Array, other: Uint8Array): boolean {
  const [a, b] = [Y.decodeStateVector(one), Y.decodeStateVector(other)];
  return a.size === b.size && [...a].every(([client, clock]) => b.get(client) === clock);
}

function wholeOf(update: Uint8Array): Whole {
  const step2 = encodeStep2(update);
  // A view, so that the bytes are there once.
  return { step2, update: step2.subarray(step2.length - update.length) };
}

function hasPending(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}
