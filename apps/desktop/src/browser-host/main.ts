/**
 * `node apps/desktop/src/browser-host/main.ts --server URL --data DIR --port N [--as key]`: serves the desktop to a
 * browser. What serves is a child process; this one holds what must outlive its death (port, secrets of this start)
 * and starts it again, so that windows find their way back by themselves.
 *
 * Prints `{"event":"listening","url","key","replicaPid"}` when ready and `{"event":"replica","replicaPid"}` when the
 * child was started again. `url` lets one browser in, once; `POST /links?to=PATH` with `Authorization: Bearer KEY` gives
 * another such address. Ends on SIGTERM and SIGINT after everything typed is committed.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FromHost, type ToHost } from './host-messages.ts';
import { createRestarts } from './restarts.ts';

const HOST = fileURLToPath(new URL('./host.ts', import.meta.url));
/** After this long a stop is no longer waited for: what is committed is safe either way. */
const STOP_MS = 10_000;

interface Settings {
  readonly server: string;
  readonly dataFolder: string;
  readonly port: number;
  readonly path: string;
}

function say(line: Record<string, string | number | undefined>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Throws with words for the person. */
function readSettings(): Settings {
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
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(
      `${values.port} is not a port. Set COPYDESK_DESKTOP_PORT to a number up to 65535, or 0 for a free one.`,
    );
  const path = values.as === undefined ? '/' : `/as/${encodeURIComponent(values.as)}`;
  return { server: server.origin, dataFolder: resolve(values.data), port, path };
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function supervise(settings: Settings): void {
  const [secret, key] = [newSecret(), newSecret()];
  const restarts = createRestarts();
  /** The port listened on, once it was. */
  let port: number | null = null;
  let stopping = false;
  let waiting: NodeJS.Timeout | null = null;
  let child = start();

  function start(): ChildProcess {
    const startedAt = performance.now();
    const started = fork(HOST, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    started.on('message', (data) => heard(started, FromHost.parse(data)));
    started.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      // One that never ran does not exit either.
      if (started.pid === undefined) notStarted(error.message);
    });
    started.on('exit', (code, signal) => ended(performance.now() - startedAt, signal ?? `code ${code}`));
    if (started.pid !== undefined)
      tell(started, { type: 'start', ...settings, port: port ?? settings.port, secret, key });
    return started;
  }

  function tell(to: ChildProcess, message: ToHost): void {
    // It may have died the moment before; then its exit says so.
    to.send(message, () => {});
  }

  function heard(from: ChildProcess, message: FromHost): void {
    switch (message.type) {
      case 'listening':
        if (port === null) {
          port = message.port;
          say({ event: 'listening', url: message.url, key, replicaPid: from.pid });
        } else {
          say({ event: 'replica', replicaPid: from.pid });
        }
        return;
      case 'failed':
        process.stderr.write(`${message.message}\n`);
    }
  }

  function notStarted(why: string): void {
    if (port === null && !stopping)
      fail(`The part that keeps your text cannot be started (${why}). Saved text is safe. Start Copydesk anew.`);
    ended(0, why);
  }

  function ended(livedMs: number, how: string): void {
    if (stopping) process.exit(0);
    if (port === null) process.exit(1);
    const delay = restarts.died(livedMs);
    if (delay === null)
      fail(`The part that keeps your text stops again and again (${how}). Saved text is safe. Start Copydesk anew.`);
    process.stderr.write(`The part that keeps your text has stopped (${how}) and is started again.\n`);
    waiting = setTimeout(() => {
      waiting = null;
      child = start();
    }, delay);
  }

  function stop(): void {
    if (stopping) return;
    stopping = true;
    if (waiting !== null) process.exit(0);
    tell(child, { type: 'stop' });
    setTimeout(() => {
      child.kill('SIGKILL');
      process.exit(1);
    }, STOP_MS);
  }

  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

try {
  supervise(readSettings());
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
