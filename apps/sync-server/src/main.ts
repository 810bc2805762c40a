/** The server as a program: `node main.ts [--demo]`, configured by the environment. */
import { FolderInUse } from '@copydesk/shared/node';
import { StoreError } from '@copydesk/shared/sync';
import { ConfigError, readConfig } from './config.ts';
import { saveMemoryWhenIdle } from './observe/thrift.ts';
import { type RunningServer, startServer } from './server.ts';

/** A stop that takes longer than this is cut short: what was acknowledged is on the disk in any case. */
const STOP_MS = 10_000;
const EXIT = { failed: 1, config: 2, portInUse: 3, folderInUse: 4, storage: 5 } as const;

function fail(code: number, sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}

function because({ cause }: Error): string {
  return cause instanceof Error ? ` (${cause.message})` : '';
}

function explain(error: unknown, port: number | null): never {
  if (error instanceof ConfigError) fail(EXIT.config, error.message);
  if (error instanceof FolderInUse) fail(EXIT.folderInUse, error.message);
  if (error instanceof StoreError)
    fail(EXIT.storage, `The server's data cannot be used. ${error.message}${because(error)}`);
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    fail(EXIT.portInUse, `Port ${port} is in use by another program. Stop that, or set COPYDESK_PORT to another port.`);
  if (error instanceof Error && 'code' in error && error.code === 'EACCES')
    fail(EXIT.failed, `The server may not use its port or its data folder. ${error.message}`);
  fail(EXIT.failed, `The server could not start. ${error instanceof Error ? error.stack : String(error)}`);
}

async function run(): Promise<void> {
  let port: number | null = null;
  let server: RunningServer;
  try {
    const config = readConfig(process.env, process.argv.slice(2));
    port = config.port;
    server = await startServer(config);
  } catch (error) {
    explain(error, port);
  }
  // Of the whole program, so not a matter of the server within it.
  saveMemoryWhenIdle();
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    const late = setTimeout(() => fail(EXIT.failed, 'The server took too long to stop and was ended.'), STOP_MS);
    server
      .stop()
      .then(() => clearTimeout(late))
      .catch((error: unknown) => fail(EXIT.failed, `The server did not stop cleanly. ${String(error)}`));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.stdout.write(`${JSON.stringify({ event: 'listening', url: server.url })}\n`);
}

await run();
