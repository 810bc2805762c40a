/** The import rules of the house (docs/ARCHITECTURE.md), each shown to bite: a file that breaks it fails the lint. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');

/** [file, line that breaks a rule, what the lint calls it] */
const broken: readonly (readonly [file: string, line: string, rule: string])[] = [
  ['packages/shared/src/a.ts', "import '@copydesk/editor';", 'noRestrictedImports'],
  ['packages/shared/src/b.ts', "import '../../editor/src/schema/index.ts';", 'noRestrictedImports'],
  ['packages/shared/src/c.ts', "import 'node:fs';", 'noNodejsModules'],
  ['packages/shared/src/d.ts', "import '@copydesk/shared/node';", 'noRestrictedImports'],
  ['packages/shared/src/e.ts', "import './node/database.ts';", 'noRestrictedImports'],
  ['packages/shared/src/f.ts', "import 'electron';", 'noRestrictedImports'],
  ['packages/shared/src/translation/a.ts', "import '../sync/index.ts';", 'noRestrictedImports'],
  ['packages/shared/src/translation/b.ts', "import 'react';", 'noRestrictedImports'],
  ['packages/shared/src/translation/c.ts', "import 'node:fs';", 'noNodejsModules'],
  ['packages/shared/src/node/a.ts', "import '@copydesk/editor/schema';", 'noRestrictedImports'],
  ['packages/editor/src/a.ts', "import '../../../apps/sync-server/src/server.ts';", 'noRestrictedImports'],
  ['packages/editor/src/b.ts', "import 'node:path';", 'noNodejsModules'],
  ['packages/editor/src/schema/a.ts', "import 'react';", 'noRestrictedImports'],
  ['packages/editor/src/schema/b.ts', "import '@tiptap/react';", 'noRestrictedImports'],
  ['packages/editor/src/schema/c.ts', 'document.title;', 'noRestrictedGlobals'],
  ['packages/editor/src/schema/d.ts', "import '../components/page.tsx';", 'noRestrictedImports'],
  ['apps/desktop/src/renderer/a.ts', "import '../replica/replica.ts';", 'noRestrictedImports'],
  ['apps/desktop/src/renderer/b.ts', "import '../main/index.ts';", 'noRestrictedImports'],
  ['apps/desktop/src/renderer/c.ts', "import 'electron';", 'noRestrictedImports'],
  ['apps/desktop/src/renderer/d.ts', "import 'node:os';", 'noNodejsModules'],
  ['apps/desktop/src/replica/a.ts', "import 'electron';", 'noRestrictedImports'],
  ['apps/desktop/src/replica/b.ts', "import 'react';", 'noRestrictedImports'],
  ['apps/desktop/src/replica/c.ts', "import '@copydesk/editor';", 'noRestrictedImports'],
  ['apps/desktop/src/browser-host/a.ts', "import 'electron';", 'noRestrictedImports'],
  ['apps/desktop/src/browser-host/b.ts', "import '../renderer/main.tsx';", 'noRestrictedImports'],
  ['apps/desktop/src/main/a.ts', "import '../renderer/main.tsx';", 'noRestrictedImports'],
  ['apps/sync-server/src/a.ts', "import '@copydesk/editor';", 'noRestrictedImports'],
  ['apps/sync-server/src/b.ts', "import '../../apps/desktop/src/replica/replica.ts';", 'noRestrictedImports'],
  ['apps/sync-server/src/c.ts', "import 'electron';", 'noRestrictedImports'],
];

/** What each room may import: the lint must stay quiet. */
const fine: readonly (readonly [file: string, line: string])[] = [
  ['packages/shared/src/translation/ok.ts', "import '../article/language.ts';"],
  ['packages/shared/src/node/ok.ts', "import 'node:fs';"],
  ['packages/editor/src/schema/ok.ts', "import '@copydesk/shared/article';"],
  ['packages/editor/src/ok.tsx', "import 'react';"],
  ['apps/desktop/src/renderer/ok.ts', "import '@copydesk/editor';"],
  ['apps/desktop/src/replica/ok.ts', "import '@copydesk/editor/schema';"],
  ['apps/desktop/src/main/ok.ts', "import 'electron';"],
  ['apps/sync-server/src/ok.ts', "import '@copydesk/editor/schema';"],
];

interface Finding {
  readonly category: string;
  readonly location: { readonly path: string };
}

let folder: string;
let findings: readonly Finding[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copydesk-layers-'));
  await copyFile(join(root, 'biome.json'), join(folder, 'biome.json'));
  for (const [file, line] of [...broken, ...fine]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), `${line}\n`);
  }
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '--vcs-enabled=false', '.'];
  // Biome exits with 1 where it found something; what it prints is the same.
  const printed = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(
    (failure: { stdout: string }) => failure,
  );
  findings = (JSON.parse(printed.stdout) as { diagnostics: Finding[] }).diagnostics;
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the lint keeps the rooms apart', () => {
  it.each(broken)('%s must not say %s', (file, _line, rule) => {
    const found = findings.filter((f) => f.location.path === file).map((f) => f.category.split('/').at(-1));
    expect(found).toContain(rule);
  });

  it.each(fine)('%s may say %s', (file) => {
    const found = findings.filter((f) => f.location.path === file && /Restricted|Nodejs/.test(f.category));
    expect(found).toEqual([]);
  });
});
