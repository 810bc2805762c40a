/**
 * One document's line to the server: a socket that speaks docs/PROTOCOL.md, sends what this computer has committed
 * and the server has not acknowledged, and mends itself. What is here and what to do with it is `LocalDocument`'s.
 */
import {
  type Access,
  CLOSE,
  type Committed,
  DEFAULT_LIMITS,
  type DocumentName,
  decodeFrame,
  encodeAwareness,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
  type Frame,
  isFinalClose,
  type Log,
} from '@copydesk/shared/sync';
import { WebSocket } from 'ws';
import { retryDelay } from './retry.ts';

/** The server sends something every 15 s; after two of those and a little more the line is dead. */
const WATCHDOG_MS = 35_000;
/** After a refusal, how long to wait to hear that the frames before it were committed. */
const REFUSED_WAIT_MS = 2_000;
const DAMAGED = 'This story’s text is damaged on the server, and whoever runs the server has to mend it.';
const SAFE_HERE = 'Your copy is safe here, and so is what you write in it.';
/** Keeps the line open through address translators, which forget silent ones. */
const HEARTBEAT_MS = 15_000;

/** The local side of a link: this replica's copy of one document. */
export interface LocalDocument {
  /** The history held here as the server names it; null if nothing is held. */
  serverEpoch(): Promise<string | null>;
  /** What is here (state vector; empty if nothing is held). */
  stateVector(): Promise<Uint8Array>;
  /** The server said what the person may do and which history this is. Makes the local copy if there is none. */
  accessHeard(access: Access, epoch: string): Promise<void>;
  /** The server lets the person in no more: what is here may only be read, until it says otherwise. */
  accessLost(reason: string): Promise<void>;
  /** Commits what came from the server. */
  received(update: Uint8Array): Promise<void>;
  /** What is committed here beyond `stateVector`, up to log row `head`. Asks open windows for their last words first. */
  beyond(stateVector: Uint8Array): Promise<{ update: Uint8Array; head: number }>;
  /** Rows that the server has not acknowledged, merged; null if there are none. */
  pending(): Promise<{ update: Uint8Array; head: number } | null>;
  /** The server has committed all rows up to `head`. */
  acknowledged(head: number): Promise<void>;
  /** Takes what is pending out of the document and keeps it as a held change. */
  hold(code: string, detail: string): Promise<void>;
  /** The server holds another history: what is pending is held, the rest is forgotten, to be fetched anew. */
  forget(detail: string): Promise<void>;
  /** Presence of the windows here, for a new connection; null if nobody is in. */
  awareness(): Uint8Array | null;
  awarenessHeard(update: Uint8Array): void;
  /** The line is down: nobody elsewhere can be seen. */
  awarenessLost(): void;
}

interface Refusal {
  readonly frame: number;
  readonly code: string;
  readonly detail: string;
}

