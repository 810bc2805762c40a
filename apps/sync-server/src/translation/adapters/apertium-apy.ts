/** Apertium as a service (apertium-apy), over HTTP. */
import * as z from 'zod';
import { type Availability, type TranslationEngine, whyUnavailable } from '../engine.ts';
import { pairInWords, threeLetters } from '../languages.ts';
import { askEngine, requireSafeUrl, staysHere } from './http.ts';

export interface ApertiumApyOptions {
  /** Such as `http://127.0.0.1:2737`. */
  readonly url: string;
  /** For one passage. */
  readonly timeoutMs: number;
}

const NAME = 'Apertium APy';
const Pairs = z.object({
  responseData: z.array(z.object({ sourceLanguage: z.string(), targetLanguage: z.string() })),
});
const Translated = z.object({ responseData: z.object({ translatedText: z.string() }) });
const STATUSES = {
  400: ['language', `${NAME} does not have this pair of languages. Install it there, or choose another engine.`],
  429: ['busy', `${NAME} is busy. Try again in a minute.`],
  503: ['busy', `${NAME} is busy. Try again in a minute.`],
} as const;

/** Throws `ConfigError` if the URL is not safe. */
export function createApertiumApy({ url, timeoutMs }: ApertiumApyOptions): TranslationEngine {
  requireSafeUrl(NAME, url);
  const base = url.replace(/\/+$/, '');
  const common = { engine: NAME, statuses: STATUSES, timeoutMs };

  async function available(from: string, to: string): Promise<Availability> {
    try {
      const { responseData } = await askEngine({ ...common, url: `${base}/listPairs`, body: null, answer: Pairs });
      const source = threeLetters(from);
      const target = threeLetters(to);
      const found = responseData.some((pair) => pair.sourceLanguage === source && pair.targetLanguage === target);
      if (found) return { ok: true, version: `${NAME} ${source}-${target}` };
      const why = `${NAME} has no pair ${pairInWords(from, to)}: install apertium-${source}-${target} there, or choose another engine.`;
      return { ok: false, why };
    } catch (error) {
      return whyUnavailable(NAME, error);
    }
  }

  return {
    id: 'apertium-apy',
    name: NAME,
    remote: !staysHere(url),
    method: 'rules',
    available,
    async translate({ texts, from, to, signal, onProgress }) {
      const outputs: string[] = [];
      for (const q of texts) {
        // APy takes forms only, a JSON body is a 400; its default format is HTML.
        const body = new URLSearchParams({
          langpair: `${threeLetters(from)}|${threeLetters(to)}`,
          q,
          markUnknown: 'no',
          format: 'txt',
        });
        const answer = await askEngine({ ...common, url: `${base}/translate`, body, answer: Translated, signal });
        outputs.push(answer.responseData.translatedText.replace(/\n$/, ''));
        onProgress?.(outputs.length);
      }
      return outputs;
    },
  };
}
