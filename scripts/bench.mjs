/**
 * Measures the sync server beside others, `npm run bench -- sync [--quick] [--json FILE]`, or lookups in a translation
 * memory, `npm run bench -- memory [--rows N]` (docs/PERFORMANCE.md).
 */
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, ensureServerBuilt, environment, fail, node, root, whenAbandoned } from './lib/setup.mjs';

ensureInstalled();
const ofMemory = process.argv[2] === 'memory';
if (!ofMemory) ensureServerBuilt();
const program = [node, join(root, 'tests/bench', ofMemory ? 'memory.ts' : 'main.ts'), ...process.argv.slice(2)];
const cores = cpus().length;
// The server under test has the first core to itself; the load comes from the others.
const pinned = process.platform === 'linux' && cores > 1 ? ['taskset', '-c', `1-${cores - 1}`, ...program] : program;
const [command, ...args] = pinned;
const child = spawn(command, args, { cwd: process.cwd(), env: environment(), stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
whenAbandoned(() => child.kill('SIGTERM'));
child.on('error', (error) => fail(`The benchmark could not be started. ${error.message}`));
child.on('exit', (code) => process.exit(code ?? 1));
