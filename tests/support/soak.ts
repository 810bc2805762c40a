/**
 * How much a chaos test does: little in `npm test`, more in `npm run soak`, from one table, figures.json. To give a
 * test a figure: add `"<id>": { what, file, figures: { <name>: { test, soak, most } } }` there, and write
 *
 *     describe.skipIf(leftOut('K1'))('...', () => {
 *       it('[K1] ...', async () => {
 *         for (const kill of rounds('K1', 'kills')) { ... }     // ends early when `--seconds` are over; says how many
 *         const size = figure('K1', 'writers');                 // a number that is no loop
 *
 * `npm run soak -- --only K1,K3 --kills 500 --seconds 600 --seed 7` then runs that file with that figure.
 */
export { seeded } from '@copydesk/shared/node/testing/seeded';

import table from './figures.json' with { type: 'json' };

type Id = keyof typeof table;
type Name<I extends Id> = keyof (typeof table)[I]['figures'] & string;

interface Figure {
  /** In `npm test`. */
  readonly test: number;
  /** In `npm run soak` unless another is given. */
  readonly soak: number;
  /** The catalogue's large figure: more is refused. */
  readonly most: number;
}

const { COPYDESK_SOAK, COPYDESK_SOAK_ONLY, COPYDESK_SOAK_SECONDS, COPYDESK_SEED } = process.env;
/** Figures by name as given on the command line; null in `npm test`. */
const given: Readonly<Record<string, number>> | null = COPYDESK_SOAK === undefined ? null : JSON.parse(COPYDESK_SOAK);
const only = COPYDESK_SOAK_ONLY?.split(',') ?? null;
const milliseconds = COPYDESK_SOAK_SECONDS === undefined ? Infinity : Number(COPYDESK_SOAK_SECONDS) * 1_000;

/** The number that a test's figure has in this run. */
export function figure<I extends Id>(id: I, name: Name<I>): number {
  const figures: Readonly<Record<string, Figure | undefined>> = table[id].figures;
  const known = figures[name];
  if (known === undefined) throw new Error(`${id} has no figure ${name} in figures.json`);
  return given === null ? known.test : (given[name] ?? known.soak);
}

/** Counts from 0 up to a figure, at least one round; ends early once this run's seconds are over. Says what was done. */
export function* rounds<I extends Id>(id: I, name: Name<I>): Generator<number> {
  const count = figure(id, name);
  const start = performance.now();
  let done = 0;
  try {
    while (done < count && (done === 0 || performance.now() - start < milliseconds)) {
      yield done;
      done += 1;
    }
  } finally {
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    console.info(`[${id}] ${done} of ${count} ${name} in ${seconds} s`);
  }
}

/** Why a test is not run, or false: `--only` names those that are. */
export function leftOut(id: Id): boolean {
  return only !== null && !only.includes(id);
}

/** The seed of this run: given by `--seed` (COPYDESK_SEED) to repeat one, else new; printed by who uses it. */
export function runSeed(): number {
  return COPYDESK_SEED ? Number(COPYDESK_SEED) : Math.floor(Math.random() * 2 ** 31);
}
