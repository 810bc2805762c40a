/**
 * Serves the desktop to a browser on this computer: the built renderer, and for its windows the same channels that
 * Electron's have (`/p/{profile}/rpc`, `/p/{profile}/sync/{document}`).
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { NetworkError, ProblemError } from '@copydesk/shared/api';
import { CLOSE, DEFAULT_LIMITS, type Log } from '@copydesk/shared/sync';
import { WebSocketServer } from 'ws';
import { openChannel } from '../replica/open-channel.ts';
import { createProfiles } from '../replica/profiles.ts';
import { fileSecrets } from '../replica/secrets.ts';
import { createGuard, type Secrets } from './guard.ts';
import { contentSecurityPolicy } from './policy.ts';
import { socketChannel } from './socket-channel.ts';
import { readStatic } from './static-files.ts';

/** `secret` is the same after a restart, which lets the host's windows back in. */
export interface BrowserHostOptions extends Secrets {
  /** `http://` or `https://` and the host of the sync server. */
  readonly server: string;
  /** Folder of the replicas. */
  readonly dataFolder: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly log: Log;
  /** Where the built renderer is. */
  readonly rendererFolder?: string;
}

export interface BrowserHost {
  readonly port: number;
  /** A link that lets one browser in, once, and leads to `path`. */
  link(path?: string): string;
  /** Closes the windows' channels, drains the replicas, frees the port. */
  stop(): Promise<void>;
}

const RENDERER = fileURLToPath(new URL('../../out/renderer/', import.meta.url));
const NO_ADDRESS = 'Not an address of this app.';
const WORKER = new URL('../replica/storage/worker.ts', import.meta.url);

/** Starts on loopback. Rejects if the port is taken (`EADDRINUSE`). */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { server, dataFolder, log } = options;
  const renderer = options.rendererFolder ?? RENDERER;
  const profiles = createProfiles({ dataFolder, server, workerUrl: WORKER, secrets: fileSecrets(dataFolder), log });
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: DEFAULT_LIMITS.maxFrameBytes,
  });
  const http = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      log.error('request-failed', { error: String(error) });
      if (response.headersSent) response.destroy();
      else answer(response, 500, 'This could not be done. Restart the app.');
    });
  });
  http.on('upgrade', (request, socket, head) => upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port, '127.0.0.1', resolve);
  });
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  const { port } = address;
  const guard = createGuard(port, options);
  const headers = securityHeaders(port);

  function answer(response: ServerResponse, status: number, text: string): void {
    response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
  }

  function redirect(response: ServerResponse, to: string, cookie?: string): void {
    const extra = cookie === undefined ? {} : { 'set-cookie': cookie };
    response.writeHead(303, { ...headers, ...extra, location: to }).end();
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!guard.isAddressedHere(request, false)) return answer(response, 403, 'Not the address of this app.');
    const url = URL.parse(request.url ?? '/', 'http://127.0.0.1');
    if (!url) return answer(response, 400, NO_ADDRESS);
    if (request.method === 'POST' && url.pathname === '/links') return handOut(response, url, request);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(response, 405, 'Only pages are served here.');
    const start = url.searchParams.get('start');
    if (start !== null) {
      admit(response, url, start, guard.isKnown(request));
      return;
    }
    if (!guard.isKnown(request)) {
      return answer(response, 403, 'Open the address that was printed when Copydesk started; it lets one browser in.');
    }
    const [, as, key, ...rest] = url.pathname.split('/');
    if (as === 'as' && key && rest.length === 0) {
      const account = decoded(key);
      return account === null ? answer(response, 400, NO_ADDRESS) : signInAs(response, account);
    }
    // The path as it was sent: `URL` would have resolved what leads out of the folder.
    const path = (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
    const file = await readStatic(renderer, path);
    const isAsset = path.startsWith('/assets/') && file.status === 200;
    const caching = isAsset ? 'public, max-age=31536000, immutable' : 'no-store';
    response.writeHead(file.status, { ...headers, 'content-type': file.type, 'cache-control': caching });
    response.end(request.method === 'HEAD' ? undefined : file.body);
  }

  /** Gives who started this host a further link, beside those that were not used yet. */
  function handOut(response: ServerResponse, url: URL, request: IncomingMessage): void {
    const to = url.searchParams.get('to') ?? '/';
    if (!guard.mayHaveLinks(request)) answer(response, 403, 'Only who started this app is given further addresses.');
    else if (!isOwnPath(to)) answer(response, 400, NO_ADDRESS);
    else answer(response, 201, guard.link(to));
  }

  /** Lets a browser in by a link's secret, and on to where the link leads (`to`, or its own path). */
  function admit(response: ServerResponse, url: URL, start: string, known: boolean): void {
    const to = url.searchParams.get('to') ?? url.pathname;
    const cookie = guard.admit(start);
    if (!isOwnPath(to)) answer(response, 400, NO_ADDRESS);
    else if (cookie !== null) redirect(response, to, cookie);
    else if (known) redirect(response, to);
    else answer(response, 403, 'This address was used already. Run npm start once more: it prints another one.');
  }

  async function signInAs(response: ServerResponse, key: string): Promise<void> {
    try {
      const { profile } = await profiles.signInDemo(key);
      redirect(response, `/p/${profile}/`);
    } catch (error) {
      if (error instanceof ProblemError) return answer(response, error.problem.status, error.message);
      if (!(error instanceof NetworkError)) throw error;
      answer(response, 503, `The server at ${server} cannot be reached. Start it and open this page again.`);
    }
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', (error) => log.info('upgrade-error', { error: error.message }));
    if (!guard.isAddressedHere(request, true)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      if (!guard.isKnown(request)) {
        // Told by a code, for a refused upgrade looks like a fault of the network to the window.
        webSocket.on('error', (error) => log.info('window-socket-error', { error: error.message }));
        return webSocket.close(CLOSE.signIn.code, CLOSE.signIn.reason);
      }
      socketChannel(webSocket, log, (channel) => openChannel(profiles, request.url ?? '', channel, log));
    });
  }

  return {
    port,
    link: (path = '/') => guard.link(path),
    async stop() {
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      await profiles.stop();
      for (const webSocket of sockets.clients) webSocket.terminate();
      http.closeAllConnections();
      await closed;
    },
  };
}

/** Whether it leads to a page of this app, whatever a browser makes of slashes. */
function isOwnPath(to: string): boolean {
  return /^\/(?![/\\])/.test(to);
}

/** A part of an address without its escapes; null if they are malformed. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** What every answer carries. */
function securityHeaders(port: number): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy([`ws://127.0.0.1:${port}`, `ws://localhost:${port}`]),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}