/** What one socket has been through. */
interface Connection {
  readonly socket: WebSocket;
  /** Write frames sent. */
  sent: number;
  /** Write frames the server has committed. */
  committed: number;
  /** Up to which log row each write frame reached. */
  marks: { frame: number; head: number }[];
  /** Rows up to here went out, or null while the exchange of what each side lacks is not over. */
  sentHead: number | null;
  /** Local commits that came before it was over. */
  early: Committed[];
  level: Access['level'] | null;
  /** The server's Step2 arrived: what is here is no older than the connection. */
  caughtUp: boolean;
  refusal: Refusal | null;
  token: string;
  /** Frames are handled one after another. */
  work: Promise<void>;
  watchdog: NodeJS.Timeout;
  heartbeat: NodeJS.Timeout;
}

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
  /** `ws://` or `wss://` and the host. */
  readonly serverUrl: string;
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
    const query = epoch === null ? '' : `?epoch=${encodeURIComponent(epoch)}`;
    const socket = new WebSocket(`${options.serverUrl}/sync/${document}${query}`, ['copydesk.1', `bearer.${token}`], {
      perMessageDeflate: false,
      maxPayload: DEFAULT_LIMITS.maxFrameBytes + 1024,
      handshakeTimeout: 10_000,
    });
    const connection: Connection = {
      socket,
      sent: 0,
      committed: 0,
      marks: [],
      sentHead: null,
      early: [],
      level: null,
      caughtUp: false,
      refusal: null,
      token,
      work: Promise.resolve(),
      watchdog: setTimeout(() => socket.terminate(), WATCHDOG_MS),
      heartbeat: setInterval(() => socket.readyState === WebSocket.OPEN && socket.ping(), HEARTBEAT_MS),
    };
    become({ state: 'open', connection });
    socket.on('open', () => {
      options.onAsking();
      socket.send(encodeStep1(stateVector));
      const here = local.awareness();
      if (here) socket.send(encodeAwareness(here));
    });
    socket.on('message', (data: Buffer) => {
      connection.watchdog.refresh();
      enqueue(connection, () => handle(connection, decodeFrame(new Uint8Array(data))));
    });
    socket.on('error', (error) => log.info('link-error', { document, error: error.message }));
    socket.on('close', (code, reason) => {
      clearTimeout(connection.watchdog);
      clearInterval(connection.heartbeat);
      // After the frames that came before it.
      enqueue(connection, () => ended(connection, code, reason.toString()));
    });
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
        const { update, head } = await local.beyond(frame.stateVector);
        write(connection, encodeStep2(update), head);
        sendEarly(connection);
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
    if (connection.refusal && connection.committed >= connection.refusal.frame - 1) connection.socket.terminate();
    options.onChange();
  }

  async function caughtUp(connection: Connection): Promise<void> {
    connection.caughtUp = true;
    attempt = 0;
    finalCloses = 0;
    options.onCaughtUp();
    if (connection.level === 'write' || connection.sentHead !== null) return;
    // The server asks only those who may write for what they have. What was written here before that was known is
    // put to it all the same: it decides, and what it refuses is held.
    const rows = await local.pending();
    if (rows) write(connection, encodeUpdate(rows.update), rows.head);
    else connection.sentHead = 0;
    sendEarly(connection);
  }

  /** What was committed while the exchange was being prepared, as far as it is not in it. */
  function sendEarly(connection: Connection): void {
    for (const event of connection.early.splice(0)) {
      if (event.head > (connection.sentHead ?? 0)) write(connection, encodeUpdate(event.update), event.head);
    }
  }

  function write(connection: Connection, frame: Uint8Array, head: number): void {
    if (!isCurrent(connection) || connection.socket.readyState !== WebSocket.OPEN) return;
    connection.socket.send(frame);
    connection.sent += 1;
    connection.marks.push({ frame: connection.sent, head });
    connection.sentHead = Math.max(connection.sentHead ?? 0, head);
  }

  async function durable(connection: Connection, count: number): Promise<void> {
    connection.committed = Math.max(connection.committed, count);
    const reached = connection.marks.filter((mark) => mark.frame <= count);
    connection.marks = connection.marks.filter((mark) => mark.frame > count);
    if (reached.length > 0) await local.acknowledged(Math.max(...reached.map((mark) => mark.head)));
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
    switch (code) {
      case CLOSE.signIn.code:
        options.tokenRejected(connection.token);
        break;
      case CLOSE.updateApp.code:
        become({ state: 'closed', code, detail: 'This version of the app is too old for the server. Update the app.' });
        return;
      case CLOSE.damaged.code: {
        // Nothing here is at fault: what is pending stays so, for when the server's text has been mended.
        const held = (await local.serverEpoch()) !== null;
        become({ state: 'closed', code, detail: `${DAMAGED}${held ? ` ${SAFE_HERE}` : ''}` });
        return;
      }
      case CLOSE.otherHistory.code:
        await local.forget('The server has another copy of this story, made anew.');
        break;
      case CLOSE.tooLarge.code:
      case 1009:
        await local.hold('too-large', 'The text is too large for the server.');
        break;
      case CLOSE.forbidden.code:
      case CLOSE.noSuchDocument.code:
        // First, so that nothing more is written into what is held.
        await local.accessLost(closedDetail(code));
        await local.hold('revoked', closedDetail(code));
        break;
      default:
        await local.hold('not-taken', closedDetail(code));
    }
    if (state.state !== 'closing' || state.connection !== connection) return;
    // Once more without what the server would not take; a second final answer in a row is its last word.
    if (finalCloses < 2) wait();
    else become({ state: 'closed', code, detail: closedDetail(code) });
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
    settled: () =>
      state.state === 'open' &&
      state.connection.caughtUp &&
      state.connection.refusal === null &&
      state.connection.sentHead !== null &&
      state.connection.marks.length === 0,
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
      before.connection.socket.close(1000);
      local.awarenessLost();
    },
    committed(event) {
      if (state.state !== 'open' || event.origin !== 'local') return;
      const { connection } = state;
      if (connection.refusal) return;
      connection.early.push(event);
      if (connection.sentHead !== null) sendEarly(connection);
    },
    awareness(update) {
      if (state.state === 'open' && state.connection.socket.readyState === WebSocket.OPEN) {
        state.connection.socket.send(encodeAwareness(update));
      }
    },
  };
}

function closedDetail(code: number): string {
  switch (code) {
    case CLOSE.forbidden.code:
      return 'You may no longer open this story.';
    case CLOSE.noSuchDocument.code:
      return 'The server does not have this story.';
    case CLOSE.tooLarge.code:
    case 1009:
      return 'The text is too large for the server.';
    case CLOSE.damaged.code:
      return 'The server’s copy of this story is damaged and is being seen to. Everything you wrote stays on this computer.';
    case CLOSE.signIn.code:
      return 'Sign in again to send what is on this computer.';
    default:
      return 'The server ended the connection for good. Save a copy and restart the app.';
  }
}
