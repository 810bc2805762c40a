/**
 * The chaos tests at length: `npm run soak [-- --only K1,K3] [--<figure> N ...] [--seconds N] [--seed N]`. Stops by
 * itself; `--seconds` bounds each loop. `--list` shows the tests and their figures (tests/support/figures.json).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { vitest } from './lib/checks.mjs';
import { ensureInstalled, fail, root } from './lib/setup.mjs';

const table = JSON.parse(readFileSync(join(root, 'tests/support/figures.json'), 'utf8'));
const names = new Set(Object.values(table).flatMap(({ figures }) => Object.keys(figures)));

/** What was asked for. Ends the command with a sentence if it makes no sense. */
function options() {
  const text = ['only', 'seconds', 'seed', ...names].map((name) => [name, { type: 'string' }]);
  try {
    return parseArgs({ options: { ...Object.fromEntries(text), list: { type: 'boolean' } } }).values;
  } catch (error) {
    fail(`${error.message} Figures: ${[...names].sort().join(', ')}; besides --only, --seconds, --seed and --list.`);
  }
}

function positive(name, value) {
  if (!/^[1-9][0-9]*$/.test(value)) fail(`--${name} needs a whole number from 1 up, not ${value}.`);
  return Number(value);
}

function list() {
  for (const [id, { what, figures }] of Object.entries(table)) {
    console.log(`${id.padEnd(4)} ${what}`);
    for (const [name, { test, soak, most }] of Object.entries(figures))
      console.log(`     --${name}: ${test} in npm test, ${soak} here, ${most} at most`);
  }
}

function run({ only, seconds, seed, ...rest }) {
  const ids = only?.split(',') ?? Object.keys(table);
  const unknown = ids.find((id) => table[id] === undefined);
  if (unknown !== undefined) fail(`There is no test ${unknown}. Tests: ${Object.keys(table).join(', ')}.`);
  const given = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, positive(name, value)]));
  for (const [name, value] of Object.entries(given)) {
    const most = ids.map((id) => table[id].figures[name]?.most ?? 0);
    if (Math.max(...most) === 0) fail(`None of ${ids.join(', ')} has a figure --${name}.`);
    const short = ids.find((_, i) => most[i] > 0 && value > most[i]);
    if (short !== undefined) fail(`--${name} of ${short} is ${table[short].figures[name].most} at most.`);
  }
  const { passed, failed, skipped } = vitest(
    ['unit', 'conformance', 'chaos', 'timed'],
    {
      COPYDESK_SOAK: JSON.stringify(given),
      COPYDESK_SOAK_ONLY: ids.join(','),
      ...(seconds === undefined ? {} : { COPYDESK_SOAK_SECONDS: String(positive('seconds', seconds)) }),
      ...(seed === undefined ? {} : { COPYDESK_SEED: seed }),
    },
    [...[...new Set(ids.flatMap((id) => table[id].file))], '-t', ids.map((id) => `\\[${id}\\]`).join('|')],
  );
  console.log(`\n${passed} passed, ${failed} failed${only ? '' : `, ${skipped.length} skipped`}`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}

const values = options();
if (values.list) {
  list();
} else {
  ensureInstalled();
  run(values);
}
