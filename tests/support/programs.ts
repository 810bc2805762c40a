/** The real programs, each in its own process on a free port, ended by whoever started them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A program of ours that listens. */
export interface Program {
  readonly url: string;
  readonly pid: number;
  /** Of the desktop: the process that holds the text. */
  replicaPid(): number;
  /** Resolves when it prints its next line of this event. */
  said(event: string): Promise<void>;
  /** What it has said on stderr so far: structured logs. */
  readonly log: () => string;
  /** Ends it and resolves when it is gone: with its exit code, null if a signal ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts a TypeScript program and resolves once it prints its `{"event":"listening","url"}` line.
 * Throws with its log if it ends before. `within`: a command that becomes the program in the end.
 */
export async function startProgram(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  within: readonly string[] = [],
): Promise<Program> {
  const [command = process.execPath, ...rest] = [...within, process.execPath, join(root, file), ...args];
  const child = spawn(command, rest, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const lines = new EventEmitter();
  let replicaPid = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const said = JSON.parse(line) as Line;
    replicaPid = said.replicaPid ?? replicaPid;
    lines.emit(said.event, said);
  });
  const url = await listening(child, lines, file, () => log);
  return {
    url,
    pid: child.pid ?? 0,
    replicaPid: () => replicaPid,
    async said(event) {
      await once(lines, event);
    },
    log: () => log,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit');
        child.kill(signal);
        await gone;
      }
      return child.exitCode;
    },
  };
}

interface Line {
  readonly event: string;
  readonly url?: string;
  readonly replicaPid?: number;
}

function listening(child: ChildProcess, lines: EventEmitter, file: string, log: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it listened:\n${log()}`)));
    lines.once('listening', (line: Line) => resolve(line.url ?? ''));
  });
}

/** A folder of its own below the system's temporary one. */
export async function temporaryFolder(name: string): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), `copydesk-${name}-`));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A sync server with the demo newsroom in `data`; give the same port again to start it anew where it was. */
export function startServer(
  data: string,
  { port = 0, env = {}, within = [] }: { port?: number; env?: NodeJS.ProcessEnv; within?: readonly string[] } = {},
) {
  const settings = { COPYDESK_DATA: data, COPYDESK_PORT: String(port), ...env };
  return startProgram('apps/sync-server/src/main.ts', ['--demo'], settings, within);
}

/** The desktop for a browser: replicas below `data`. */
export function startDesktop(
  server: string,
  data: string,
  { port = 0, within = [] }: { port?: number; within?: readonly string[] } = {},
) {
  const settings = ['--server', server, '--data', data, '--port', String(port)];
  return startProgram('apps/desktop/src/browser-host/main.ts', settings, {}, within);
}
