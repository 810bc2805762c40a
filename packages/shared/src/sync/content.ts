import * as Y from 'yjs';
import { applyAsIs } from './apply.ts';
import { joinRows } from './joining.ts';
import { StoreError } from './ports.ts';
import { encodeStep2 } from './protocol.ts';

/** A document that rests is built anew at the next write; the larger it is, the longer that takes and the later it rests. */
const BYTES_PER_TICK = 20_000;

interface Whole {
  readonly step2: Uint8Array;
  readonly update: Uint8Array;
}

/**
 * What a document holds: a Y.Doc while somebody writes, only its bytes while nobody does. A Y.Doc is some ten times as
 * large as its bytes, and most open documents are only looked at.
 */
export class Content {
  /** Called with each Y.Doc that is made, once it holds everything. */
  readonly #onBuilt: (doc: Y.Doc) => void;
  #doc: Y.Doc | null;
  /** All of it as the answer to an empty Step1, and as an update; until the next change. */
  #whole: Whole | null = null;
  #resting: { readonly clocks: ReadonlyMap<number, number>; readonly stateVector: Uint8Array } | null = null;
  #used = true;
  #quietTicks = 0;

  /** Rests from the beginning if it can. Throws `StoreError` (corrupt) if the updates do not make a document. */
  constructor(updates: readonly Uint8Array[], onBuilt: (doc: Y.Doc) => void) {
    this.#onBuilt = onBuilt;
    const joined = joinRows(updates);
    if (joined === null) {
      this.#doc = this.#build(updates);
    } else {
      this.#doc = null;
      this.#whole = wholeOf(joined.update);
      this.#resting = { clocks: joined.clocks, stateVector: Y.encodeStateVector(new Map(joined.clocks)) };
    }
  }

  #build(updates: readonly Uint8Array[]): Y.Doc {
    const doc = new Y.Doc();
    try {
      applyAsIs(doc, updates);
    } catch (error) {
      throw new StoreError('corrupt', 'The stored text of this document can not be read.', { cause: error });
    }
    if (hasPending(doc)) throw new StoreError('corrupt', 'The stored text of this document has a gap.');
    this.#onBuilt(doc);
    return doc;
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
    this.#whole ??= wholeOf(Y.encodeStateAsUpdate(this.#doc ?? this.doc));
    return this.#whole;
  }

  /** Called once a second: a document of about `bytes` that was not used for a while rests. True if it does so now. */
  tick(bytes: number): boolean {
    this.#quietTicks = this.#used ? 0 : this.#quietTicks + 1;
    this.#used = false;
    if (this.#doc === null || this.#quietTicks * BYTES_PER_TICK < Math.max(bytes, 1)) return false;
    this.#rest(this.#doc);
    return true;
  }

  #rest(doc: Y.Doc): void {
    this.#encoded();
    const stateVector = Y.encodeStateVector(doc);
    this.#resting = { stateVector, clocks: Y.decodeStateVector(stateVector) };
    doc.destroy();
    this.#doc = null;
  }

  destroy(): void {
    this.#doc?.destroy();
  }
}

function wholeOf(update: Uint8Array): Whole {
  const step2 = encodeStep2(update);
  // A view, so that the bytes are there once.
  return { step2, update: step2.subarray(step2.length - update.length) };
}

function hasPending(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}
