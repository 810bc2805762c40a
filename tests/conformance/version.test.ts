import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const PACKAGES = ['package.json', 'apps/*/package.json', 'packages/*/package.json', 'tests/package.json'];

it('names one version in every package: the newest of CHANGELOG.md', () => {
  const [, newest] = /^## (\d+\.\d+\.\d+)$/m.exec(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')) ?? [];
  const files = globSync(PACKAGES, { cwd: root });
  expect(files).toHaveLength(6);
  const versions = files.map((file) => [file, JSON.parse(readFileSync(join(root, file), 'utf8')).version]);
  expect(versions).toEqual(files.map((file) => [file, newest]));
});
