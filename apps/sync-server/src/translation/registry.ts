/** The engines of this server, in the order in which they are chosen when nobody chooses. */
import type { TranslationConfig } from '../config.ts';
import { createApertium } from './adapters/apertium.ts';
import { createApertiumApy } from './adapters/apertium-apy.ts';
import { createDeepL } from './adapters/deepl.ts';
import { createLibreTranslate } from './adapters/libretranslate.ts';
import type { TranslationEngine } from './engine.ts';

/**
 * The preferred engine comes first, then those on this machine: a text leaves the house only by choice, or when there
 * is no other way. Throws `ConfigError` for an address that is not safe.
 */
export function createEngines(config: TranslationConfig): TranslationEngine[] {
  const { apertium, apyUrl, libreTranslate, deepl, timeoutMs } = config;
  const engines: TranslationEngine[] = [];
  if (apertium !== null) engines.push(createApertium({ program: apertium, timeoutMs }));
  if (apyUrl !== null) engines.push(createApertiumApy({ url: apyUrl, timeoutMs }));
  if (libreTranslate) engines.push(createLibreTranslate({ ...libreTranslate, timeoutMs }));
  if (deepl) engines.push(createDeepL({ ...deepl, timeoutMs }));
  const rank = ({ id, remote }: TranslationEngine) => (id === config.engine ? 0 : remote ? 2 : 1);
  return engines.toSorted((a, b) => rank(a) - rank(b));
}
