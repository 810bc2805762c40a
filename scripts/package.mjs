/** Builds installers for this system with electron-builder, where Electron can be downloaded. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, environment, fail, node, root } from './lib/setup.mjs';

ensureInstalled();
ensureBuilt();
const desktop = join(root, 'apps', 'desktop');
const builder = join(desktop, 'node_modules', 'electron-builder', 'cli.js');
const done = spawnSync(node, [builder, '--publish', 'never'], { cwd: desktop, env: environment(), stdio: 'inherit' });
if (done.status !== 0) {
  fail('No installer was made; what went wrong stands above. Building one needs to download Electron.');
}
