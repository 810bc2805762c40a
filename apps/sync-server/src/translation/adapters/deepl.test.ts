import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { engineContract } from '../testing/engine-contract.ts';
import { closedPort, type FakeAnswer, type FakeRequest, fakeHttp, fakeSpanish } from '../testing/fake-http.ts';
import { createDeepL } from './deepl.ts';

const Body = z.object({ text: z.array(z.string()), source_lang: z.string(), target_lang: z.string() });
const key = 'secret-key';

function languages(path: string): FakeAnswer {
  const codes = path.endsWith('source') ? ['EN', 'ES', 'PT'] : ['EN-GB', 'EN-US', 'ES', 'PT-BR', 'PT-PT'];
  return { body: codes.map((language) => ({ language, name: language })) };
}
function deepl({ path, headers, body }: FakeRequest): FakeAnswer {
  if (headers.authorization !== `DeepL-Auth-Key ${key}`) return { status: 403, body: {} };
  if (path.startsWith('/v2/languages')) return languages(path);
  const { text } = Body.parse(JSON.parse(body));
  return { body: { translations: text.map((one) => ({ detected_source_language: 'EN', text: fakeSpanish(one) })) } };
}
const signal = new AbortController().signal;

engineContract('a fake DeepL', async () => ({
  engine: createDeepL({ url: (await fakeHttp(deepl)).url, key, timeoutMs: 10_000 }),
  stuck: createDeepL({ url: (await fakeHttp(() => null)).url, key, timeoutMs: 100 }),
  broken: createDeepL({ url: await closedPort(), key, timeoutMs: 10_000 }),
}));

describe('DeepL', () => {
  it('sends at most 50 texts and 128 KiB a request', async () => {
    const server = await fakeHttp(deepl);
    const engine = createDeepL({ url: server.url, key, timeoutMs: 10_000 });
    const texts = [...Array.from({ length: 60 }, (_, n) => `house ${n}`), 'é'.repeat(40_000), 'é'.repeat(40_000)];
    expect(await engine.translate({ texts, from: 'en', to: 'es', signal })).toEqual(texts.map(fakeSpanish));
    const sent = server.requests.filter(({ path }) => path === '/v2/translate').map(({ body }) => body);
    expect(sent.map((body) => Body.parse(JSON.parse(body)).text.length)).toEqual([50, 11, 1]);
    for (const body of sent) expect(Buffer.byteLength(body)).toBeLessThan(128 * 1024);
  });

  it('names a variant where DeepL wants one', async () => {
    const server = await fakeHttp(deepl);
    const engine = createDeepL({ url: server.url, key, timeoutMs: 10_000 });
    for (const to of ['pt', 'pt-BR', 'en']) await engine.translate({ texts: ['a'], from: 'es', to, signal });
    const sent = server.requests.filter(({ path }) => path === '/v2/translate').map(({ body }) => body);
    expect(sent.map((body) => Body.parse(JSON.parse(body)).target_lang)).toEqual(['PT-PT', 'PT-BR', 'EN-GB']);
  });

  it.each([
    [403, 'key'],
    [413, 'too-large'],
    [429, 'busy'],
    [456, 'quota'],
    [529, 'busy'],
    [500, 'answer'],
  ])('tells status %i as "%s", never with the key', async (status, code) => {
    const server = await fakeHttp(({ path }) =>
      path.startsWith('/v2/languages') ? languages(path) : { status, body: {} },
    );
    const engine = createDeepL({ url: server.url, key, timeoutMs: 10_000 });
    const error: unknown = await engine
      .translate({ texts: ['a'], from: 'en', to: 'es', signal })
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'EngineError', engine: 'DeepL', code });
    expect(String(error)).not.toContain(key);
  });

  it('says that a key is not taken', async () => {
    const { url } = await fakeHttp(deepl);
    expect(await createDeepL({ url, key: 'other', timeoutMs: 10_000 }).available('en', 'es')).toEqual({
      ok: false,
      why: "DeepL did not take the server's key. Check COPYDESK_TRANSLATION_DEEPL_KEY.",
    });
  });

  it('does not follow a redirect', async () => {
    const server = await fakeHttp(() => ({ status: 302, body: {} }));
    const engine = createDeepL({ url: server.url, key, timeoutMs: 10_000 });
    expect(await engine.available('en', 'es')).toMatchObject({ ok: false });
  });

  it('gives DeepL the context, and the terms as a glossary that is made once and again when they change', async () => {
    const server = await fakeHttp((request) =>
      request.path === '/v2/glossaries' ? { status: 201, body: { glossary_id: 'g1', ready: true } } : deepl(request),
    );
    const engine = createDeepL({ url: server.url, key, timeoutMs: 10_000 });
    const terms = [{ source: 'cease\tfire', target: 'alto el fuego' }];
    const ask = (more: object) => engine.translate({ texts: ['house'], from: 'en', to: 'es', signal, ...more });
    await ask({ context: 'Before and after.', terms });
    await ask({ terms });
    await ask({ terms: [...terms, { source: 'house', target: 'hogar' }] });
    await ask({});
    const bodies = (path: string) =>
      server.requests.filter((request) => request.path === path).map(({ body }): unknown => JSON.parse(body));
    expect(bodies('/v2/glossaries')).toMatchObject([
      { source_lang: 'en', target_lang: 'es', entries: 'cease fire\talto el fuego', entries_format: 'tsv' },
      { entries: 'cease fire\talto el fuego\nhouse\thogar' },
    ]);
    expect(bodies('/v2/translate')).toMatchObject([
      { context: 'Before and after.', glossary_id: 'g1' },
      { glossary_id: 'g1' },
      { glossary_id: 'g1' },
      {},
    ]);
    expect(bodies('/v2/translate')[3]).not.toHaveProperty('glossary_id');
  });

  it('translates without a glossary where DeepL takes none for the pair', async () => {
    const server = await fakeHttp((request) =>
      request.path === '/v2/glossaries' ? { status: 400, body: { message: 'Unsupported glossary' } } : deepl(request),
    );
    const engine = createDeepL({ url: server.url, key, timeoutMs: 10_000 });
    const terms = [{ source: 'house', target: 'hogar' }];
    expect(await engine.translate({ texts: ['house'], from: 'en', to: 'es', signal, terms })).toEqual(['casa']);
  });
});
