import type { GlossaryTerm } from '@copydesk/shared/translation';
import { describe, expect, it } from 'vitest';
import type { TranslationEngine, TranslationJob } from './engine.ts';
import { translatePassages } from './passages.ts';

/** An engine made of one function, which counts how many texts it was given. */
function engineOf(translate: (text: string) => string, method: 'rules' | 'neural' = 'rules') {
  const given: string[][] = [];
  const engine: TranslationEngine = {
    id: 'test',
    name: 'Test',
    remote: false,
    method,
    available: async () => ({ ok: true, version: 'Test 1' }),
    translate: async ({ texts }) => {
      given.push([...texts]);
      return texts.map(translate);
    },
  };
  return { engine, given };
}
const job = (texts: string[]) => ({ texts, from: 'en', to: 'es', signal: new AbortController().signal });

describe('translatePassages', () => {
  it('shields a name only where the engine mangled it', async () => {
    const { engine, given } = engineOf((text) => text.replace('Trump', 'Triunfo'));
    const result = await translatePassages(engine, job(['Mr Trump left', 'Mr Assad stayed']), ['Assad', 'Trump']);
    expect(result.map(({ output }) => output)).toEqual(['Mr Trump left', 'Mr Assad stayed']);
    expect(result.map(({ warnings }) => warnings)).toEqual([[], []]);
    expect(given).toEqual([['Mr Trump left', 'Mr Assad stayed'], ['Mr Xq-1 left']]);
  });

  it('shields a number that the engine lost', async () => {
    const { engine } = engineOf((text) => text.replace(/\b7\b/, 'siete'));
    const [passage] = await translatePassages(engine, job(['7 of 10']), []);
    expect(passage).toEqual({ output: '7 of 10', warnings: [] });
  });

  it('falls back to the plain translation, and says so, when a placeholder does not come back', async () => {
    const { engine } = engineOf((text) => text.replace('Trump', 'Triunfo').replace(/Xq-\d/, 'nada'));
    const [passage] = await translatePassages(engine, job(['Mr Trump left']), ['Trump']);
    expect(passage).toEqual({ output: 'Mr Triunfo left', warnings: ['not in the translation: Trump'] });
  });

  it('leaves neural engines their way with names', async () => {
    const { engine, given } = engineOf((text) => ` ${text.replace('Putin', 'Poutine')} `, 'neural');
    const [passage] = await translatePassages(engine, job(['Mr Putin left']), ['Putin']);
    expect(passage).toEqual({ output: 'Mr Poutine left', warnings: [] });
    expect(given).toHaveLength(1);
  });

  it('does not ask for empty passages, and keeps their places', async () => {
    const { engine, given } = engineOf((text) => `${text}!`);
    const result = await translatePassages(engine, job(['', 'one', ' ', 'two']), []);
    expect(result.map(({ output }) => output)).toEqual(['', 'one!', '', 'two!']);
    expect(given).toEqual([['one', 'two']]);
  });

  const terms: GlossaryTerm[] = [
    { id: '1', source: 'ceasefire', target: 'alto el fuego', status: 'preferred' },
    { id: '2', source: 'Copydesk', target: '', status: 'do-not-translate' },
    { id: '3', source: 'truce', target: 'tregua', status: 'forbidden' },
  ];

  it('puts the terms of the newsroom where an engine knows none', async () => {
    const { engine, given } = engineOf((text) => text.replace('holds', 'aguanta').replace('says', 'dice'));
    const texts = ['The ceasefire holds, Copydesk says', 'Ceasefire holds', 'A truce'];
    const result = await translatePassages(engine, job(texts), [], terms);
    expect(given).toEqual([['The Xq-1 holds, Xq-2 says', 'Xq-1 holds', 'A truce']]);
    expect(result.map(({ output }) => output)).toEqual([
      'The alto el fuego aguanta, Copydesk dice',
      'Alto el fuego aguanta',
      'A truce',
    ]);
  });

  it("takes the engine's own words where it loses a placeholder", async () => {
    const { engine, given } = engineOf((text) => text.replace(/Xq-\d/, 'nada'), 'neural');
    const [passage] = await translatePassages(engine, job(['The ceasefire holds']), [], terms);
    expect(passage?.output).toBe('The ceasefire holds');
    expect(given).toHaveLength(2);
  });

  it('gives the terms to an engine that takes them, and the text as it is', async () => {
    const { engine, given } = engineOf((text) => text, 'neural');
    const jobs: TranslationJob[] = [];
    const taking = {
      ...engine,
      takesTerms: true,
      translate: (asked: TranslationJob) => {
        jobs.push(asked);
        return engine.translate(asked);
      },
    };
    await translatePassages(taking, job(['The ceasefire holds']), [], terms);
    expect(given).toEqual([['The ceasefire holds']]);
    expect(jobs[0]?.terms).toEqual([
      { source: 'ceasefire', target: 'alto el fuego' },
      { source: 'Copydesk', target: 'Copydesk' },
    ]);
  });
});
