/**
 * `node apps/desktop/src/browser-host/main.ts --server URL --data DIR --port N [--as key]`: serves the desktop to a
 * browser. Prints `{"event":"listening","url"}` when ready, and `{"event":"link","url"}` with a new address each time
 * one was used. Ends on SIGTERM and SIGINT after everything typed is committed.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createLog } from '@copydesk/shared/node';
import { startBrowserHost } from './browser-host.ts';

/** After this long a stop is no longer waited for: what is committed is safe either way. */
const STOP_MS = 10_000;

function say(line: Record<string, string>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      server: { type: 'string', default: 'http://127.0.0.1:4600' },
      data: { type: 'string', default: '.copydesk/desktop' },
      port: { type: 'string', default: '0' },
      as: { type: 'string' },
    },
  });
  const server = URL.parse(values.server);
  if (!server || !/^https?:$/.test(server.protocol))
    throw new Error(`--server is not an http address: ${values.server}`);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port is not a port: ${values.port}`);
  const log = createLog('browser-host');
  const host = await startBrowserHost({
    server: server.origin,
    dataFolder: resolve(values.data),
    port,
    log,
    onLink: (url) => say({ event: 'link', url }),
  });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_MS).unref();
    host.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('stop-failed', { error: String(error) });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  say({ event: 'listening', url: host.link(values.as === undefined ? '/' : `/as/${encodeURIComponent(values.as)}`) });
}

main().catch((error: unknown) => {
  const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const message = inUse
    ? 'The port is in use by another program. Choose another with --port, or 0 for a free one.'
    : String(error);
  process.stderr.write(`${message}\n`);
  process.exit(1);
});
