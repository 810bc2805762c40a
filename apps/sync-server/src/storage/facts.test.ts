import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@copydesk/shared/node';
import { expect, onTestFinished, test } from 'vitest';
import { brokenFacts, sealFacts } from './facts.ts';
import { migrations } from './migrations/index.ts';
import { presenceClockOperations } from './presence-clock.ts';

const DAY_MS = 86_400_000;

/** A file for the server's database, in a folder of its own. */
function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-facts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'copydesk.sqlite');
}

function open(file: string, steps = migrations) {
  const db = openDatabase(file, steps);
  onTestFinished(() => void db.close());
  return db;
}

test('[K9] rows from before are taken as they are until they are written again; then each bit of them counts', () => {
  const file = newFile();
  const old = open(
    file,
    migrations.filter(({ version }) => version < 260),
  );
  const article = old.prepare(`INSERT INTO articles (id, slug, desk, assignees, created_at, created_by)
                               VALUES (?, 'bridge', 'world', '[]', '2026-11-24', 'sara')`);
  for (const id of ['a', 'b']) article.run(id);
  old.close();
  const db = open(file);
  const broken = () => [...brokenFacts(db, 'articles')].flat();
  expect(broken()).toEqual([]);
  sealFacts(db, 'articles', 'a');
  for (const id of ['a', 'b']) db.prepare("UPDATE articles SET slug = 'fridge' WHERE id = ?").run(id);
  expect(broken()).toEqual(['a']);
  sealFacts(db, 'articles', 'a');
  expect(broken()).toEqual([]);
  // One letter more here and one less there is not the same.
  db.prepare("UPDATE articles SET slug = 'fridgew', desk = 'orld' WHERE id = 'a'").run();
  expect(broken()).toEqual(['a']);
});

test('[N5] each run begins its presence clocks beyond those of the runs before, whatever the clock says', () => {
  const db = open(newFile());
  const { beginPresence } = presenceClockOperations;
  const begun = Date.now();
  expect(beginPresence(db, begun)).toBe(0);
  const runs = [begun + DAY_MS, begun - DAY_MS, begun - 1_000 * DAY_MS].map((now) => beginPresence(db, now));
  expect(runs[0]).toBeGreaterThan(begun + DAY_MS);
  expect(runs).toEqual([...new Set(runs)].toSorted((a, b) => a - b));
});
