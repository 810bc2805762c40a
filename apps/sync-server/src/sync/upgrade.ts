/** The way in for documents: WebSockets on `/sync/{document}`. Whatever is wrong is said by a close code. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { CLOSE, DEFAULT_LIMITS, type DocumentName, documentName, parseDocumentName } from '@copydesk/shared/sync';
import { type WebSocket, WebSocketServer } from 'ws';
import { isLoopback } from '../config.ts';
import type { Caller, ServerContext } from '../context.ts';
import { WsPeerSocket } from './ws-socket.ts';

const PROTOCOL = 'copydesk.1';
const BEARER = 'bearer.';
/** A peer that answers none of two pings is gone. */
const PING_MS = 15_000;
/** A frame is one update, sent in one piece or a few. */
const MAX_FRAGMENTS = 1_024;

type Verdict =
  | { readonly ok: true; readonly caller: Caller; readonly document: DocumentName; readonly epoch: string | null }
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

/** The document and history that an address names, or null. */
function addressOf(url: string | undefined): { document: DocumentName; epoch: string | null } | null {
  if (url === undefined || !URL.canParse(url, 'ws://copydesk')) return null;
  const { pathname, searchParams } = new URL(url, 'ws://copydesk');
  const parts = parseDocumentName(/^\/sync\/([^/%]+)$/.exec(pathname)?.[1] ?? '');
  return parts === null
    ? null
    : {
        document: documentName(parts.articleId, parts.language, parts.notes),
        epoch: searchParams.get('epoch'),
      };
}

export interface SyncServer {
  /** Ends what is left of the connections; the hub has closed those it knows. */
  stop(): void;
}

/** Takes over the upgrades of an HTTP server. */
export function serveSync(
  http: Server,
  { hub, sessions, log }: Pick<ServerContext, 'hub' | 'sessions' | 'log'>,
): SyncServer {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: DEFAULT_LIMITS.maxFrameBytes,
    maxFragments: MAX_FRAGMENTS,
    perMessageDeflate: false,
    handleProtocols: (protocols) => (protocols.has(PROTOCOL) ? PROTOCOL : false),
  });
  const alive = new WeakSet<WebSocket>();

  async function judge(request: IncomingMessage): Promise<Verdict> {
    if (!originAllowed(request.headers.origin, request.headers.host)) return wrong(CLOSE.forbidden);
    const protocols = offered(request);
    if (!protocols.includes(PROTOCOL)) return wrong(CLOSE.updateApp);
    const token = protocols.find((name) => name.startsWith(BEARER))?.slice(BEARER.length);
    const caller = token === undefined ? null : await sessions.verify(token);
    if (caller === null) return wrong(CLOSE.signIn);
    const address = addressOf(request.url);
    return address === null ? wrong(CLOSE.noSuchDocument) : { ok: true, caller, ...address };
  }

  function connect(socket: WebSocket, verdict: Verdict): void {
    // Every fault of a connection ends in 'close' as well.
    socket.on('error', (error) => log.info('socket-error', { error: error.message }));
    if (!verdict.ok) {
      new WsPeerSocket(socket).close(verdict.close.code, verdict.close.reason);
      return;
    }
    const { caller, document, epoch } = verdict;
    const peer = hub.connect({
      document,
      epoch,
      peer: { userId: caller.user.id, name: caller.user.name, sessionId: caller.sessionId },
      socket: new WsPeerSocket(socket),
    });
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    socket.on('message', (data, isBinary) => {
      if (isBinary && data instanceof Buffer) peer.receive(data);
      else socket.close(CLOSE.badFrame.code, CLOSE.badFrame.reason);
    });
    socket.on('close', () => peer.closed());
  }

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const lost = (error: Error) => log.info('upgrade-lost', { error: error.message });
    stream.on('error', lost);
    judge(request)
      .then((verdict) => {
        stream.off('error', lost);
        server.handleUpgrade(request, stream, head, (socket) => connect(socket, verdict));
      })
      .catch((error: unknown) => {
        log.error('upgrade-failed', { error: String(error) });
        stream.destroy();
      });
  }
  http.on('upgrade', upgrade);

  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (alive.delete(socket)) socket.ping();
      else socket.terminate();
    }
  }, PING_MS);

  return {
    stop() {
      http.off('upgrade', upgrade);
      clearInterval(heartbeat);
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
