/**
 * The server's HTTP side. It takes connections before REST is loaded, which takes longer than all else at the start and
 * is needed by no document: that is done at the first request, or soon after the start.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Log } from '@copydesk/shared/sync';
import type { FastifyInstance } from 'fastify';

/** Not imported: that would load Node's fetch, too, which takes half as long as all of Copydesk. */
const { createServer } = process.getBuiltinModule('node:http');

/** Headers are sent in one piece; who takes this long for them wants to keep connections busy. */
const HEADERS_MS = 10_000;
/** A slow sender holds a connection, not the server, and that not for long. */
const REQUEST_MS = 60_000;
const KEEP_ALIVE_MS = 30_000;
/** Those who come back after a restart have their documents by then. */
const REST_AFTER_MS = 1_000;

export interface Front {
  /** For whoever takes over upgrades. */
  readonly http: Server;
  /** Resolves with `http://host:port`. Rejects with the listener's error (`EADDRINUSE`, `EACCES`). */
  listen(at: { readonly host: string; readonly port: number }): Promise<string>;
  /** Takes nothing more and drops requests that run; resolves when the last connection has ended, upgraded ones too. */
  close(): Promise<void>;
}

/** `load` makes the REST side; it is called once. */
export function createFront(load: () => Promise<FastifyInstance>, log: Log): Front {
  const http = createServer(
    { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, connectionsCheckingInterval: HEADERS_MS / 2 },
    answer,
  );
  http.keepAliveTimeout = KEEP_ALIVE_MS;
  let loading: Promise<FastifyInstance> | null = null;
  let loaded: FastifyInstance | null = null;
  let later: NodeJS.Timeout | null = null;

  async function loadNow(): Promise<FastifyInstance> {
    const rest = await load();
    await rest.ready();
    loaded = rest;
    return rest;
  }

  function rest(): Promise<FastifyInstance> {
    if (later !== null) clearTimeout(later);
    loading ??= loadNow();
    return loading;
  }

  const unloaded = (error: unknown) => log.error('rest-unloaded', { error: String(error) });

  function answer(request: IncomingMessage, response: ServerResponse): void {
    if (loaded !== null) {
      loaded.routing(request, response);
      return;
    }
    rest()
      .then((app) => app.routing(request, response))
      .catch((error: unknown) => {
        unloaded(error);
        response.writeHead(500).end();
      });
  }

  return {
    http,
    async listen(at) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      http.once('error', reject);
      http.listen(at, resolve);
      await promise;
      http.off('error', reject);
      later = setTimeout(() => {
        rest().catch(unloaded);
      }, REST_AFTER_MS);
      return urlOf(http);
    },
    async close() {
      if (later !== null) clearTimeout(later);
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      http.closeAllConnections();
      // One that could not be loaded has been told of.
      await loading?.then((app) => app.close()).catch(() => {});
      await closed;
    },
  };
}

/** Where a server listens. A wildcard stands for this computer, too. */
function urlOf(http: Server): string {
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens nowhere');
  const host = address.address === '0.0.0.0' ? '127.0.0.1' : address.address;
  return `http://${address.family === 'IPv6' ? `[${host}]` : host}:${address.port}`;
}
