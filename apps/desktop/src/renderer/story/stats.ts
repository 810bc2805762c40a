/** Figures about a text for the bottom bar. */
import { type ArticleDoc, headlineOf, wordCount } from '@copydesk/shared/article';

/** Headlines up to this length stand everywhere; up to the limit they stand on the site. */
export const HEADLINE = { good: 58, limit: 70 } as const;
const WORDS_A_MINUTE = 230;

export interface TextFacts {
  readonly words: number;
  readonly minutes: number;
  /** Characters of the headline, as people count them. */
  readonly headline: number;
}

export function textFacts(doc: ArticleDoc, language: string): TextFacts {
  const words = wordCount(doc, language);
  const characters = new Intl.Segmenter(language, { granularity: 'grapheme' }).segment(headlineOf(doc));
  return {
    words,
    minutes: Math.max(1, Math.round(words / WORDS_A_MINUTE)),
    headline: [...characters].length,
  };
}
