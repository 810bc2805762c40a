/** Which browser the end-to-end tests drive: Playwright's own where it is installed, else the system's Chromium. */
import { existsSync } from 'node:fs';
import { chromium, type LaunchOptions } from '@playwright/test';

const systemBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Without these Chromium looks for Google's hosts at every start, and will not run as root. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
  '--no-first-run',
];

/** How to launch it, or null with nothing to launch: then the tests are skipped, and say so. */
function findBrowser(): { executablePath?: string } | null {
  if (existsSync(chromium.executablePath())) return {};
  const executablePath = systemBrowsers.find((path) => existsSync(path));
  return executablePath ? { executablePath } : null;
}

export const noBrowser = findBrowser() === null ? 'no Chromium on this machine (apt-get install chromium)' : null;

export function chromiumLaunchOptions(): LaunchOptions {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { ...findBrowser(), args: [...quiet, ...asRoot] };
}
