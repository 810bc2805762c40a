/**
 * What every command needs before it can run, on a machine with nothing but Node and npm. Plain JavaScript without
 * dependencies: it runs before anything is installed, on whatever Node is there.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PNPM = 'pnpm@12.21.0';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
/** Node 24, installed with the workspace; the machine's own Node may be older. */
export const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Says something to the person at the terminal. On stderr: stdout belongs to what the command prints. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Ends the command with one sentence. */
export function fail(line) {
  say(line);
  process.exit(1);
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function stampIs(file, value) {
  return existsSync(file) && readFileSync(file, 'utf8') === value;
}

/** Installs the workspace, unless it is installed as the lock file says. */
export function ensureInstalled() {
  const manifests = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'];
  const stampFile = join(root, 'node_modules', '.copydesk-installed');
  const stamp = hashOf(manifests);
  if (stampIs(stampFile, stamp) && existsSync(node)) return;
  say('Installing Copydesk (once; this takes a minute) ...');
  // Its warnings are about the Node of this machine; everything runs with the one that is installed here.
  const done = spawnSync('npx', ['--yes', PNPM, 'install', '--frozen-lockfile', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    fail('Copydesk could not be installed; what went wrong stands above. Nothing of yours was touched. Try again.');
  }
  writeFileSync(stampFile, stamp);
}

function sourceFiles(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length))
    .sort();
}

/** Builds the desktop (renderer, and Electron's main and preload), unless it is built from these very sources. */
export function ensureBuilt() {
  build(
    'desktop',
    [join('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'],
    [
      ...['apps/desktop/src', 'packages/editor/src', 'packages/shared/src'].flatMap(sourceFiles),
      'apps/desktop/electron.vite.config.ts',
    ],
  );
}

/** Builds the sync server, unless it is built from these very sources. Returns the file to run. */
export function ensureServerBuilt() {
  const builder = 'scripts/lib/build-server.mjs';
  build(
    'sync-server',
    [join(root, builder)],
    [...['apps/sync-server/src', 'packages/editor/src', 'packages/shared/src'].flatMap(sourceFiles), builder],
  );
  return 'apps/sync-server/out/start.js';
}

function build(app, command, sources) {
  const folder = join(root, 'apps', app);
  const stampFile = join(folder, 'out', '.copydesk-built');
  const stamp = hashOf([...sources, 'pnpm-lock.yaml']);
  if (stampIs(stampFile, stamp)) return;
  say(`Building the ${app} ...`);
  const built = spawnSync(node, command, { cwd: folder, env: environment(), encoding: 'utf8' });
  if (built.status !== 0) {
    say(`${built.stdout}${built.stderr}`);
    fail(`The ${app} could not be built; what went wrong stands above.`);
  }
  mkdirSync(join(folder, 'out'), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** The environment for everything that we start: Node 24 first on the PATH. */
export function environment(extra = {}) {
  const path = [join(root, 'node_modules', 'node', 'bin'), bin, process.env.PATH].join(delimiter);
  return { ...process.env, PATH: path, ...extra };
}

/** Starts a TypeScript program of ours under Node 24. */
export function startProgram(file, args, options = {}) {
  return spawn(node, [join(root, file), ...args], { cwd: root, env: environment(), ...options });
}

/**
 * Calls `end` when whoever started this command is gone: a signal to npm does not always reach what npm runs, and
 * nothing that we start may be left behind.
 */
export function whenAbandoned(end) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, 500).unref();
}

/**
 * Runs a program in this command's place: same arguments, same terminal, its exit code ours. Signals reach it.
 */
export function become(file, args = process.argv.slice(2)) {
  const child = startProgram(file, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  whenAbandoned(() => child.kill('SIGTERM'));
  child.on('error', (error) => fail(`Copydesk could not start ${file}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
