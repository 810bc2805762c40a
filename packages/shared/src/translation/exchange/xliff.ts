/** What the versions of XLIFF have alike. */
import type { LanguageTag } from '../../article/model.ts';
import { ExchangeError, type ExchangeStory } from './model.ts';

const ORIGINAL = 'copydesk:';

/** `file@original` of a story. */
export function originalOf({ articleId }: ExchangeStory): string {
  return `${ORIGINAL}${articleId}`;
}

/** The story that `file@original` names, or null in a file from elsewhere. */
export function articleIn(original: string | undefined): string | null {
  return original?.startsWith(ORIGINAL) ? original.slice(ORIGINAL.length) : null;
}

/** The language that a story was translated from. Throws `ExchangeError` where there is none. */
export function sourceLanguageOf({ from }: ExchangeStory): LanguageTag {
  if (from !== null) return from;
  throw new ExchangeError('languages', 'XLIFF needs a source text, and this story has none. Take the passages as CSV.');
}
