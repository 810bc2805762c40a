/**
 * The child of `main.ts`: serves the windows and keeps the replicas. Ends when told to, on SIGTERM, and when its
 * supervisor is gone, after everything typed is committed.
 */
import { createLog } from '@copydesk/shared/node';
import { type BrowserHost, startBrowserHost } from './browser-host.ts';
import { type FromHost, ToHost } from './host-messages.ts';

const log = createLog('browser-host');
let host: Promise<BrowserHost> | null = null;
let stopping = false;

function tell(message: FromHost): void {
  if (process.connected) process.send?.(message);
}

function stop(): void {
  if (stopping) return;
  stopping = true;
  end().then(
    () => process.exit(0),
    (error: unknown) => {
      log.error('stop-failed', { error: String(error) });
      process.exit(1);
    },
  );
}

async function end(): Promise<void> {
  await (await host)?.stop();
}

async function start(message: Extract<ToHost, { type: 'start' }>): Promise<void> {
  const { server, dataFolder, port, secret, key, path } = message;
  host = startBrowserHost({ server, dataFolder, port, secret, key, log });
  try {
    const started = await host;
    tell({ type: 'listening', port: started.port, url: started.link(path) });
  } catch (error) {
    host = null;
    const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    tell({
      type: 'failed',
      message: inUse
        ? `Port ${port} is in use by another program. Stop that, or set COPYDESK_DESKTOP_PORT to another port.`
        : String(error),
    });
    process.exitCode = 1;
    process.disconnect();
  }
}

process.on('message', (data: unknown) => {
  const message = ToHost.parse(data);
  if (message.type === 'stop') return stop();
  start(message).catch((error: unknown) => {
    log.error('start-failed', { error: String(error) });
    process.exit(1);
  });
});
process.on('disconnect', stop);
process.on('SIGTERM', stop);
// A terminal sends it to both; the supervisor decides.
process.on('SIGINT', () => {});
