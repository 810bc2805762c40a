/** LibreTranslate, over HTTP: the newsroom's own or another's. */
import * as z from 'zod';
import { type Availability, EngineError, type TranslationEngine, whyUnavailable } from '../engine.ts';
import { baseLanguage, pairInWords } from '../languages.ts';
import { askEngine, requireCount, requireSafeUrl, staysHere } from './http.ts';

export interface LibreTranslateOptions {
  readonly url: string;
  readonly key: string | null;
  /** For one request. */
  readonly timeoutMs: number;
}

const NAME = 'LibreTranslate';
/** Servers limit what one request may hold, each in its own way: few passages a request stay below. */
const TEXTS_PER_REQUEST = 10;
const Languages = z.array(z.object({ code: z.string(), targets: z.array(z.string()).default([]) }));
const Translated = z.object({ translatedText: z.array(z.string()) });
const STATUSES = {
  400: ['language', `${NAME} did not take the request: it may lack these languages. Choose another engine.`],
  403: ['key', `${NAME} did not take the server's key. Check COPYDESK_TRANSLATION_LIBRETRANSLATE_KEY.`],
  413: ['too-large', `${NAME} takes no text as long as this. Choose another engine.`],
  429: ['busy', `${NAME} is asked too often. Try again in a minute.`],
  500: ['answer', `${NAME} failed on its side. Try again, or choose another engine.`],
} as const;

/** Throws `ConfigError` if the URL is not safe. */
export function createLibreTranslate({ url, key, timeoutMs }: LibreTranslateOptions): TranslationEngine {
  requireSafeUrl(NAME, url);
  const base = url.replace(/\/+$/, '');
  const common = { engine: NAME, statuses: STATUSES, timeoutMs };

  /** The pair as this server spells it, or null if it does not have it. */
  async function pair(
    from: string,
    to: string,
    signal?: AbortSignal,
  ): Promise<{ source: string; target: string } | null> {
    const languages = await askEngine({ ...common, url: `${base}/languages`, body: null, answer: Languages, signal });
    const source =
      languages.find(({ code }) => code === from) ?? languages.find(({ code }) => code === baseLanguage(from));
    const target =
      source?.targets.find((code) => code === to) ?? source?.targets.find((code) => code === baseLanguage(to));
    return source && target !== undefined ? { source: source.code, target } : null;
  }

  async function available(from: string, to: string): Promise<Availability> {
    try {
      if (await pair(from, to)) return { ok: true, version: NAME };
      const why = `${NAME} does not translate ${pairInWords(from, to)} there. Install the language there, or choose another engine.`;
      return { ok: false, why };
    } catch (error) {
      return whyUnavailable(NAME, error);
    }
  }

  return {
    id: 'libretranslate',
    name: NAME,
    remote: !staysHere(url),
    method: 'neural',
    available,
    async translate({ texts, from, to, signal, onProgress }) {
      const languages = await pair(from, to, signal);
      if (!languages)
        throw new EngineError(NAME, 'language', `${NAME} does not translate ${pairInWords(from, to)} there.`);
      const outputs: string[] = [];
      for (let start = 0; start < texts.length; start += TEXTS_PER_REQUEST) {
        const q = texts.slice(start, start + TEXTS_PER_REQUEST);
        const answer = await askEngine({
          ...common,
          url: `${base}/translate`,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ q, ...languages, format: 'text', ...(key === null ? {} : { api_key: key }) }),
          answer: Translated,
          signal,
        });
        requireCount(NAME, answer.translatedText, q.length);
        outputs.push(...answer.translatedText);
        onProgress?.(outputs.length);
      }
      return outputs;
    },
  };
}
