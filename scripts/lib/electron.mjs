/** Electron's binary: where it is, or why it can't be used here. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, node, root, say } from './setup.mjs';

const folder = join(root, 'apps', 'desktop', 'node_modules', 'electron');

function installedBinary() {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const binary = join(folder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(binary) ? binary : null;
}

/** True if a window could be shown here. */
function hasDisplay() {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Finds Electron as it is installed, without downloading anything.
 * @returns {{ binary: string } | { why: string }}
 */
export function locateElectron() {
  const binary = installedBinary();
  if (!binary) return { why: "Electron's binary is not installed" };
  return hasDisplay() ? { binary } : { why: 'There is no display here' };
}

/**
 * Finds Electron for the person who starts Copydesk, downloading it on first use.
 * @returns {{ binary: string } | { why: string }}
 */
export function findElectron() {
  if (!hasDisplay()) return { why: 'There is no display here' };
  // Its sandbox does not work for root, and without it no page is shown.
  if (process.getuid?.() === 0) return { why: 'Electron does not run as root' };
  const installed = installedBinary();
  if (installed) return { binary: installed };
  say('Fetching Electron (once) ...');
  // A machine without the internet answers within a second; a slow line may take its minutes.
  spawnSync(node, [join(folder, 'install.js')], { env: environment(), stdio: 'ignore', timeout: 300_000 });
  const fetched = installedBinary();
  return fetched ? { binary: fetched } : { why: "Electron's binary could not be downloaded" };
}
