/** The servers that are compared, each in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { copydesk, type Dialect, hocuspocus, relay, yWebsocket } from './dialects.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const START_MS = 30_000;
const STOP_MS = 10_000;

export type ServerName = 'copydesk' | 'y-websocket' | 'hocuspocus' | 'hocuspocus+sqlite' | 'relay';

export interface ServerKind {
  readonly name: ServerName;
  /** What it is, for the table. */
  readonly title: string;
  /** Keeps documents in memory and answers a Step1. */
  readonly holdsDocuments: boolean;
  /** Keeps documents on the disk. */
  readonly stores: boolean;
  readonly dialect: Dialect;
  /** Program, arguments and environment; `folder` is its own. */
  command(folder: string): { readonly file: string; readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv };
}

const peer = (file: string) => join('tests/bench/peers', file);

export const SERVERS: readonly ServerKind[] = [
  {
    name: 'copydesk',
    title: 'Copydesk',
    holdsDocuments: true,
    stores: true,
    dialect: copydesk,
    command: (folder) => ({
      file: 'apps/sync-server/out/start.js',
      args: ['--demo'],
      env: { COPYDESK_DATA: folder, COPYDESK_PORT: '0', COPYDESK_TRANSLATION_APERTIUM: 'off' },
    }),
  },
  {
    name: 'y-websocket',
    title: '@y/websocket-server',
    holdsDocuments: true,
    stores: false,
    dialect: yWebsocket,
    command: () => ({ file: peer('y-websocket.mjs'), args: [], env: {} }),
  },
  {
    name: 'hocuspocus',
    title: 'hocuspocus',
    holdsDocuments: true,
    stores: false,
    dialect: hocuspocus,
    command: () => ({ file: peer('hocuspocus.mjs'), args: [], env: {} }),
  },
  {
    name: 'hocuspocus+sqlite',
    title: 'hocuspocus + SQLite',
    holdsDocuments: true,
    stores: true,
    dialect: hocuspocus,
    command: (folder) => ({ file: peer('hocuspocus.mjs'), args: [join(folder, 'hocuspocus.sqlite')], env: {} }),
  },
  {
    name: 'relay',
    title: 'raw ws relay',
    holdsDocuments: false,
    stores: false,
    dialect: relay,
    command: () => ({ file: peer('relay.mjs'), args: [], env: {} }),
  },
];

export interface Running {
  readonly url: string;
  readonly pid: number;
  /** Ends it and resolves when it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** True if a server can be kept on one processor and the load on the others. */
export const canPin = process.platform === 'linux' && cpus().length > 1;

/** What is running; ended whatever happens to the benchmark. */
const running = new Set<ChildProcess>();

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a server on a folder. Rejects with what it said if it does not come up. */
export async function start(kind: ServerKind, folder: string, nodeArgs: readonly string[] = []): Promise<Running> {
  const { file, args, env } = kind.command(folder);
  const command = [process.execPath, ...nodeArgs, join(root, file), ...args];
  const [program = '', ...rest] = canPin ? ['taskset', '-c', '0', ...command] : command;
  const child = spawn(program, rest, {
    cwd: join(root, 'tests'),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const gone = once(child, 'exit').then(() => {
    running.delete(child);
  });
  gone.catch(() => running.delete(child));
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    // The end of it is enough to say why a server is gone.
    said = (said + text).slice(-4_000);
  });
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${kind.title} did not start within ${START_MS / 1000} s`));
    }, START_MS);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`${kind.title} ended with ${code}: ${said.trim().split('\n').slice(-8).join(' | ')}`));
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /^\{"event":"listening","url":"([^"]+)"/.exec(line)?.[1];
      if (address === undefined) return;
      clearTimeout(late);
      resolve(address);
    });
  });
  return {
    url,
    pid: child.pid ?? 0,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await gone;
      clearTimeout(late);
    },
  };
}
