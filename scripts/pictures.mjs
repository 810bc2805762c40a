/** Takes the pictures of the README anew, in a newsroom of their own: `npm run pictures`. Look at them afterwards. */
import { endToEnd } from './lib/checks.mjs';
import { ensureDebianPackages } from './lib/debian.mjs';
import { ensureBuilt, ensureInstalled, say } from './lib/setup.mjs';

ensureInstalled();
ensureDebianPackages();
ensureBuilt();
const { failed, skipped } = endToEnd('pictures', 'tests/pictures/playwright.config.ts');
for (const title of skipped) say(`Not taken: ${title}`);
process.exit(failed === 0 ? 0 : 1);
