/** Everything that must hold: lint, types, unit, conformance, chaos and end-to-end tests. Ends with the totals. */
import { endToEnd, lint, sum, types, vitest } from './lib/checks.mjs';
import { ensureDebianPackages } from './lib/debian.mjs';
import { ensureBuilt, ensureInstalled, say } from './lib/setup.mjs';

ensureInstalled();
ensureDebianPackages();
ensureBuilt();

const { passed, failed, skipped } = sum([
  lint(),
  types(),
  vitest(['unit', 'conformance']),
  vitest(['chaos', 'timed']),
  endToEnd(),
]);

if (skipped.length > 0) say(`\nSkipped:\n${skipped.map((name) => `  ${name}`).join('\n')}`);
console.log(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exit(failed === 0 ? 0 : 1);
