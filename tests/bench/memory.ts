/**
 * `npm run bench -- memory [--rows N] [--questions N] [--seed N]`: lookups in a translation memory of made-up rows, as a
 * desktop does them without the line, beside a look at every row in the same run (docs/PERFORMANCE.md).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MEMORY_TABLES, matchMemory, openDatabase, putMemory } from '@copydesk/shared/node';
import { syntheticMemory } from '@copydesk/shared/node/testing/synthetic-memory';
import { askedOf, likeness, maskedWords } from '@copydesk/shared/translation';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    rows: { type: 'string', default: '100000' },
    questions: { type: 'string', default: '300' },
    seed: { type: 'string', default: '7' },
  },
});
const [rows, questions, seed] = [Number(values.rows), Number(values.questions), Number(values.seed)];
/** Every row is looked at for so many of the questions only: it takes long. */
const SCANNED = 20;

const milliseconds = (figure: number) => `${figure.toFixed(2)} ms`;

function quantiles(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return `median ${milliseconds(at(0.5))}, 95th percentile ${milliseconds(at(0.95))}, longest ${milliseconds(at(1))}`;
}

function timed<T>(work: () => T): [result: T, milliseconds: number] {
  const start = performance.now();
  return [work(), performance.now() - start];
}

const folder = await mkdtemp(join(tmpdir(), 'copydesk-memory-'));
try {
  const made = syntheticMemory({ rows, questions, seed });
  const db = openDatabase(join(folder, 'memory.sqlite'), [{ version: 1, sql: MEMORY_TABLES }]);
  const [, filling] = timed(() => {
    for (let start = 0; start < rows; start += 500) db.transaction(putMemory)(db, made.rows.slice(start, start + 500));
  });
  const ask = (text: string) => matchMemory(db, { from: 'en', to: 'es', text }, ['']);
  const masked = made.rows.map(({ source }) => maskedWords(source));
  const scan = (text: string) => {
    const { words } = askedOf({ from: 'en', to: 'es', text });
    return masked.filter((row) => likeness(words, row) > 0).length;
  };
  for (const text of made.questions.slice(0, 20)) ask(text);
  const lookups = made.questions.map((text) => timed(() => ask(text)));
  const scanned = made.questions.slice(0, SCANNED).map((text) => timed(() => scan(text))[1]);
  const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  const times = lookups.map(([, time]) => time);
  const helped = lookups.filter(([matches]) => matches.length > 0).length;
  process.stdout.write(`Translation memory of ${rows} rows, ${questions} lookups (seed ${seed})
  filled in ${(filling / 1_000).toFixed(1)} s, ${(rows / filling).toFixed(1)} rows/ms
  lookup: ${quantiles(times)}; ${helped} of ${questions} found something
  a look at every row, already read and in memory: ${quantiles(scanned)}
  ratio of the medians: ${(median(scanned) / median(times)).toFixed(0)} times faster
`);
  db.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}
