/** The way in for documents: WebSockets on `/sync/{document}`. Whatever is wrong is said by a close code. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  Allowance,
  CLOSE,
  type DocumentName,
  documentName,
  type Limits,
  parseDocumentName,
  Rounds,
} from '@copydesk/shared/sync';
import { type WebSocket, WebSocketServer } from 'ws';
import { isLoopback } from '../config.ts';
import type { Caller, ServerContext } from '../context.ts';
import type { Crowd } from '../net/crowd.ts';
import type { Metrics } from '../observe/metrics.ts';
import { WsPeerSocket } from './ws-socket.ts';

const PROTOCOL = 'copydesk.1';
/** What all versions of our protocol begin with. */
const FAMILY = 'copydesk.';
const BEARER = 'bearer.';
/** Who is turned away has nothing to say that is larger. */
const MAX_TURNED_AWAY_BYTES = 1_024;

type Verdict =
  | {
      readonly ok: true;
      readonly caller: Caller;
      readonly document: DocumentName;
      readonly epoch: string | null;
      /** Counts the connection out again. */
      readonly leave: () => void;
    }
  | { readonly ok: false; readonly close: { readonly code: number; readonly reason: string } };

const wrong = (close: { readonly code: number; readonly reason: string }): Verdict => ({ ok: false, close });

