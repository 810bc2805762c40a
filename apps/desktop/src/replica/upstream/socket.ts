/** What carries a link: a WebSocket to the server that notices when it is dead. */
import { DEFAULT_LIMITS, type DocumentName, type Log } from '@copydesk/shared/sync';
import { WebSocket } from 'ws';

/** The server sends something every 15 s; after two of those and a little more the line is dead. */
const WATCHDOG_MS = 35_000;
/** Keeps the line open through address translators, which forget silent ones. */
const HEARTBEAT_MS = 15_000;

/** Where a link leads: the history held here, if any, and who asks. */
export interface Address {
  readonly document: DocumentName;
  readonly epoch: string | null;
  readonly token: string;
}

/** The link's way out. */
export interface UpstreamSocket {
  /** False until it is open, and once it begins to close. */
  readonly isOpen: boolean;
  send(frame: Uint8Array): void;
  /** Sends what was handed over, then closes. */
  close(): void;
  /** Drops the connection at once. */
  terminate(): void;
}

/** What the link is told of its socket. Each socket is opened at most once and closed once. */
export interface SocketEvents {
  opened(): void;
  message(frame: Uint8Array): void;
  closed(code: number, reason: string): void;
}

/** Opens a socket; what becomes of it is told later, never within the call. */
export type OpenSocket = (address: Address, events: SocketEvents) => UpstreamSocket;

/** Sockets to a server (`ws://` or `wss://` and the host). */
export function webSockets(serverUrl: string, log: Log): OpenSocket {
  return ({ document, epoch, token }, events) => {
    const query = epoch === null ? '' : `?epoch=${encodeURIComponent(epoch)}`;
    const socket = new WebSocket(`${serverUrl}/sync/${document}${query}`, ['copydesk.1', `bearer.${token}`], {
      perMessageDeflate: false,
      maxPayload: DEFAULT_LIMITS.maxFrameBytes,
      handshakeTimeout: 10_000,
    });
    const watchdog = setTimeout(() => socket.terminate(), WATCHDOG_MS);
    const heartbeat = setInterval(() => socket.readyState === WebSocket.OPEN && socket.ping(), HEARTBEAT_MS);
    socket.on('open', () => events.opened());
    socket.on('message', (data: Buffer) => {
      watchdog.refresh();
      events.message(new Uint8Array(data));
    });
    socket.on('error', (error) => log.info('link-error', { document, error: error.message }));
    socket.on('close', (code, reason) => {
      clearTimeout(watchdog);
      clearInterval(heartbeat);
      events.closed(code, reason.toString());
    });
    return {
      get isOpen() {
        return socket.readyState === WebSocket.OPEN;
      },
      send: (frame) => socket.send(frame),
      close: () => socket.close(1000),
      terminate: () => socket.terminate(),
    };
  };
}
