import { Batch } from './batch.ts';
import { CLOSE } from './close-codes.ts';
import type { Connection } from './connection.ts';
import type { HubEvents, Present, Turn } from './hub-api.ts';
import { judgeWrite } from './judge.ts';
import type { Limits } from './limits.ts';
import { type Added, LiveDocument, Poisoned } from './live-document.ts';
import {
  type Access,
  type AccessPolicy,
  type DocumentName,
  type DocumentStore,
  type Log,
  NoSuchDocument,
  type PeerIdentity,
  StoreError,
  type Witness,
} from './ports.ts';
import { encodePresence, Presence, type PresenceChange } from './presence.ts';
import {
  decodeFrame,
  encodeAwareness,
  encodeDurable,
  encodeRefused,
  encodeStep2,
  encodeUpdate,
  type Frame,
} from './protocol.ts';
import { BadFrame, readStateVector } from './reader.ts';
import { checkUpdate } from './update-check.ts';

type CloseCode = { readonly code: number; readonly reason: string };

/** What all rooms of a hub share. */
export interface RoomContext {
  readonly store: DocumentStore;
  readonly policy: AccessPolicy;
  readonly log: Log;
  readonly limits: Limits;
  readonly witness: Witness | undefined;
  readonly mode: 'server' | 'replica';
  emit<E extends keyof HubEvents>(event: E, ...args: Parameters<HubEvents[E]>): void;
  listens(event: keyof HubEvents): boolean;
  /** Serial number that the next connection will get. */
  nextSerial(): number;
  /** The room is closed for good: forget it. */
  ended(room: Room): void;
}

/** A room's life. Only an open one has a document; a closed one never opens again. */
type Life =
  | { readonly kind: 'loading' }
  | { readonly kind: 'open'; readonly live: LiveDocument }
  /** A change was applied in part: the document is being built anew. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'closed'; readonly error: Error };

type Item =
  | { readonly kind: 'join'; readonly connection: Connection }
  | { readonly kind: 'frame'; readonly connection: Connection; readonly frame: Frame; readonly bytes: number }
  | {
      readonly kind: 'upstream';
      readonly update: Uint8Array;
      readonly resolve: () => void;
      readonly reject: (error: Error) => void;
    }
  | { readonly kind: 'turn'; readonly run: (turn: Turn) => Promise<void>; readonly reject: (error: Error) => void };

/** Who upstream rows are by, as far as a replica knows. */
const UPSTREAM: PeerIdentity = { userId: '', name: '', sessionId: '' };

/**
 * One document's queue and its only writer. Everything that happens to the document happens in the queue, in order:
 * items are judged and applied one after another without a pause, committed together, then broadcast, acknowledged
 * and answered.
 */
export class Room {
  readonly document: DocumentName;
  readonly #context: RoomContext;
  readonly #connections = new Set<Connection>();
  readonly #presence: Presence;
  #life: Life = { kind: 'loading' };
  #queue: Item[] = [];
  #draining: Promise<void> | null = null;
  #head = 0;
  /** The last row that has to go upstream, and the last that is known to be there. */
  #lastLocal = 0;
  #acknowledgedUpstream: number;
  #rowsSinceCompaction = 0;
  #compacting = false;
  #idleTimer: ReturnType<typeof setTimeout> | null = null;
  #presentKey = '[]';
  #waitingForWrites: { readonly connection: Connection; readonly answers: number; readonly done: () => void }[] = [];

  constructor(document: DocumentName, context: RoomContext, acknowledgedUpstream: number) {
    this.document = document;
    this.#context = context;
    this.#acknowledgedUpstream = acknowledgedUpstream;
    this.#presence = new Presence(context.limits);
    this.#load().catch((error: unknown) => this.#fail(asError(error)));
  }

  get connections(): Iterable<Connection> {
    return this.#connections;
  }

