/**
 * Requests and answers over one socket to the replica that mends itself. A request that was never sent waits for the
 * next connection; one whose answer was lost is asked again if asking twice does no harm, else it fails in words.
 */
import { LocalEvent, Problem, ProblemError } from '@copydesk/shared/api';
import { isFinalClose } from '@copydesk/shared/sync';
import * as z from 'zod';
import type { Connection } from './bridge.ts';

/** What of a WebSocket the requests need. */
export type RpcSocket = Pick<WebSocket, 'send' | 'close' | 'onopen' | 'onmessage' | 'onclose'>;

export interface RpcOptions {
  connect(): RpcSocket;
  /** May this request be sent a second time when its answer was lost? */
  repeatable(call: string): boolean;
  /** How long a request waits for a connection before it fails, in milliseconds. */
  readonly patienceMs?: number;
  /** How long to wait before connection attempt `attempt` (1, 2, ...), in milliseconds. */
  delay?(attempt: number): number;
}

export interface Rpc {
  /** Resolves with the answer, unparsed. Rejects with `ProblemError`. */
  request(call: string, input: unknown): Promise<unknown>;
  onEvent(listener: (event: LocalEvent) => void): () => void;
  onConnection(listener: (connection: Connection) => void): () => void;
  close(): void;
}

interface Pending {
  readonly id: number;
  readonly call: string;
  readonly frame: string;
  sent: boolean;
  resolve(result: unknown): void;
  reject(error: ProblemError): void;
  patience: ReturnType<typeof setTimeout> | undefined;
}

/** An answer without a result may come with `result: null` or without the key. */
const Message = z.union([
  z.object({ id: z.int(), problem: Problem }),
  LocalEvent,
  z.object({ id: z.int(), result: z.unknown().optional() }),
]);

const DEFAULT_PATIENCE_MS = 10_000;

function defaultDelay(attempt: number): number {
  const most = Math.min(4_000, 150 * 2 ** attempt);
  return most / 2 + Math.random() * (most / 2);
}

function problem(title: string, detail: string): ProblemError {
  return new ProblemError({ type: 'about:blank', title, status: 503, detail });
}

/** Opens the socket and keeps it open until `close()` or a final close code. */
export function createRpc(options: RpcOptions): Rpc {
  const patienceMs = options.patienceMs ?? DEFAULT_PATIENCE_MS;
  const delay = options.delay ?? defaultDelay;
  const pending = new Map<number, Pending>();
  const eventListeners = new Set<(event: LocalEvent) => void>();
  const connectionListeners = new Set<(connection: Connection) => void>();
  let socket: RpcSocket | null = null;
  let connection: Connection = 'lost';
  let attempt = 0;
  let nextId = 1;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function turn(to: Connection): void {
    if (connection === to) return;
    connection = to;
    for (const listener of connectionListeners) listener(to);
  }

  function open(): void {
    const opened = options.connect();
    socket = opened;
    opened.onopen = () => {
      attempt = 0;
      turn('open');
      for (const request of pending.values()) transmit(request);
    };
    opened.onmessage = (event) => receive(event.data);
    opened.onclose = (event) => {
      if (socket === opened) lose(isFinalClose(event.code));
    };
  }

  function transmit(request: Pending): void {
    if (socket === null || connection !== 'open') return;
    clearTimeout(request.patience);
    request.sent = true;
    socket.send(request.frame);
  }

  function receive(data: unknown): void {
    const message = Message.safeParse(parseJson(data));
    // What this window does not understand is from another version of the replica; it is not for this window.
    if (!message.success) return;
    if ('event' in message.data) {
      for (const listener of eventListeners) listener(message.data);
      return;
    }
    const request = pending.get(message.data.id);
    if (request === undefined) return;
    pending.delete(request.id);
    clearTimeout(request.patience);
    if ('problem' in message.data) request.reject(new ProblemError(message.data.problem));
    else request.resolve(message.data.result ?? undefined);
  }

  function lose(final: boolean): void {
    socket = null;
    for (const request of [...pending.values()]) {
      if (final) fail(request, ended());
      else if (!request.sent) continue;
      else if (options.repeatable(request.call)) wait(request);
      else fail(request, answerLost());
    }
    turn(final ? 'ended' : 'lost');
    if (final) return;
    attempt += 1;
    timer = setTimeout(open, delay(attempt));
  }

  /** Keeps a request for the next connection, for as long as the person can be asked to wait. */
  function wait(request: Pending): void {
    request.sent = false;
    request.patience = setTimeout(() => fail(request, notReached()), patienceMs);
  }

  function fail(request: Pending, error: ProblemError): void {
    pending.delete(request.id);
    clearTimeout(request.patience);
    request.reject(error);
  }

  open();

  return {
    request(call, input) {
      if (connection === 'ended') {
        return Promise.reject(ended());
      }
      return new Promise((resolve, reject) => {
        const id = nextId++;
        const frame = JSON.stringify({ id, call, input });
        const request: Pending = { id, call, frame, sent: false, resolve, reject, patience: undefined };
        pending.set(id, request);
        wait(request);
        transmit(request);
      });
    },
    onEvent(listener) {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    onConnection(listener) {
      connectionListeners.add(listener);
      return () => connectionListeners.delete(listener);
    },
    close() {
      clearTimeout(timer);
      const last = socket;
      socket = null;
      turn('ended');
      for (const request of [...pending.values()]) fail(request, problem('Closed', 'This window was closed.'));
      last?.close();
    },
  };
}

function ended(): ProblemError {
  return problem(
    'Window no longer connected',
    'Copydesk on this computer was restarted or signed out. What was saved is safe there. Open Copydesk again to go on.',
  );
}

function answerLost(): ProblemError {
  return problem(
    'Answer lost',
    'Copydesk on this computer restarted before it answered, so it is not known whether this was done. Your text is safe. Look before you do it again.',
  );
}

function notReached(): ProblemError {
  return problem(
    'Not reached',
    'Copydesk on this computer does not answer, so this cannot be done now. It is being tried again by itself; if it stays, restart Copydesk.',
  );
}

function parseJson(data: unknown): unknown {
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
