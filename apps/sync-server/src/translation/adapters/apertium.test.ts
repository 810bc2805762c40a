import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { engineContract } from '../testing/engine-contract.ts';
import { createApertium } from './apertium.ts';

/** A program in place of Apertium, removed when the test is over. */
async function script(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'copydesk-apertium-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const program = join(folder, 'apertium');
  await writeFile(program, `#!/bin/sh\n${text}\n`);
  await chmod(program, 0o755);
  return program;
}

const missing = '/nonexistent/apertium';
const signal = new AbortController().signal;
const FAKE = `
case "$1" in
  -l) echo "  eng-spa" ;;
  -V) echo "Apertium 9.9" ;;
  *) sed 's/house/casa/; s/water/agua/; s/table/mesa/' ;;
esac`;

engineContract('a fake Apertium', async () => ({
  engine: createApertium({ program: await script(FAKE), timeoutMs: 10_000 }),
  stuck: createApertium({ program: await script('sleep 60'), timeoutMs: 300 }),
  broken: createApertium({ program: missing, timeoutMs: 10_000 }),
}));

describe('Apertium', () => {
  it('says how to install it where it is not', async () => {
    const engine = createApertium({ program: missing, timeoutMs: 10_000 });
    expect(await engine.available('en', 'es')).toEqual({
      ok: false,
      why: 'Apertium is not installed on the server: install apertium and apertium-eng-spa, or choose another engine.',
    });
  });

  it('says which pair to install', async () => {
    const engine = createApertium({ program: await script(FAKE), timeoutMs: 10_000 });
    expect(await engine.available('en', 'fr')).toEqual({
      ok: false,
      why: 'Apertium on the server has no pair from English to French: install apertium-eng-fra, or choose another engine.',
    });
    expect(await engine.available('en', 'es')).toEqual({ ok: true, version: 'Apertium 9.9 eng-spa' });
  });

  it('kills a program that does not end when asked to', async () => {
    const program = await script(`trap '' TERM; echo ready >&2; while :; do sleep 1; done`);
    const engine = createApertium({ program, timeoutMs: 200 });
    await expect(engine.translate({ texts: ['a'], from: 'en', to: 'es', signal })).rejects.toMatchObject({
      code: 'timeout',
    });
  });

  it('tells a failure by its exit status, without the text', async () => {
    const engine = createApertium({ program: await script('cat >&2; exit 3'), timeoutMs: 10_000 });
    await expect(engine.translate({ texts: ['secret'], from: 'en', to: 'es', signal })).rejects.toMatchObject({
      code: 'answer',
      message: 'Apertium failed (status 3). Check the installed pair, or choose another engine.',
    });
  });

  it('never passes a text to a shell', async () => {
    const engine = createApertium({ program: await script(FAKE), timeoutMs: 10_000 });
    const text = '$(touch /tmp/x) `id` "; rm -rf / #';
    expect(await engine.translate({ texts: [text], from: 'en', to: 'es', signal })).toEqual([text]);
  });
});

/** Why the real one cannot be tested here, or null. */
function whyNotHere(): string | null {
  try {
    const modes = execFileSync('apertium', ['-l'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return /\beng-spa\b/.test(modes) ? null : 'apertium-eng-spa is not installed';
  } catch {
    return 'apertium is not installed';
  }
}
const why = whyNotHere();
if (why === null) {
  engineContract('the installed Apertium', async () => ({
    engine: createApertium({ program: 'apertium', timeoutMs: 30_000 }),
    stuck: createApertium({ program: await script('sleep 60'), timeoutMs: 300 }),
    broken: createApertium({ program: missing, timeoutMs: 10_000 }),
  }));
} else {
  it.skip(`the installed Apertium: ${why}`);
}