function offered(request: IncomingMessage): string[] {
  return (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
}

/** True if a page from there may speak to this server: the app itself, or a page on this host or computer. */
function originAllowed(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.protocol === 'app:' || isLoopback(from.hostname.replace(/^\[|\]$/g, '')) || from.host === host;
}

/** The document and history that an address names, or null. The path is taken as it stands: nothing in it is resolved. */
function addressOf(url: string | undefined): { document: DocumentName; epoch: string | null } | null {
  const [, name = '', query = ''] = /^\/sync\/([^/%?]+)(?:\?(.*))?$/.exec(url ?? '') ?? [];
  const parts = parseDocumentName(name);
  return parts === null
    ? null
    : {
        document: documentName(parts.articleId, parts.language, parts.notes),
        epoch: new URLSearchParams(query).get('epoch'),
      };
}

export interface SyncServer {
  /** Ends what is left of the connections; the hub has closed those it knows. */
  stop(): void;
}

interface SyncOptions extends Pick<ServerContext, 'hub' | 'sessions' | 'log'> {
  readonly limits: Limits;
  readonly crowd: Crowd;
  readonly metrics: Pick<Metrics, 'traffic' | 'closed'>;
}

/** Takes over the upgrades of an HTTP server. */
export function serveSync(http: Server, { hub, sessions, log, limits, crowd, metrics }: SyncOptions): SyncServer {
  const common = { noServer: true, perMessageDeflate: false, maxFragments: limits.maxFragments };
  const server = new WebSocketServer({ ...common, maxPayload: limits.maxFrameBytes, handleProtocols: () => PROTOCOL });
  /** For those whose connection is opened only to close it with a code. */
  const turningAway = new WebSocketServer({
    ...common,
    maxPayload: MAX_TURNED_AWAY_BYTES,
    // Also one that is not ours: a client that is answered none of its own never gets to see the code.
    handleProtocols: (offered) =>
      offered.has(PROTOCOL) ? PROTOCOL : ([...offered].find((name) => name.startsWith(FAMILY)) ?? false),
  });
  const alive = new WeakSet<WebSocket>();
  const heartbeat = new Rounds<WebSocket>(limits.heartbeatMs, (socket) => {
    if (alive.delete(socket)) socket.ping();
    else socket.terminate();
  });

  async function judge(request: IncomingMessage): Promise<Verdict> {
    if (!originAllowed(request.headers.origin, request.headers.host)) return wrong(CLOSE.forbidden);
    const protocols = offered(request);
    if (!protocols.includes(PROTOCOL)) return wrong(CLOSE.updateApp);
    const token = protocols.find((name) => name.startsWith(BEARER))?.slice(BEARER.length);
    const caller = token === undefined ? null : await sessions.verify(token);
    if (caller === null) return wrong(CLOSE.signIn);
    const address = addressOf(request.url);
    if (address === null) return wrong(CLOSE.noSuchDocument);
    const leave = crowd.enter(caller.user.id);
    return leave === null ? wrong(CLOSE.tooFast) : { ok: true, caller, leave, ...address };
  }

  function watch(socket: WebSocket): void {
    // Every fault of a connection ends in 'close' as well.
    socket.on('error', (error) => log.info('socket-error', { error: error.message }));
  }

  function turnAway(socket: WebSocket, stream: Duplex, { close }: Extract<Verdict, { ok: false }>): void {
    watch(socket);
    new WsPeerSocket(socket, stream, metrics).close(close.code, close.reason);
  }

  function connect(
    socket: WebSocket,
    stream: Duplex,
    { caller, document, epoch }: Extract<Verdict, { ok: true }>,
  ): void {
    watch(socket);
    const out = new WsPeerSocket(socket, stream, metrics);
    const peer = hub.connect({
      document,
      epoch,
      peer: { userId: caller.user.id, name: caller.user.name, sessionId: caller.sessionId },
      socket: out,
    });
    const pings = new Allowance(limits.maxSignalsPerSecond, limits.rateWindowMs);
    alive.add(socket);
    heartbeat.enter(socket);
    socket.on('pong', () => alive.add(socket));
    socket.on('ping', () => {
      if (socket.readyState === socket.OPEN && !pings.spend()) out.close(CLOSE.tooFast.code, CLOSE.tooFast.reason);
    });
    socket.on('message', (data, isBinary) => {
      if (!isBinary || !(data instanceof Buffer)) {
        out.close(CLOSE.badFrame.code, CLOSE.badFrame.reason);
        return;
      }
      metrics.traffic.framesIn += 1;
      metrics.traffic.bytesIn += data.length;
      peer.receive(data);
    });
    socket.on('close', () => {
      heartbeat.leave(socket);
      peer.closed();
    });
  }

  /** What to answer an upgrade with; null if its address asks for too many. */
  async function answerTo(request: IncomingMessage): Promise<Verdict | null> {
    const from = { remote: request.socket.remoteAddress ?? '', forwardedFor: forwardedFor(request) };
    return (await crowd.mayUpgrade(from)) ? judge(request) : null;
  }

  function answer(verdict: Verdict | null, request: IncomingMessage, stream: Duplex, head: Buffer): void {
    if (verdict === null) {
      stream.on('error', () => stream.destroy());
      stream.end('HTTP/1.1 429 Too Many Requests\r\nRetry-After: 5\r\nConnection: close\r\n\r\n');
    } else if (!verdict.ok) {
      turningAway.handleUpgrade(request, stream, head, (socket) => turnAway(socket, stream, verdict));
    } else if (stream.destroyed) {
      verdict.leave();
    } else {
      stream.once('close', verdict.leave);
      server.handleUpgrade(request, stream, head, (socket) => connect(socket, stream, verdict));
    }
  }

  function onUpgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const lost = (error: Error) => log.info('upgrade-lost', { error: error.message });
    stream.on('error', lost);
    answerTo(request)
      .then((verdict) => {
        stream.off('error', lost);
        answer(verdict, request, stream, head);
      })
      .catch((error: unknown) => {
        log.error('upgrade-failed', { error: String(error) });
        stream.destroy();
      });
  }
  http.on('upgrade', onUpgrade);

  return {
    stop() {
      http.off('upgrade', onUpgrade);
      heartbeat.stop();
      for (const { clients } of [server, turningAway]) for (const socket of clients) socket.terminate();
      server.close();
      turningAway.close();
    },
  };
}

function forwardedFor({ headers }: IncomingMessage): string | undefined {
  const given = headers['x-forwarded-for'];
  return Array.isArray(given) ? given.join(',') : given;
}
