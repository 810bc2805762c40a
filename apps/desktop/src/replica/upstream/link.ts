/**
 * One document's line to the server: a socket that speaks docs/PROTOCOL.md, sends what this computer has committed
 * and the server has not acknowledged, and mends itself. What is here and what to do with it is `LocalDocument`'s.
 */
import {
  CLOSE,
  type Committed,
  type DocumentName,
  decodeFrame,
  encodeAwareness,
  encodeStep1,
  type Frame,
  isFinalClose,
  type Log,
} from '@copydesk/shared/sync';
import { Connection } from './connection.ts';
import { takeFinalClose } from './final-close.ts';
import type { LocalDocument } from './local-document.ts';
import { retryDelay } from './retry.ts';
import type { OpenSocket } from './socket.ts';

/** After a refusal, how long to wait to hear that the frames before it were committed. */
const REFUSED_WAIT_MS = 2_000;

export type LinkState =
  | { readonly state: 'stopped' }
  | { readonly state: 'waiting'; readonly timer: NodeJS.Timeout }
  | { readonly state: 'preparing' }
  | { readonly state: 'open'; readonly connection: Connection }
  | { readonly state: 'closing'; readonly connection: Connection }
  | { readonly state: 'closed'; readonly code: number; readonly detail: string };

/** What others may know of a link. */
export type LinkView =
  | { readonly link: 'offline' | 'connecting' | 'live' }
  | { readonly link: 'refused'; readonly detail: string }
  | { readonly link: 'closed'; readonly code: number; readonly detail: string };

export interface Link {
  view(): LinkView;
  /** True once the server has given all and acknowledged all. */
  settled(): boolean;
  /** Connects now, also if it was waiting or had been closed for good. */
  start(): void;
  /** Drops the line until `start`. */
  stop(): void;
  /** A window's write was committed here. */
  committed(event: Committed): void;
  /** The windows' presence changed. */
  awareness(update: Uint8Array): void;
}

export interface LinkOptions {
  readonly document: DocumentName;
  readonly open: OpenSocket;
  readonly local: LocalDocument;
  /** The access token of now; null when signed out. Rejects when the server cannot be reached. */
  readonly token: () => Promise<string | null>;
  readonly tokenRejected: (token: string) => void;
  readonly log: Log;
  readonly onChange: () => void;
  /** The server is about to be asked for what is missing here. */
  readonly onAsking: () => void;
  /** The answer to that is committed here. */
  readonly onCaughtUp: () => void;
  readonly random?: () => number;
}

