import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { engineContract } from '../testing/engine-contract.ts';
import { closedPort, type FakeAnswer, type FakeRequest, fakeHttp, fakeSpanish } from '../testing/fake-http.ts';
import { createApertiumApy } from './apertium-apy.ts';

const PAIRS = { responseData: [{ sourceLanguage: 'eng', targetLanguage: 'spa' }] };

function apy({ path, body, headers }: FakeRequest): FakeAnswer {
  if (path === '/listPairs') return { body: PAIRS };
  const form = new URLSearchParams(body);
  const right =
    path === '/translate' &&
    headers['content-type']?.startsWith('application/x-www-form-urlencoded') &&
    form.get('langpair') === 'eng|spa' &&
    form.get('format') === 'txt';
  if (!right) return { status: 400, body: { status: 'error', code: 400, explanation: 'That pair is not installed' } };
  return { body: { responseData: { translatedText: fakeSpanish(form.get('q') ?? '') }, responseStatus: 200 } };
}

engineContract('a fake Apertium APy', async () => ({
  engine: createApertiumApy({ url: (await fakeHttp(apy)).url, timeoutMs: 10_000 }),
  stuck: createApertiumApy({ url: (await fakeHttp(() => null)).url, timeoutMs: 100 }),
  broken: createApertiumApy({ url: await closedPort(), timeoutMs: 10_000 }),
}));

describe('Apertium APy', () => {
  it('is remote only when it runs elsewhere', async () => {
    expect(createApertiumApy({ url: 'http://localhost:2737', timeoutMs: 1 }).remote).toBe(false);
    expect(createApertiumApy({ url: 'https://mt.example/apy/', timeoutMs: 1 }).remote).toBe(true);
  });

  it('is refused over http: to another machine', () => {
    expect(() => createApertiumApy({ url: 'http://mt.example', timeoutMs: 1 })).toThrow(/https:/);
  });

  it('says what a 400 means', async () => {
    const { url } = await fakeHttp(apy);
    const engine = createApertiumApy({ url, timeoutMs: 10_000 });
    const signal = new AbortController().signal;
    await expect(engine.translate({ texts: ['a'], from: 'en', to: 'fr', signal })).rejects.toMatchObject({
      code: 'language',
    });
  });
});

const APY = '/usr/bin/apertium-apy';
const MODES = '/usr/share/apertium/modes';
if (existsSync(APY) && existsSync(`${MODES}/eng-spa.mode`)) {
  let running: { url: string; child: ChildProcess } | null = null;
  afterAll(() => {
    running?.child.kill('SIGKILL');
  });
  /** The installed service on a free loopback port, shared by the contract's tests. */
  const start = async () => {
    if (running) return running.url;
    const url = await closedPort();
    const { port } = new URL(url);
    const child = spawn(APY, ['-p', port, '-a', '127.0.0.1', '-j', '1', '/usr/share/apertium'], { stdio: 'ignore' });
    running = { url, child };
    const probe = createApertiumApy({ url, timeoutMs: 2_000 });
    const deadline = Date.now() + 20_000;
    while (!(await probe.available('en', 'es')).ok) {
      if (Date.now() > deadline || child.exitCode !== null) throw new Error('apertium-apy does not answer');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return url;
  };
  engineContract('the installed Apertium APy', async () => ({
    engine: createApertiumApy({ url: await start(), timeoutMs: 30_000 }),
    stuck: createApertiumApy({ url: (await fakeHttp(() => null)).url, timeoutMs: 100 }),
    broken: createApertiumApy({ url: await closedPort(), timeoutMs: 10_000 }),
  }));
} else {
  it.skip('the installed Apertium APy: apertium-apy with apertium-eng-spa is not installed');
}
