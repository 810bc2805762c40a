import { Batch } from './batch.ts';
import { CLOSE } from './close-codes.ts';
import type { Connection } from './connection.ts';
import type { Turn } from './hub-api.ts';
import { type Intake, receiveFrame, takeItem } from './intake.ts';
import { Ledger } from './ledger.ts';
import { type LiveDocument, Poisoned } from './live-document.ts';
import { type CloseCode, Members } from './members.ts';
import type { Paced } from './pace.ts';
import { type Access, type DocumentName, isDamage, type LogRow, NoSuchDocument, StoreError } from './ports.ts';
import { type Item, Queue, rejectItem, type TurnItem } from './queue.ts';
import { asError, type RoomContext } from './room-context.ts';
import { answer, tell } from './telling.ts';
import { RoomTurn } from './turn.ts';

/** A room's life. Only an open one has a document; a closed one never opens again. */
type Life =
  | { readonly kind: 'loading' }
  | { readonly kind: 'open'; readonly live: LiveDocument }
  /** A change was applied in part: the document is being built anew. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'closed'; readonly error: Error };

/**
 * One document's queue and its only writer. Everything that happens to the document happens in the queue, in order:
 * items are judged and applied one after another without a pause, committed together, then broadcast, acknowledged
 * and answered. When that is, the hub's pace says.
 */
export class Room implements Intake, Paced {
  readonly document: DocumentName;
  readonly context: RoomContext;
  readonly members: Members;
  readonly ledger: Ledger;
  readonly #onEnd: (room: Room) => void;
  #life: Life = { kind: 'loading' };
  readonly #queue = new Queue();
  #tookAt = -Infinity;
  #busy = false;
  #drained: Promise<void> = Promise.resolve();
  #idleTimer: ReturnType<typeof setTimeout> | null = null;