  async #load(): Promise<void> {
    const live = await this.#build([]);
    if (live === null) return;
    this.#life = { kind: 'open', live };
    this.#context.emit('room', this.document, true);
    this.#wake();
  }

  /** The document from the store and the rows of an unfinished batch; null if the room was closed meanwhile. */
  async #build(uncommitted: Batch['rows']): Promise<LiveDocument | null> {
    const stored = await this.#context.store.load(this.document);
    if (this.#life.kind === 'closed') return null;
    if (stored === null) throw new NoSuchDocument(`no document ${this.document}`);
    this.#head = stored.head;
    this.#lastLocal = Math.max(this.#lastLocal, stored.head);
    this.#rowsSinceCompaction = stored.updates.length;
    return new LiveDocument(this.document, stored, uncommitted, this.#context.witness);
  }

  // ---- the way in

  connect(connection: Connection): void {
    this.#connections.add(connection);
    this.#enqueue({ kind: 'join', connection });
  }

  receive(connection: Connection, bytes: Uint8Array): void {
    const { limits } = this.#context;
    if (bytes.length > limits.maxFrameBytes) {
      this.drop(connection, CLOSE.tooLarge);
      return;
    }
    if (connection.queuedBytes + bytes.length > 2 * limits.maxFrameBytes) {
      this.drop(connection, CLOSE.tooFast);
      return;
    }
    const frame = this.#read(connection, bytes);
    if (frame === null) return;
    const isWrite = frame.type === 'step2' || frame.type === 'update';
    if (isWrite && !connection.spendWrite()) {
      this.drop(connection, CLOSE.tooFast);
      return;
    }
    connection.queuedBytes += bytes.length;
    this.#enqueue({ kind: 'frame', connection, frame, bytes: bytes.length });
  }

  /** Decodes a frame; a bad one closes the connection, and what it sent before still counts. */
  #read(connection: Connection, bytes: Uint8Array): Frame | null {
    try {
      const frame = decodeFrame(bytes);
      switch (frame.type) {
        case 'unknown':
          return null;
        case 'step1':
          if (frame.stateVector.length > this.#context.limits.maxStateVectorBytes) {
            this.drop(connection, CLOSE.tooLarge);
            return null;
          }
          return frame;
        case 'step2':
        case 'update':
        case 'awareness':
        case 'queryAwareness':
          return frame;
        default:
          throw new BadFrame(`a peer must not send ${frame.type}`);
      }
    } catch (error) {
      this.#dropBad(connection, error);
      return null;
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
    if (this.#life.kind === 'closed') {
      if ('reject' in item) item.reject(this.#life.error);
      return;
    }
    this.#queue.push(item);
    this.#wake();
  }

  // ---- the queue

  #wake(): void {
    if (this.#draining !== null || this.#life.kind !== 'open') return;
    this.#stopIdleTimer();
    this.#draining = this.#drain()
      .catch((error: unknown) => this.#fail(asError(error)))
      .then(() => {
        this.#draining = null;
        if (this.#queue.length > 0) this.#wake();
        else this.#startIdleTimer();
      });
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0 && this.#life.kind === 'open') {
      const batch = new Batch();
      const turn = await this.#takeUpToTurn(batch);
      if ((await this.#commit(batch)) !== null) return;
      if (turn !== null) await this.#runTurn(turn);
    }
  }

  /** Takes queued items into the batch, up to a turn, which must see all before it committed. */
  async #takeUpToTurn(batch: Batch): Promise<Extract<Item, { kind: 'turn' }> | null> {
    let taken = 0;
    try {
      for (const item of this.#queue) {
        taken += 1;
        if (item.kind === 'turn') return item;
        try {
          this.#take(item, batch);
        } catch (error) {
          if (!(error instanceof Poisoned)) throw error;
          await this.#rebuild(batch);
        }
        if (this.#life.kind !== 'open') break;
      }
      return null;
    } finally {
      this.#queue.splice(0, taken);
    }
  }

  #take(item: Exclude<Item, { kind: 'turn' }>, batch: Batch): void {
    switch (item.kind) {
      case 'join':
        this.#join(item.connection);
        break;
      case 'upstream':
        this.#takeUpstream(item, batch);
        break;
      case 'frame':
        item.connection.queuedBytes -= item.bytes;
        if (!item.connection.joined) return;
        try {
          this.#takeFrame(item.connection, item.frame, batch);
        } catch (error) {
          if (error instanceof BadFrame || error instanceof Poisoned) this.#dropBad(item.connection, error);
          if (!(error instanceof BadFrame)) throw error;
        }
    }
  }

  #takeFrame(connection: Connection, frame: Frame, batch: Batch): void {
    switch (frame.type) {
      case 'step1':
        this.#takeStep1(connection, frame.stateVector, batch);
        break;
      case 'step2':
      case 'update':
        this.#takeWrite(connection, frame.update, frame.type === 'step2', batch);
        break;
      case 'awareness':
        this.#shareLocal(this.#presence.takeFromConnection(connection, frame.update), connection);
        break;
      case 'queryAwareness':
        this.#sendPresence(connection);
        break;
      default:
        throw new BadFrame(`a peer must not send ${frame.type}`);
    }
  }

  get #closedBy(): Error | null {
    return this.#life.kind === 'closed' ? this.#life.error : null;
  }

  get #live(): LiveDocument {
    if (this.#life.kind !== 'open') throw new StoreError('closed', 'This document is not open.');
    return this.#life.live;
  }

  // ---- joining, access

  #join(connection: Connection): void {
    if (connection.gone) return;
    if (connection.epoch !== null && connection.epoch !== this.#live.epoch) {
      this.drop(connection, CLOSE.otherHistory);
      return;
    }
    const access = this.#context.policy.access(connection.peer, this.document);
    if (access === null) {
      this.drop(connection, CLOSE.noSuchDocument);
      return;
    }
    connection.joined = true;
    connection.announce(access, this.#live.epoch);
    if (connection.epoch !== null) this.#admit(connection);
    this.#sendPresence(connection);
  }

  /** The connection holds the same history: from now on it is asked for what it has, and sent what comes. */
  #admit(connection: Connection): void {
    connection.admitted = true;
    if (this.#mayWrite(connection)) connection.askForWrites(this.#live.stateVector());
  }

  #mayWrite(connection: Connection): boolean {
    return this.#context.mode === 'replica' || connection.announced?.level === 'write';
  }

  announceAccess(): void {
    for (const connection of this.#connections) {
      if (!connection.joined) continue;
      const access = this.#context.policy.access(connection.peer, this.document);
      if (access === null) this.drop(connection, CLOSE.noSuchDocument);
      else this.#announce(connection, access);
    }
  }

  announce(access: Access): void {
    for (const connection of this.#connections) if (connection.joined) this.#announce(connection, access);
  }

  #announce(connection: Connection, access: Access): void {
    if (this.#life.kind !== 'open') return;
    const turnedToWrite = connection.announce(access, this.#live.epoch);
    if (turnedToWrite && connection.admitted) connection.askForWrites(this.#live.stateVector());
  }

  // ---- writes

  #takeStep1(connection: Connection, stateVector: Uint8Array, batch: Batch): void {
    const clocks = readStateVector(stateVector);
    if (!connection.admitted) {
      if (!this.#live.covers(clocks)) {
        this.drop(connection, CLOSE.otherHistory);
        return;
      }
      this.#admit(connection);
    }
    batch.questions.push({ connection, stateVector });
  }

  #takeWrite(connection: Connection, update: Uint8Array, isStep2: boolean, batch: Batch): void {
    if (!connection.admitted) {
      this.drop(connection, CLOSE.otherHistory);
      return;
    }
    connection.writes += 1;
    if (isStep2) batch.answers.push(connection);
    if (connection.refusedFrom !== null) return;
    const access = this.#context.policy.access(connection.peer, this.document);
    if (access === null) {
      this.drop(connection, CLOSE.noSuchDocument);
      return;
    }
    const { mode, limits } = this.#context;
    const verdict = judgeWrite(this.#live, update, { by: connection.peer, access, mode, limits });
    batch.authors.add(connection);
    switch (verdict.kind) {
      case 'gap':
        this.#askAgain(connection);
        return;
      case 'refused':
        this.#refuse(connection, verdict.code, verdict.detail);
        return;
      case 'added':
        batch.add(verdict.added, connection);
    }
    connection.gapsInARow = 0;
    // A Step2 carries all that its sender has, so it also closes the gap an earlier frame left.
    if (isStep2) connection.gapFrom = null;
  }

  #askAgain(connection: Connection): void {
    connection.gapFrom ??= connection.writes;
    connection.gapsInARow += 1;
    if (connection.gapsInARow >= this.#context.limits.maxGaps) {
      this.#dropBad(connection, new BadFrame('its updates leave gaps'));
    } else {
      connection.askForWrites(this.#live.stateVector());
    }
  }

  #refuse(connection: Connection, code: string, detail: string): void {
    // A window's own computer takes everything that fits: there is nobody to hold it for the window.
    if (this.#context.mode === 'replica') {
      this.drop(connection, CLOSE.tooLarge);
      return;
    }
    connection.refusedFrom = connection.writes;
    connection.send(encodeRefused(connection.writes, code, detail));
    this.#context.log.info('write refused', { document: this.document, userId: connection.peer.userId, code });
    this.#context.emit('refused', this.document, connection.peer, code);
  }

  #takeUpstream(item: Extract<Item, { kind: 'upstream' }>, batch: Batch): void {
    try {
      const content = checkUpdate(this.#live.doc, item.update);
      if (content.gap) throw new BadFrame('builds on what this copy lacks');
      const added = this.#live.apply(item.update, content, UPSTREAM, 'upstream');
      if (added !== null) batch.add(added, null);
      batch.upstream.push(item);
    } catch (error) {
      item.reject(asError(error));
      if (!(error instanceof BadFrame)) throw error;
    }
  }

  async #rebuild(batch: Batch): Promise<void> {
    this.#context.log.warn('document rebuilt', { document: this.document });
    this.#live.destroy();
    this.#life = { kind: 'broken' };
    const live = await this.#build(batch.rows);
    if (live !== null) this.#life = { kind: 'open', live };
  }

  // ---- commit

  /** Commits the batch, then tells everyone. Returns the error if it could not be stored; then the room is closed. */
  async #commit(batch: Batch): Promise<Error | null> {
    const closedBy = this.#closedBy;
    if (closedBy !== null) {
      for (const item of batch.upstream) item.reject(closedBy);
      return closedBy;
    }
    if (batch.rows.length > 0) {
      try {
        this.#head = await this.#context.store.append(this.document, batch.rows);
      } catch (error) {
        const reason = asError(error);
        for (const item of batch.upstream) item.reject(reason);
        this.#fail(reason);
        return reason;
      }
      this.#lastLocal = batch.lastLocal(this.#head) ?? this.#lastLocal;
    }
    for (const item of batch.upstream) item.resolve();
    // Closed while the rows were being stored: there is nobody left to tell.
    const closedMeanwhile = this.#closedBy;
    if (closedMeanwhile !== null) return closedMeanwhile;
    if (batch.rows.length > 0) this.#broadcast(batch);
    for (const author of batch.authors) this.#acknowledge(author);
    this.#answer(batch);
    this.#compactIfDue(batch.rows.length);
    return null;
  }

  #broadcast(batch: Batch): void {
    const soleAuthor = batch.soleAuthor();
    let frame: Uint8Array | null = null;
    for (const connection of this.#connections) {
      if (!connection.admitted || connection === soleAuthor) continue;
      frame ??= encodeUpdate(batch.merged());
      connection.send(frame);
    }
    if (!this.#context.listens('committed')) return;
    for (const run of batch.runs(this.#head)) this.#context.emit('committed', { document: this.document, ...run });
  }

  #acknowledge(connection: Connection): void {
    const count = connection.takenWrites;
    if (connection.gone || count <= connection.acknowledged) return;
    connection.acknowledged = count;
    const stateVector = this.#live.stateVectorOf(connection.peer.userId);
    connection.send(encodeDurable(stateVector, count, 0));
    if (this.#context.mode === 'server') return;
    connection.marks.push({ count, head: this.#lastLocal, stateVector });
    this.#passOnUpstreamAcknowledgement(connection);
  }

  acknowledgeUpstream(head: number): void {
    this.#acknowledgedUpstream = Math.max(this.#acknowledgedUpstream, head);
    for (const connection of this.#connections) this.#passOnUpstreamAcknowledgement(connection);
  }

  #passOnUpstreamAcknowledgement(connection: Connection): void {
    const reached = connection.marks.findLast((mark) => mark.head <= this.#acknowledgedUpstream);
    if (reached === undefined) return;
    connection.marks = connection.marks.filter((mark) => mark.head > this.#acknowledgedUpstream);
    connection.send(encodeDurable(reached.stateVector, reached.count, 1));
  }

  #answer(batch: Batch): void {
    for (const { connection, stateVector } of batch.questions) {
      if (!connection.gone) connection.send(encodeStep2(this.#live.encode(stateVector)));
    }
    for (const connection of batch.answers) connection.step2Taken += 1;
    if (batch.answers.length > 0) this.#settleFlushes();
  }

  #compactIfDue(newRows: number): void {
    this.#rowsSinceCompaction += newRows;
    if (this.#compacting || this.#rowsSinceCompaction < this.#context.limits.compactAfterRows) return;
    this.#compacting = true;
    this.#rowsSinceCompaction = 0;
    this.#context.store
      .compact(this.document)
      .catch((error: unknown) => {
        this.#context.log.warn('compaction failed', { document: this.document, error: asError(error).message });
      })
      .finally(() => {
        this.#compacting = false;
      });
  }

  // ---- turns

  async #runTurn(item: Extract<Item, { kind: 'turn' }>): Promise<void> {
    const room = this;
    let over = false;
    const turn: Turn = {
      get doc() {
        return room.#live.doc;
      },
      get epoch() {
        return room.#live.epoch;
      },
      get head() {
        return room.#head;
      },
      edit: (by, change) => {
        if (over) return Promise.reject(new Error('this turn is over'));
        return room.#edit(by, change);
      },
      announceAccess: () => room.announceAccess(),
    };
    try {
      await item.run(turn);
    } catch (error) {
      item.reject(asError(error));
    } finally {
      over = true;
    }
  }

  async #edit(by: PeerIdentity, change: (doc: LiveDocument['doc']) => void): Promise<number> {
    const batch = new Batch();
    let added: Added | null;
    try {
      added = this.#live.edit(by, this.#context.mode === 'server' ? 'upstream' : 'local', change);
    } catch (error) {
      if (!(error instanceof Poisoned)) throw error;
      await this.#rebuild(batch);
      throw error.cause;
    }
    if (added !== null) batch.add(added, null);
    const error = await this.#commit(batch);
    if (error !== null) throw error;
    return this.#head;
  }

  /** Resolves when every writing peer has answered a Step1 sent now, has left, or the time is over. */
  flush(timeoutMs: number): Promise<void> {
    if (this.#life.kind !== 'open') return Promise.resolve();
    const stateVector = this.#live.stateVector();
    const asked = [...this.#connections].filter((connection) => connection.admitted && this.#mayWrite(connection));
    const answered = asked.map((connection) => {
      connection.askForWrites(stateVector);
      return new Promise<void>((done) => {
        this.#waitingForWrites.push({ connection, answers: connection.step1Sent, done });
      });
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeUp = new Promise<void>((done) => {
      timer = setTimeout(done, timeoutMs);
    });
    return Promise.race([Promise.all(answered), timeUp]).then(() => clearTimeout(timer));
  }

  #settleFlushes(): void {
    this.#waitingForWrites = this.#waitingForWrites.filter(({ connection, answers, done }) => {
      if (!connection.gone && connection.step2Taken < answers) return true;
      done();
      return false;
    });
  }

  // ---- presence

  present(): readonly Present[] {
    return this.#presence.present();
  }

  localAwareness(): Uint8Array | null {
    return this.#presence.encodeLocal();
  }

  /** Throws `BadFrame`. */
  applyAwareness(update: Uint8Array): void {
    this.#share(this.#presence.takeFromUpstream(update), null);
  }

  clearRemoteAwareness(): void {
    this.#share(this.#presence.clearUpstream(), null);
  }

  #sendPresence(connection: Connection): void {
    const states = this.#presence.encodeFor(connection);
    if (states !== null) connection.send(encodeAwareness(states));
  }

  #shareLocal(changes: readonly PresenceChange[], from: Connection): void {
    const update = this.#share(changes, from);
    if (update !== null) this.#context.emit('awareness', this.document, update);
  }

  #share(changes: readonly PresenceChange[], from: Connection | null): Uint8Array | null {
    if (changes.length === 0) return null;
    const update = encodePresence(changes);
    const frame = encodeAwareness(update);
    for (const connection of this.#connections) {
      if (connection.joined && connection !== from) connection.send(frame);
    }
    const present = this.#presence.present();
    const key = JSON.stringify(present);
    if (key !== this.#presentKey) {
      this.#presentKey = key;
      this.#context.emit('presence', this.document, present);
    }
    return update;
  }

  // ---- the way out

  /** The connection is gone. Idempotent. */
  left(connection: Connection): void {
    connection.gone = true;
    if (!this.#connections.delete(connection)) return;
    this.#shareLocal(this.#presence.leave(connection, this.#context.nextSerial()), connection);
    this.#settleFlushes();
    this.#startIdleTimer();
  }

  /** Closes a connection. */
  drop(connection: Connection, close: CloseCode): void {
    connection.close(close.code, close.reason);
    this.left(connection);
  }

  /** Closes a connection and forgets what it sent that is still in the queue. */
  revoke(connection: Connection, close: CloseCode): void {
    connection.joined = false;
    this.drop(connection, close);
  }

  #dropBad(connection: Connection, error: unknown): void {
    this.#context.log.warn('bad frame', {
      document: this.document,
      userId: connection.peer.userId,
      error: asError(error).message,
    });
    this.drop(connection, CLOSE.badFrame);
  }

  #fail(error: Error): void {
    if (this.#life.kind === 'closed') return;
    const missing = error instanceof NoSuchDocument;
    const close = missing ? CLOSE.noSuchDocument : error instanceof StoreError ? CLOSE.storage : CLOSE.error;
    if (!missing) this.#context.log.error('room failed', { document: this.document, error: error.message });
    this.close(close, error);
  }

  /** Closes the room for good, with all its connections; what waits in the queue is rejected with `error`. */
  close(close: CloseCode, error: Error): void {
    if (this.#life.kind === 'closed') return;
    const before = this.#life;
    this.#life = { kind: 'closed', error };
    this.#stopIdleTimer();
    for (const connection of this.#connections) this.drop(connection, close);
    this.#stopIdleTimer();
    for (const item of this.#queue.splice(0)) if ('reject' in item) item.reject(error);
    if (before.kind === 'open') before.live.destroy();
    this.#context.ended(this);
    if (before.kind !== 'loading') this.#context.emit('room', this.document, false);
  }

  /** Commits what was taken, then closes all with 4503. */
  async drain(): Promise<void> {
    while (this.#draining !== null) await this.#draining;
    this.close(CLOSE.draining, new StoreError('closed', 'This server is stopping.'));
  }

  tick(): void {
    for (const connection of this.#connections) connection.tick();
  }

  #startIdleTimer(): void {
    if (this.#idleTimer !== null || this.#connections.size > 0 || this.#life.kind !== 'open') return;
    this.#idleTimer = setTimeout(() => {
      this.#idleTimer = null;
      if (this.#connections.size > 0 || this.#draining !== null) return;
      this.close(CLOSE.error, new StoreError('closed', 'This document is no longer open.'));
    }, this.#context.limits.idleRoomMs);
  }

  #stopIdleTimer(): void {
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer);
    this.#idleTimer = null;
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
