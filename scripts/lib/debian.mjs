/** On Debian as root: the packages that tests use. Elsewhere tests use what is there and say what is missing. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say } from './setup.mjs';

/** What a package brings, so that nothing is asked of apt-get where it is there already. */
const packages = {
  chromium: '/usr/bin/chromium',
  apertium: '/usr/bin/apertium',
  'apertium-eng-spa': '/usr/share/apertium/modes/eng-spa.mode',
  'apertium-apy': '/usr/bin/apertium-apy',
  'fonts-noto-core': '/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf',
};

/** Installs the missing ones. Failing is no error here: the tests that need one are skipped and say so. */
export function ensureDebianPackages() {
  const missing = Object.keys(packages).filter((name) => !existsSync(packages[name]));
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (missing.length === 0 || !canInstall) return;
  say(`Installing ${missing.join(', ')} for the tests ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 2], env });
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...missing];
  const done = spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 2], env });
  if (done.status !== 0) say('Some of them could not be installed; the tests that need them will be skipped.');
}
