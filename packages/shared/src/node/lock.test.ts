import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreError } from '../sync/index.ts';
import { FolderInUse, lockFolder } from './lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'copydesk-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('lockFolder', () => {
  it('lets one in at a time, and makes the folder', () => {
    const inner = join(folder, 'a', 'b');
    const release = lockFolder(inner, 'in use');
    expect(() => lockFolder(inner, 'Close the other one first.')).toThrow(
      expect.objectContaining({ name: 'FolderInUse', message: 'Close the other one first.' }),
    );
    release();
    lockFolder(inner, 'in use')();
  });

  it('tells a folder that cannot be used from one in use', () => {
    mkdirSync(join(folder, 'lock'));
    expect(() => lockFolder(folder, 'in use')).toThrow(StoreError);
    const damaged = join(folder, 'damaged');
    mkdirSync(damaged);
    writeFileSync(join(damaged, 'lock'), 'not a database, and long enough to be read as one '.repeat(100));
    expect(() => lockFolder(damaged, 'in use')).toThrow(expect.objectContaining({ kind: 'corrupt' }));
    expect(() => lockFolder(damaged, 'in use')).not.toThrow(FolderInUse);
  });
});
