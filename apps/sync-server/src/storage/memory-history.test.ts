import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@copydesk/shared/node';
import { expect, onTestFinished, test } from 'vitest';
import { memoryOperations } from './memory.ts';
import { migrations } from './migrations/index.ts';
import { goBeyond } from './restored.ts';

test('copies of the memory are told apart from those of the data before each restore', () => {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-memory-'));
  const db = openDatabase(join(folder, 'copydesk.sqlite'), migrations);
  onTestFinished(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });
  expect(memoryOperations.memoryHistory(db)).toEqual({ last: 0, restores: 0 });
  goBeyond(db);
  expect(memoryOperations.memoryHistory(db)).toEqual({ last: 0, restores: 1 });
  goBeyond(db);
  expect(memoryOperations.memoryHistory(db)).toEqual({ last: 0, restores: 2 });
});
