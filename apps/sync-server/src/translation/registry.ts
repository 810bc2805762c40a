/** The engines of this server, in the order in which they are chosen when nobody chooses. */
import type { TranslationConfig } from '../config.ts';
import { createApertium } from './adapters/apertium.ts';
import { createApertiumApy } from './adapters/apertium-apy.ts';
import { createDeepL } from './adapters/deepl.ts';
import { createLibreTranslate } from './adapters/libretranslate.ts';
import { EngineError, type TranslationEngine } from './engine.ts';
import { pairInWords } from './languages.ts';

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

export interface ChosenEngine {
  readonly engine: TranslationEngine;
  /** Name and version, for evidence. */
  readonly version: string;
}

/** The engine of this id, or the first that is available when `id` is null. Throws `EngineError` saying what to do. */
export async function chooseEngine(
  engines: readonly TranslationEngine[],
  pair: { readonly from: string; readonly to: string },
  id: string | null,
): Promise<ChosenEngine> {
  const candidates = id === null ? engines : engines.filter((engine) => engine.id === id);
  const reasons: string[] = [];
  for (const engine of candidates) {
    const availability = await engine.available(pair.from, pair.to);
    if (availability.ok) return { engine, version: availability.version };
    reasons.push(availability.why);
  }
  if (reasons.length > 0) throw new EngineError(candidates[0]?.name ?? '', 'missing', reasons.join(' '));
  const message =
    id === null
      ? `No translation engine is set up on the server ${pairInWords(pair.from, pair.to)}: ask who runs it to set one up.`
      : 'The chosen engine is no longer set up on the server. Choose another engine.';
  throw new EngineError(id ?? 'Copydesk', 'missing', message);
}
