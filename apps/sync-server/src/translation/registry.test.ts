import { newDesk } from '@copydesk/shared/api';
import { describe, expect, it } from 'vitest';
import type { TranslationConfig } from '../config.ts';
import type { TranslationEngine } from './engine.ts';
import { chooseEngine, engineFor, keptInHouse } from './engine-choice.ts';
import { createEngines } from './registry.ts';

const none: TranslationConfig = {
  engine: null,
  apertium: null,
  apyUrl: null,
  libreTranslate: null,
  deepl: null,
  timeoutMs: 1_000,
};
const all: TranslationConfig = {
  ...none,
  apertium: 'apertium',
  apyUrl: 'https://mt.example',
  libreTranslate: { url: 'http://127.0.0.1:5000', key: null },
  deepl: { url: 'https://api.deepl.com', key: 'k' },
};
const pair = { from: 'en', to: 'es' };

function engine(id: string, why: string | null): TranslationEngine {
  return {
    id,
    name: id,
    remote: false,
    method: 'rules',
    available: async () => (why === null ? { ok: true, version: `${id} 1` } : { ok: false, why }),
    translate: async () => [],
  };
}

describe('createEngines', () => {
  it('puts engines on this machine first, and the preferred one before all', () => {
    expect(createEngines(all).map(({ id }) => id)).toEqual(['apertium', 'libretranslate', 'apertium-apy', 'deepl']);
    expect(createEngines({ ...all, engine: 'deepl' })[0]?.id).toBe('deepl');
    expect(createEngines(none)).toEqual([]);
  });

  it('refuses an address over which text would go in clear', () => {
    expect(() => createEngines({ ...none, deepl: { url: 'http://deepl.example', key: 'k' } })).toThrow(/DeepL.*https:/);
  });
});

describe('chooseEngine', () => {
  it('takes the first that is available', async () => {
    const engines = [engine('a', 'a is not there.'), engine('b', null)];
    expect(await chooseEngine(engines, pair, null)).toMatchObject({ engine: { id: 'b' }, version: 'b 1' });
  });

  it('takes the one that was chosen or says why not, and no other', async () => {
    const engines = [engine('a', 'a is not there.'), engine('b', null)];
    await expect(chooseEngine(engines, pair, 'a')).rejects.toThrow('a is not there.');
    await expect(chooseEngine(engines, pair, 'c')).rejects.toThrow(/no longer set up/);
  });

  it('says all reasons when none is available', async () => {
    const engines = [engine('a', 'a is not there.'), engine('b', 'b is not there.')];
    await expect(chooseEngine(engines, pair, null)).rejects.toThrow('a is not there. b is not there.');
    await expect(chooseEngine([], pair, null)).rejects.toThrow(
      /No translation engine is set up.*from English to Spanish/,
    );
  });
});

describe('the choice of an engine', () => {
  const desk = newDesk({
    id: 'd',
    name: 'D',
    labelWhenRevised: 'show',
    translation: { engines: { 'en>es': 'deepl', 'en>fr': 'none' } },
  });
  const now = new Date('2026-11-22T09:00:00Z');
  const later = '2026-11-22T18:00:00.000Z';
  const remote: TranslationEngine = { ...engine('r', null), remote: true };

  it("is the edition's own, else its desk's for the pair, else any", () => {
    expect(engineFor({ source: 'en', language: 'es', engine: null }, desk)).toBe('deepl');
    expect(engineFor({ source: 'en', language: 'es', engine: 'none' }, desk)).toBe('none');
    expect(engineFor({ source: 'en', language: 'fr', engine: null }, desk)).toBe('none');
    expect(engineFor({ source: 'en', language: 'de', engine: null }, desk)).toBeNull();
    expect(engineFor({ source: 'en', language: 'es', engine: null }, null)).toBeNull();
  });

  it('keeps embargoed text in the house unless the desk allows otherwise', async () => {
    expect(keptInHouse({ embargo: null }, desk, now)).toBeNull();
    expect(keptInHouse({ embargo: now.toISOString() }, desk, now)).toBeNull();
    const allowing = { ...desk, translation: { ...desk.translation, remoteWhenEmbargoed: true } };
    expect(keptInHouse({ embargo: later }, allowing, now)).toBeNull();
    const kept = keptInHouse({ embargo: later }, desk, now);
    expect(kept).toMatch(/under embargo/);
    expect(keptInHouse({ embargo: later }, null, now)).toBe(kept);
    await expect(chooseEngine([remote], pair, 'r', kept)).rejects.toThrow(/r is outside the house.*under embargo/);
    expect(await chooseEngine([remote, engine('b', null)], pair, null, kept)).toMatchObject({ engine: { id: 'b' } });
    expect(await chooseEngine([remote], pair, null, null)).toMatchObject({ engine: { id: 'r' } });
  });
});
