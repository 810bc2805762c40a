/** The newsroom's terms as glossaries at DeepL: made when they are first needed, replaced when they change. */
import * as z from 'zod';
import { EngineError, type TranslationJob } from '../engine.ts';
import { baseLanguage } from '../languages.ts';
import { askEngine, type EngineRequest } from './http.ts';

const Made = z.object({ glossary_id: z.string() });

type Request = Pick<EngineRequest<typeof Made>, 'engine' | 'statuses' | 'timeoutMs'> & {
  /** Such as `https://api.deepl.com`. */
  readonly base: string;
  readonly authorization: string;
};

export interface DeepLGlossaries {
  /** The id of a glossary with these terms, or null: DeepL has none for this pair, or would not take it. */
  idFor(job: Pick<TranslationJob, 'from' | 'to' | 'terms' | 'signal'>): Promise<string | null>;
}

export function createDeepLGlossaries({ base, authorization, ...common }: Request): DeepLGlossaries {
  /** By pair: the terms as they were sent, and what they became. */
  const made = new Map<string, { readonly entries: string; readonly id: string | null }>();

  async function make(from: string, to: string, entries: string, signal: AbortSignal): Promise<string | null> {
    const body = {
      name: `Copydesk ${from} to ${to}`,
      source_lang: from,
      target_lang: to,
      entries,
      entries_format: 'tsv',
    };
    try {
      const answer = await askEngine({
        ...common,
        url: `${base}/v2/glossaries`,
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        answer: Made,
        signal,
      });
      return answer.glossary_id;
    } catch (error) {
      // Not for this pair, or the account holds too many: it translates without.
      if (error instanceof EngineError && error.code === 'answer') return null;
      throw error;
    }
  }

  return {
    async idFor({ from, to, terms = [], signal }) {
      const entries = entriesOf(terms);
      if (entries === '') return null;
      const [source, target] = [baseLanguage(from), baseLanguage(to)];
      const known = made.get(`${source}>${target}`);
      if (known?.entries === entries) return known.id;
      const id = await make(source, target, entries, signal);
      made.set(`${source}>${target}`, { entries, id });
      return id;
    },
  };
}

/** Tab-separated, each source once: DeepL takes no doubles. */
function entriesOf(terms: NonNullable<TranslationJob['terms']>): string {
  const clean = (text: string) => text.replace(/\s+/g, ' ').trim();
  const lines = new Map(terms.map(({ source, target }) => [clean(source), clean(target)]));
  return [...lines].flatMap(([source, target]) => (source && target ? `${source}\t${target}` : [])).join('\n');
}
