import { CLOSE } from './close-codes.ts';
import type { Connection } from './connection.ts';
import type { Present } from './hub-api.ts';
import type { LiveDocument } from './live-document.ts';
import type { Access, DocumentName } from './ports.ts';
import { encodePresence, Presence, type PresenceChange } from './presence.ts';
import { encodeAwareness } from './protocol.ts';
import { asError, type RoomContext } from './room-context.ts';

export type CloseCode = { readonly code: number; readonly reason: string };

/** The connections of a room: who they are, what each may do, who sees whom, how each ends. */
export class Members {
  readonly #document: DocumentName;
  readonly #context: RoomContext;
  readonly #onEmpty: () => void;
  readonly #connections = new Set<Connection>();
  readonly #presence: Presence;
  #presentKey = '[]';
  #awaited: { readonly connection: Connection; readonly answers: number; readonly done: () => void }[] = [];

  constructor(document: DocumentName, context: RoomContext, onEmpty: () => void) {
    this.#document = document;
    this.#context = context;
    this.#onEmpty = onEmpty;
    this.#presence = new Presence(context.limits, context.presenceAfter);
  }

  get size(): number {
    return this.#connections.size;
  }

  [Symbol.iterator](): Iterator<Connection> {
    return this.#connections.values();
  }

  add(connection: Connection): void {
    this.#connections.add(connection);
  }

  /** Lets a connection in: tells it its access first, then who is there. */
  join(connection: Connection, live: LiveDocument): void {
    if (connection.gone) return;
    if (connection.epoch !== null && connection.epoch !== live.epoch) {
      this.drop(connection, CLOSE.otherHistory);
      return;
    }
    const access = this.access(connection);
    if (access === null) return;
    connection.joined = true;
    connection.announce(access, live.epoch);
    if (connection.epoch !== null) this.admit(connection, live);
    this.sendPresence(connection);
  }

  /** The connection holds the same history: from now on it is asked for what it has, and sent what comes. */
  admit(connection: Connection, live: LiveDocument): void {
    connection.admitted = true;
    if (this.#mayWrite(connection)) connection.askForWrites(live.stateVector());
  }

  #mayWrite(connection: Connection): boolean {
    return this.#context.mode === 'replica' || connection.announced?.level === 'write';
  }

  /** What the connection may do now; null if it must not know of the document, and then it is closed. */
  access(connection: Connection): Access | null {
    const access = this.#context.policy.access(connection.peer, this.#document);
    if (access === null) this.drop(connection, CLOSE.noSuchDocument);
    return access;
  }

  announceAccess(live: LiveDocument): void {
    for (const connection of this.#connections) {
      const access = connection.joined ? this.access(connection) : null;
      if (access !== null) this.#announce(connection, access, live);
    }
  }

  announce(access: Access, live: LiveDocument): void {
    for (const connection of this.#connections) if (connection.joined) this.#announce(connection, access, live);
  }

  #announce(connection: Connection, access: Access, live: LiveDocument): void {
    const turnedToWrite = connection.announce(access, live.epoch);
    if (turnedToWrite && connection.admitted) connection.askForWrites(live.stateVector());
  }

  /**
   * Sends to everyone who has the document, but not to `except`. The frame is made when the first one needs it.
   * `more`: who is sent another frame in this turn.
   */
  broadcast(frame: () => Uint8Array, except: Connection | null, more: (connection: Connection) => boolean): void {
    let made: Uint8Array | null = null;
    for (const connection of this.#connections) {
      if (!connection.admitted || connection === except) continue;
      made ??= frame();
      connection.send(made, more(connection));
    }
  }

  tick(): void {
    for (const [connection, changes] of this.#presence.renew()) this.#shareLocal(changes, connection);
    for (const connection of this.#connections) connection.tick();
  }

  // ---- flush

  /** Resolves when every writing peer has answered a Step1 sent now, has left, or the time is over. */
  async flush(timeoutMs: number, live: LiveDocument): Promise<void> {
    const stateVector = live.stateVector();
    // By what is still allowed, not by what was announced: a pause is announced before the last words are asked for.
    const asked = [...this.#connections].filter(
      (connection) => connection.admitted && (this.#mayWrite(connection) || this.access(connection)?.level === 'write'),
    );
    const answered = asked.map((connection) => {
      connection.askForWrites(stateVector);
      return new Promise<void>((done) => {
        this.#awaited.push({ connection, answers: connection.step1Sent, done });
      });
    });
    this.#settle();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeUp = new Promise<void>((done) => {
      timer = setTimeout(done, timeoutMs);
    });
    await Promise.race([Promise.all(answered), timeUp]);
    clearTimeout(timer);
  }

  /** Each of these sent a Step2, which is dealt with now. */
  answered(connections: readonly Connection[]): void {
    for (const connection of connections) connection.step2Taken += 1;
    if (connections.length > 0) this.#settle();
  }

  #settle(): void {
    this.#awaited = this.#awaited.filter(({ connection, answers, done }) => {
      if (!connection.gone && connection.step2Taken < answers) return true;
      done();
      return false;
    });
  }

  // ---- presence

  present(): readonly Present[] {
    return this.#presence.present();
  }

  carets(): readonly unknown[] {
    return this.#presence.carets();
  }

  localAwareness(): Uint8Array | null {
    return this.#presence.encodeLocal();
  }

  /** Throws `BadFrame`. */
  takeAwareness(connection: Connection, update: Uint8Array): void {
    this.#shareLocal(this.#presence.takeFromConnection(connection, update), connection);
  }

  /** Throws `BadFrame`. */
  applyUpstreamAwareness(update: Uint8Array): void {
    this.#share(this.#presence.takeFromUpstream(update), null);
  }

  clearUpstreamAwareness(): void {
    this.#share(this.#presence.clearUpstream(), null);
  }

  sendPresence(connection: Connection): void {
    const states = this.#presence.encodeFor(connection);
    if (states !== null) connection.send(encodeAwareness(states));
  }

  #shareLocal(changes: readonly PresenceChange[], from: Connection): void {
    const update = this.#share(changes, from);
    if (update !== null) this.#context.emit('awareness', this.#document, update);
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
      this.#context.emit('presence', this.#document, present);
    }
    return update;
  }

  // ---- the way out

  /** The connection is gone. Idempotent, and about this connection alone. */
  left(connection: Connection): void {
    connection.gone = true;
    if (!this.#connections.delete(connection)) return;
    this.#shareLocal(this.#presence.leave(connection, this.#context.nextSerial()), connection);
    this.#settle();
    if (this.#connections.size === 0) this.#onEmpty();
  }

  /** Closes a connection. What it sent before still counts. */
  drop(connection: Connection, close: CloseCode): void {
    connection.close(close.code, close.reason);
    this.left(connection);
  }

  /** Closes a connection and forgets what it sent that is still in the queue. */
  revoke(connection: Connection, close: CloseCode): void {
    connection.joined = false;
    this.drop(connection, close);
  }

  dropBad(connection: Connection, error: unknown): void {
    if (connection.gone) return;
    this.#context.log.warn('bad frame', {
      document: this.#document,
      userId: connection.peer.userId,
      error: asError(error).message,
    });
    this.drop(connection, CLOSE.badFrame);
  }

  dropAll(close: CloseCode): void {
    for (const connection of this.#connections) this.drop(connection, close);
  }
}
