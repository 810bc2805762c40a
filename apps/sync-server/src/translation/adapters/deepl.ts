/** DeepL, over HTTP. The text leaves the house. */
import * as z from 'zod';
import { type Availability, EngineError, type TranslationEngine, whyUnavailable } from '../engine.ts';
import { baseLanguage, pairInWords } from '../languages.ts';
import { createDeepLGlossaries } from './deepl-glossaries.ts';
import { askEngine, requireCount, requireSafeUrl, staysHere } from './http.ts';

export interface DeepLOptions {
  readonly key: string;
  /** Such as `https://api.deepl.com`. */
  readonly url: string;
  /** For one request. */
  readonly timeoutMs: number;
}

const NAME = 'DeepL';
/** DeepL's own limits: 50 texts and 128 KiB a request; the rest of the body needs some room. */
const TEXTS_PER_REQUEST = 50;
const BYTES_PER_REQUEST = 100 * 1024;
/** Targets for which DeepL wants a variant. */
const VARIANTS: Readonly<Record<string, string>> = { EN: 'EN-GB', PT: 'PT-PT' };
const Languages = z.array(z.object({ language: z.string() }));
const Translated = z.object({ translations: z.array(z.object({ text: z.string() })) });
const STATUSES = {
  403: ['key', `${NAME} did not take the server's key. Check COPYDESK_TRANSLATION_DEEPL_KEY.`],
  413: ['too-large', `A passage is longer than ${NAME} takes. Split it, or choose another engine.`],
  429: ['busy', `${NAME} is asked too often. Try again in a minute.`],
  456: ['quota', `The newsroom's ${NAME} quota is used up. Choose another engine, or have the quota raised.`],
  529: ['busy', `${NAME} is overloaded. Try again in a minute.`],
} as const;

/** Throws `ConfigError` if the URL is not safe. */
export function createDeepL({ key, url, timeoutMs }: DeepLOptions): TranslationEngine {
  const base = url.replace(/\/+$/, '');
  requireSafeUrl(NAME, base);
  const common = { engine: NAME, statuses: STATUSES, timeoutMs };
  const authorization = `DeepL-Auth-Key ${key}`;
  const glossaries = createDeepLGlossaries({ ...common, base, authorization });

  async function languages(type: 'source' | 'target', signal?: AbortSignal): Promise<string[]> {
    const answer = await askEngine({
      ...common,
      url: `${base}/v2/languages?type=${type}`,
      headers: { authorization },
      body: null,
      answer: Languages,
      signal,
    });
    return answer.map(({ language }) => language.toUpperCase());
  }

  /** The pair as DeepL spells it, or null if it does not have it. */
  async function pair(from: string, to: string, signal?: AbortSignal) {
    const source = baseLanguage(from).toUpperCase();
    if (!(await languages('source', signal)).includes(source)) return null;
    const base = baseLanguage(to).toUpperCase();
    const targets = await languages('target', signal);
    const target = [to.toUpperCase(), VARIANTS[base], base].find(
      (code) => code !== undefined && targets.includes(code),
    );
    return target === undefined ? null : { source_lang: source, target_lang: target };
  }

  async function available(from: string, to: string): Promise<Availability> {
    try {
      if (await pair(from, to)) return { ok: true, version: NAME };
      return { ok: false, why: `${NAME} does not translate ${pairInWords(from, to)}. Choose another engine.` };
    } catch (error) {
      return whyUnavailable(NAME, error);
    }
  }

  return {
    id: 'deepl',
    name: NAME,
    remote: !staysHere(base),
    method: 'neural',
    takesTerms: true,
    available,
    async translate({ texts, from, to, signal, context, terms, onProgress }) {
      const codes = await pair(from, to, signal);
      if (!codes) throw new EngineError(NAME, 'language', `${NAME} does not translate ${pairInWords(from, to)}.`);
      const glossary = await glossaries.idFor({ from, to, signal, ...(terms === undefined ? {} : { terms }) });
      const outputs: string[] = [];
      for (const text of batches(texts)) {
        const { translations } = await askEngine({
          ...common,
          url: `${base}/v2/translate`,
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify({
            text,
            ...codes,
            preserve_formatting: true,
            ...(context === undefined ? {} : { context }),
            ...(glossary === null ? {} : { glossary_id: glossary }),
          }),
          answer: Translated,
          signal,
        });
        requireCount(
          NAME,
          translations.map(({ text }) => text),
          text.length,
        );
        outputs.push(...translations.map(({ text }) => text));
        onProgress?.(outputs.length);
      }
      return outputs;
    },
  };
}

/** Cuts texts into requests that DeepL takes. A text too long by itself gets its own, for DeepL to refuse. */
function batches(texts: readonly string[]): string[][] {
  const result: string[][] = [];
  let bytes = 0;
  for (const text of texts) {
    const size = Buffer.byteLength(JSON.stringify(text)) + 1;
    const last = result.at(-1);
    if (last && last.length < TEXTS_PER_REQUEST && bytes + size <= BYTES_PER_REQUEST) {
      last.push(text);
      bytes += size;
    } else {
      result.push([text]);
      bytes = size;
    }
  }
  return result;
}
