import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { engineContract } from '../testing/engine-contract.ts';
import { closedPort, type FakeAnswer, type FakeRequest, fakeHttp, fakeSpanish } from '../testing/fake-http.ts';
import { createLibreTranslate } from './libretranslate.ts';

const LANGUAGES = [
  { code: 'en', name: 'English', targets: ['en', 'es', 'pt-BR'] },
  { code: 'es', name: 'Spanish', targets: ['en', 'es'] },
];
const Body = z.object({
  q: z.array(z.string()),
  source: z.string(),
  target: z.string(),
  format: z.literal('text'),
  api_key: z.string().optional(),
});

function libre({ path, body }: FakeRequest): FakeAnswer {
  if (path === '/languages') return { body: LANGUAGES };
  const { q, source, target } = Body.parse(JSON.parse(body));
  if (source !== 'en' || target === 'xx') return { status: 400, body: { error: 'not supported' } };
  return { body: { translatedText: q.map(fakeSpanish) } };
}
const signal = new AbortController().signal;

engineContract('a fake LibreTranslate', async () => ({
  engine: createLibreTranslate({ url: (await fakeHttp(libre)).url, key: null, timeoutMs: 10_000 }),
  stuck: createLibreTranslate({ url: (await fakeHttp(() => null)).url, key: null, timeoutMs: 100 }),
  broken: createLibreTranslate({ url: await closedPort(), key: null, timeoutMs: 10_000 }),
}));

describe('LibreTranslate', () => {
  it('sends few texts at a time, with the key in the body', async () => {
    const server = await fakeHttp(libre);
    const engine = createLibreTranslate({ url: server.url, key: 'k', timeoutMs: 10_000 });
    const texts = Array.from({ length: 23 }, (_, index) => `house ${index}`);
    const outputs = await engine.translate({ texts, from: 'en-GB', to: 'es', signal });
    expect(outputs).toEqual(texts.map(fakeSpanish));
    const bodies = server.requests.slice(1).map(({ body }) => Body.parse(JSON.parse(body)));
    expect(bodies.map(({ q }) => q.length)).toEqual([10, 10, 3]);
    expect(bodies[0]).toMatchObject({ source: 'en', target: 'es', api_key: 'k' });
  });

  it.each([
    [403, 'key'],
    [429, 'busy'],
    [500, 'answer'],
  ])('tells status %i as "%s"', async (status, code) => {
    const server = await fakeHttp((request) =>
      request.path === '/languages' ? { body: LANGUAGES } : { status, body: { error: 'x' } },
    );
    const engine = createLibreTranslate({ url: server.url, key: null, timeoutMs: 10_000 });
    await expect(engine.translate({ texts: ['a'], from: 'en', to: 'es', signal })).rejects.toMatchObject({ code });
  });

  it('takes no answer with a text missing', async () => {
    const server = await fakeHttp((request) =>
      request.path === '/languages' ? { body: LANGUAGES } : { body: { translatedText: ['uno'] } },
    );
    const engine = createLibreTranslate({ url: server.url, key: null, timeoutMs: 10_000 });
    await expect(engine.translate({ texts: ['one', 'two'], from: 'en', to: 'es', signal })).rejects.toMatchObject({
      code: 'answer',
    });
  });
});