export function createLink(options: LinkOptions): Link {
  const { document, local, log } = options;
  let state: LinkState = { state: 'stopped' };
  let attempt = 0;
  /** Final closes in a row after which trying again makes no sense. */
  let finalCloses = 0;

  function become(next: LinkState): void {
    if (state.state === 'waiting') clearTimeout(state.timer);
    state = next;
    options.onChange();
  }

  function wait(): void {
    const timer = setTimeout(() => connect(), retryDelay(attempt, options.random));
    attempt += 1;
    become({ state: 'waiting', timer });
  }

  function connect(): void {
    const preparing: LinkState = { state: 'preparing' };
    become(preparing);
    open(preparing).catch((error: unknown) => {
      if (state !== preparing) return;
      log.info('link-not-opened', { document, error: String(error) });
      wait();
    });
  }

  async function open(preparing: LinkState): Promise<void> {
    const token = await options.token();
    const epoch = await local.serverEpoch();
    const stateVector = await local.stateVector();
    if (state !== preparing) return;
    if (token === null) {
      become({ state: 'closed', code: CLOSE.signIn.code, detail: 'Sign in again to send what is on this computer.' });
      return;
    }
    const socket = options.open(
      { document, epoch, token },
      {
        opened() {
          options.onAsking();
          socket.send(encodeStep1(stateVector));
          const here = local.awareness();
          if (here) socket.send(encodeAwareness(here));
        },
        message: (frame) => enqueue(connection, () => handle(connection, decodeFrame(frame))),
        // After the frames that came before it.
        closed: (code, reason) => enqueue(connection, () => ended(connection, code, reason)),
      },
    );
    const connection = new Connection(socket, token);
    become({ state: 'open', connection });
  }

  /** Frames are handled in order, one after another; what goes wrong ends this connection and a new one is made. */
  function enqueue(connection: Connection, work: () => Promise<void>): void {
    connection.work = connection.work.then(work).catch((error: unknown) => {
      log.warn('link-failed', { document, error: String(error) });
      connection.socket.terminate();
      // What was to be done at its end could not be: the next connection brings the same end, and another try.
      if (state.state === 'closing' && state.connection === connection) wait();
    });
  }

  function isCurrent(connection: Connection): boolean {
    return state.state === 'open' && state.connection === connection;
  }

  async function handle(connection: Connection, frame: Frame): Promise<void> {
    if (!isCurrent(connection)) return;
    switch (frame.type) {
      case 'access':
        connection.level = frame.level;
        await local.accessHeard({ level: frame.level, reason: frame.reason }, frame.epoch);
        break;
      case 'step2':
        await local.received(frame.update);
        await caughtUp(connection);
        break;
      case 'update':
        // What comes before the Step2 is in the Step2, and may build on what only that brings.
        if (connection.caughtUp) await local.received(frame.update);
        break;
      case 'step1': {
        const lacking = await local.beyond(frame.stateVector);
        if (isCurrent(connection)) connection.answer(lacking);
        break;
      }
      case 'awareness':
        local.awarenessHeard(frame.update);
        break;
      case 'durable':
        if (frame.place === 0) await durable(connection, frame.count);
        break;
      case 'refused':
        connection.refusal = { frame: frame.count, code: frame.code, detail: frame.detail };
        setTimeout(() => connection.socket.terminate(), REFUSED_WAIT_MS);
        break;
      case 'queryAwareness': {
        const here = local.awareness();
        if (here) connection.socket.send(encodeAwareness(here));
        break;
      }
      case 'permissionDenied':
      case 'unknown':
        break;
    }
    if (connection.refusedForSure) connection.socket.terminate();
    options.onChange();
  }

  async function caughtUp(connection: Connection): Promise<void> {
    connection.caughtUp = true;
    attempt = 0;
    finalCloses = 0;
    options.onCaughtUp();
    if (connection.level === 'write' || connection.exchanged) return;
    // The server asks only those who may write for what they have. What was written here before that was known is
    // put to it all the same: it decides, and what it refuses is held.
    const pending = await local.pending();
    if (isCurrent(connection)) connection.offer(pending);
  }

  async function durable(connection: Connection, count: number): Promise<void> {
    const head = connection.acknowledge(count);
    if (head !== null) await local.acknowledged(head);
  }

  async function ended(connection: Connection, code: number, reason: string): Promise<void> {
    const wasStopped = !isCurrent(connection);
    if (!wasStopped) {
      become({ state: 'closing', connection });
      local.awarenessLost();
    }
    if (connection.refusal) {
      // Told in order, so frames before the refused one are acknowledged or in doubt; those after it are not taken.
      await local.hold(connection.refusal.code, connection.refusal.detail);
    }
    if (wasStopped || state.state !== 'closing') return;
    if (connection.refusal || !isFinalClose(code)) wait();
    else await endedForGood(connection, code, reason);
  }

  async function endedForGood(connection: Connection, code: number, reason: string): Promise<void> {
    log.warn('link-closed', { document, code, reason });
    finalCloses += 1;
    if (code === CLOSE.signIn.code) options.tokenRejected(connection.token);
    const { detail, again } = await takeFinalClose(code, local);
    if (state.state !== 'closing' || state.connection !== connection) return;
    // Once more without what the server would not take; a second final answer in a row is its last word.
    if (again && finalCloses < 2) wait();
    else become({ state: 'closed', code, detail });
  }

  return {
    view() {
      switch (state.state) {
        case 'stopped':
        case 'waiting':
          return { link: 'offline' };
        case 'closed':
          return { link: 'closed', code: state.code, detail: state.detail };
        case 'preparing':
          return { link: 'connecting' };
        case 'open':
        case 'closing': {
          const { refusal, caughtUp } = state.connection;
          if (refusal) return { link: 'refused', detail: refusal.detail };
          return { link: caughtUp ? 'live' : 'connecting' };
        }
      }
    },
    settled: () => state.state === 'open' && state.connection.settled,
    start() {
      if (state.state === 'open' || state.state === 'preparing' || state.state === 'closing') return;
      attempt = 0;
      finalCloses = 0;
      connect();
    },
    stop() {
      const before = state;
      become({ state: 'stopped' });
      if (before.state !== 'open' && before.state !== 'closing') return;
      before.connection.socket.close();
      local.awarenessLost();
    },
    committed(event) {
      if (state.state !== 'open' || event.origin !== 'local') return;
      state.connection.commit(event);
    },
    awareness(update) {
      if (state.state === 'open' && state.connection.socket.isOpen) {
        state.connection.socket.send(encodeAwareness(update));
      }
    },
  };
}
