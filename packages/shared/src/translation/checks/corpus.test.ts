/** How right the checks are, counted on pairs that were read by hand (tests/fixtures/passages). */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkPassage } from './check-passage.ts';
import { type Pair, pairsOf } from './corpus.testing.ts';

const folder = new URL('../../../../../tests/fixtures/passages/', import.meta.url);

/** All pairs of a set: those the checks were made with, or those that were written afterwards. */
function readCorpus(set: 'tuned' | 'held-out'): Pair[] {
  const from = set === 'tuned' ? folder : new URL('held-out/', folder);
  const files = readdirSync(from).filter((name) => name.endsWith('.txt'));
  return files.toSorted().flatMap((name) => pairsOf(name, readFileSync(new URL(name, from), 'utf8')));
}

interface Score {
  right: number;
  wrong: number;
  missed: number;
}

function score(pairs: readonly Pair[]): { table: Map<string, Score>; faults: string[] } {
  const table = new Map<string, Score>();
  const faults: string[] = [];
  const of = (check: string) => table.get(check) ?? table.set(check, { right: 0, wrong: 0, missed: 0 }).get(check)!;
  for (const { place, passage, expected } of pairs) {
    const warnings = checkPassage(passage);
    const found = new Set(warnings.map(({ check }) => check));
    for (const check of new Set([...found, ...expected])) {
      if (!found.has(check)) {
        of(check).missed += 1;
        faults.push(`${place} missed ${check}: ${passage.target.text}`);
      } else if (expected.includes(check)) of(check).right += 1;
      else {
        of(check).wrong += 1;
        const said = warnings.filter((warning) => warning.check === check).map(({ message }) => message);
        faults.push(`${place} ${check} though it is right: ${said.join(' ')} | ${passage.target.text}`);
      }
    }
  }
  return { table, faults };
}

const share = (part: number, whole: number) => (whole === 0 ? '  -  ' : (part / whole).toFixed(3));

function print(title: string, pairs: readonly Pair[], table: ReadonlyMap<string, Score>): string {
  const rows = [...table].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const line = (check: string, { right, wrong, missed }: Score) =>
    `${check.padEnd(18)} ${String(right + missed).padStart(8)} ${share(right, right + wrong).padStart(10)} ${share(right, right + missed).padStart(8)}`;
  const sum = rows.reduce(
    (all, [, one]) => ({ right: all.right + one.right, wrong: all.wrong + one.wrong, missed: all.missed + one.missed }),
    { right: 0, wrong: 0, missed: 0 },
  );
  const head = `${title}: ${pairs.length} pairs\n${'check'.padEnd(18)} ${'expected'.padStart(8)}  precision   recall`;
  return [head, ...rows.map(([check, one]) => line(check, one)), line('all', sum)].join('\n');
}

it.each(['tuned', 'held-out'] as const)('no check is noisy: precision of each on the %s pairs', (set) => {
  const pairs = readCorpus(set);
  const { table, faults } = score(pairs);
  console.log([print(set, pairs, table), ...faults].join('\n'));
  expect(pairs.length).toBeGreaterThanOrEqual(set === 'tuned' ? 200 : 60);
  for (const [check, { right, wrong }] of table) {
    if (right + wrong > 0) expect(right / (right + wrong), `precision of ${check}`).toBeGreaterThanOrEqual(0.95);
  }
});

it('a fix that is taken leaves nothing of its warning, whatever the pair', () => {
  const fixed = [...readCorpus('tuned'), ...readCorpus('held-out')].flatMap(({ place, passage }) =>
    checkPassage(passage).flatMap(({ key, fix }) => {
      if (fix === null) return [];
      const { text } = passage.target;
      const after = text.slice(0, fix.from) + fix.insert + text.slice(fix.to);
      const left = checkPassage({ ...passage, target: { ...passage.target, text: after } });
      expect(
        left.map((warning) => warning.key),
        `${place}: ${after}`,
      ).not.toContain(key);
      return [key];
    }),
  );
  expect(fixed.length).toBeGreaterThan(60);
});