  /** Begins to load the document at once. `onEnd` is called when the room is closed for good. */
  constructor(document: DocumentName, context: RoomContext, acknowledgedUpstream: number, onEnd: (room: Room) => void) {
    this.document = document;
    this.context = context;
    this.#onEnd = onEnd;
    this.members = new Members(document, context, () => this.#startIdleTimer());
    this.ledger = new Ledger(document, context, acknowledgedUpstream, () => this.#keepAgain());
    this.#load().catch((error: unknown) => this.#fail(asError(error)));
  }

  /** The document. Throws `StoreError` (closed) unless the room is open. */
  get live(): LiveDocument {
    if (this.#life.kind !== 'open') throw new StoreError('closed', 'This document is not open.');
    return this.#life.live;
  }

  get head(): number {
    return this.ledger.head;
  }

  /** Whether the log has all that the document has. */
  get kept(): boolean {
    return this.ledger.kept;
  }

  /** How many items wait in the queue. */
  get queued(): number {
    return this.#queue.length;
  }

  get #closedBy(): Error | null {
    return this.#life.kind === 'closed' ? this.#life.error : null;
  }

  async #load(): Promise<void> {
    const live = await this.#build([]);
    if (live === null) return;
    this.#life = { kind: 'open', live };
    this.context.emit('room', this.document, true);
    this.#startIdleTimer();
    this.#wake();
  }

  /** The document from the store and the rows of an unfinished batch; null if the room was closed meanwhile. */
  async #build(uncommitted: readonly LogRow[]): Promise<LiveDocument | null> {
    const live = await this.ledger.load(uncommitted);
    if (this.#closedBy === null) return live;
    live.destroy();
    return null;
  }

  // ---- the way in

  connect(connection: Connection): void {
    this.members.add(connection);
    this.#enqueue({ kind: 'join', connection });
  }

  receive(connection: Connection, bytes: Uint8Array): void {
    try {
      const received = receiveFrame(connection, bytes, this.context.limits);
      if (received === null) return;
      if ('code' in received) this.members.drop(connection, received);
      else this.#enqueue({ kind: 'frame', connection, frame: received, bytes: bytes.length });
    } catch (error) {
      this.members.dropBad(connection, error);
    }
  }

  exclusive<T>(run: (turn: Turn) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#enqueue({ kind: 'turn', run: async (turn) => resolve(await run(turn)), reject });
    });
  }

  applyUpstream(update: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#enqueue({ kind: 'upstream', update, resolve, reject });
    });
  }

  #enqueue(item: Item): void {
    const closedBy = this.#closedBy;
    if (closedBy !== null) {
      rejectItem(item, closedBy);
      return;
    }
    this.#queue.push(item);
    this.#wake();
  }

  // ---- the queue

  #wake(): void {
    if (this.#life.kind !== 'open' || this.#queue.length === 0) return;
    if (this.#queue.urgent || !this.context.pace.holds(this, this.#tookAt)) this.takeWaiting();
  }

  /** Takes what is in the queue, now or as soon as what was taken before is committed. */
  takeWaiting(): void {
    this.context.pace.release(this);
    if (this.#life.kind !== 'open' || this.#queue.length === 0) return;
    if (this.#busy) {
      this.#queue.hurry();
      return;
    }
    // Set before the first item is taken: what it sends may come back with the next one at once.
    this.#busy = true;
    this.#stopIdleTimer();
    this.#drained = this.#takeOnce()
      .catch((error: unknown) => this.#fail(asError(error)))
      .then(() => {
        this.#busy = false;
        this.#startIdleTimer();
        this.#wake();
      });
  }

  /** One batch, and the turn behind it. What came meanwhile is gathered anew. */
  async #takeOnce(): Promise<void> {
    const batch = new Batch();
    let turn: TurnItem | null = null;
    try {
      if (this.live.away && this.#queue.needsText) await this.ledger.bringBack(this.live);
      turn = await this.#takeUpToTurn(batch);
      const error = await this.#commit(batch);
      if (turn === null) return;
      if (error === null) await this.#runTurn(turn);
      else turn.reject(error);
    } catch (error) {
      // They are in the queue no more, where the room's end would find them.
      batch.reject(asError(error));
      turn?.reject(asError(error));
      throw error;
    }
  }

  /** Takes queued items into the batch, up to a turn, which must see all before it committed. */
  async #takeUpToTurn(batch: Batch): Promise<TurnItem | null> {
    this.#tookAt = performance.now();
    while (this.#life.kind === 'open') {
      const item = this.#queue.next();
      if (item === undefined) break;
      if (item.kind === 'turn') {
        this.#queue.settle();
        return item;
      }
      try {
        takeItem(this, item, batch);
      } catch (error) {
        if (!(error instanceof Poisoned)) throw error;
        await this.#rebuild(batch);
      }
    }
    this.#queue.settle();
    return null;
  }

  async #rebuild(batch: Batch): Promise<void> {
    this.live.destroy();
    this.#life = { kind: 'broken' };
    const live = await this.#build(batch.rows);
    if (live === null) return;
    this.#life = { kind: 'open', live };
    // Meanwhile nobody could be told what changed.
    this.announceAccess();
  }

  // ---- commit

  /**
   * Commits the batch, then tells everyone. Returns the error if that could not be; then whoever wrote in it is closed,
   * and all are if the document cannot be read anew. A replica whose store cannot take the rows goes on with them in
   * memory.
   */
  async #commit(batch: Batch): Promise<Error | null> {
    let error = this.#closedBy;
    const wasKept = this.kept;
    if (error === null && (batch.rows.length > 0 || !wasKept)) error = await this.#append(batch);
    if (error !== null) {
      batch.reject(error);
      return error;
    }
    for (const item of batch.upstream) item.resolve();
    // Closed while the rows were being stored: there is nobody left to tell.
    const closedMeanwhile = this.#closedBy;
    if (closedMeanwhile !== null) return closedMeanwhile;
    tell(this, batch, wasKept);
    this.ledger.grown(batch.rows.length);
    return null;
  }

  async #append(batch: Batch): Promise<Error | null> {
    try {
      await this.ledger.append(batch);
      return null;
    } catch (error) {
      await this.#goOnWithout(batch, asError(error));
      return asError(error);
    }
  }

  /** Nothing of the batch stays. Who only reads need not know of it, as long as what is stored can be read. */
  async #goOnWithout(batch: Batch, error: Error): Promise<void> {
    for (const connection of batch.authors) this.members.drop(connection, CLOSE.storage);
    if (this.#closedBy !== null) return;
    const mayBeRead = error instanceof StoreError && error.kind !== 'corrupt';
    if (!mayBeRead || this.members.size === 0) {
      this.#fail(error);
      return;
    }
    this.context.log.error('rows not kept', { document: this.document, error: error.message });
    try {
      await this.#rebuild(new Batch());
      answer(this, batch);
    } catch (unread) {
      this.#fail(asError(unread));
    }
  }

  acknowledgeUpstream(head: number): void {
    this.ledger.acknowledgeUpstream(head);
    for (const connection of this.members) connection.acknowledgeUpstream(this.ledger.acknowledgedUpstream);
  }

  /** An empty turn: the store is asked again before it. */
  #keepAgain(): void {
    this.#enqueue({ kind: 'turn', run: async () => {}, reject: () => {} });
  }

  // ---- turns

  async #runTurn(item: TurnItem): Promise<void> {
    const turn = new RoomTurn(this);
    try {
      await item.run(turn);
    } catch (error) {
      item.reject(asError(error));
    } finally {
      turn.end();
    }
  }

  /** What a turn writes: one batch. Resolves with the new head. */
  async write(add: (batch: Batch) => void): Promise<number> {
    const batch = new Batch();
    try {
      add(batch);
    } catch (error) {
      if (!(error instanceof Poisoned)) throw error;
      this.context.log.warn('document rebuilt', { document: this.document });
      // Nothing of it stays, not even what could be applied.
      await this.#rebuild(new Batch());
      throw error.cause;
    }
    const error = await this.#commit(batch);
    if (error !== null) throw error;
    return this.head;
  }

  // ---- access

  announceAccess(): void {
    if (this.#life.kind === 'open') this.members.announceAccess(this.#life.live);
  }

  announce(access: Access): void {
    if (this.#life.kind === 'open') this.members.announce(access, this.#life.live);
  }

  async flush(timeoutMs: number): Promise<void> {
    if (this.#life.kind === 'open') await this.members.flush(timeoutMs, this.#life.live);
  }

  // ---- the end

  #fail(error: Error): void {
    if (this.#closedBy !== null) return;
    if (!(error instanceof NoSuchDocument))
      this.context.log.error('room failed', { document: this.document, error: error.message });
    if (isDamage(error)) this.context.emit('damaged', this.document, error);
    this.close(this.#closeFor(error), error);
  }

  #closeFor(error: Error): CloseCode {
    if (error instanceof NoSuchDocument) return CLOSE.noSuchDocument;
    // A replica mends its copy from the server: its windows come again.
    if (this.context.mode === 'server' && isDamage(error)) return CLOSE.damaged;
    return error instanceof StoreError ? CLOSE.storage : CLOSE.error;
  }

  /** Closes the room for good, with all its connections; what waits in the queue is rejected with `error`. */
  close(close: CloseCode, error: Error): void {
    const before = this.#life;
    if (before.kind === 'closed') return;
    this.#life = { kind: 'closed', error };
    this.#stopIdleTimer();
    this.context.pace.release(this);
    this.ledger.end();
    this.members.dropAll(close);
    this.#queue.reject(error);
    if (before.kind === 'open') before.live.destroy();
    this.#onEnd(this);
    if (before.kind !== 'loading') this.context.emit('room', this.document, false);
  }

  /** Commits what was taken, then closes all with 4503. */
  async drain(): Promise<void> {
    if (!this.kept) this.#keepAgain();
    while (this.#busy || (this.#queue.length > 0 && this.#life.kind === 'open')) {
      this.takeWaiting();
      await this.#drained;
    }
    if (!this.kept) this.context.log.error('rows lost with the room', { document: this.document });
    this.close(CLOSE.draining, new StoreError('closed', 'This server is stopping.'));
  }

  /** Called once a second: what nobody writes in for a while rests. */
  tick(): void {
    if (this.#life.kind !== 'open' || this.#busy) return;
    // A desktop keeps its few texts: its disk may fail, and the windows write on.
    if (this.#life.live.tick(this.context.mode === 'server')) this.ledger.rests();
  }

  #startIdleTimer(): void {
    if (this.#idleTimer !== null || this.members.size > 0 || !this.kept || this.#life.kind !== 'open') return;
    this.#idleTimer = setTimeout(() => {
      this.#idleTimer = null;
      if (this.members.size > 0 || this.#busy || this.#queue.length > 0 || !this.kept) return;
      this.ledger.left();
      this.close(CLOSE.error, new StoreError('closed', 'This document is no longer open.'));
    }, this.context.limits.idleRoomMs);
  }

  #stopIdleTimer(): void {
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer);
    this.#idleTimer = null;
  }
}
