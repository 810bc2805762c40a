/** The chaos tests at length: `npm run soak -- --scale 10 [--only K1]`. Stops by itself. */
import { parseArgs } from 'node:util';
import { vitest } from './lib/checks.mjs';
import { ensureInstalled } from './lib/setup.mjs';

const { values } = parseArgs({ options: { scale: { type: 'string', default: '10' }, only: { type: 'string' } } });
ensureInstalled();
const { passed, failed, skipped } = vitest(['chaos'], {
  COPYDESK_SOAK_SCALE: values.scale,
  ...(values.only ? { COPYDESK_SOAK_ONLY: values.only } : {}),
});
console.log(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exit(failed === 0 ? 0 : 1);
