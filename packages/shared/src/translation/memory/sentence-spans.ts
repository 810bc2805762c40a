import { localeOf } from '../../article/language.ts';
import type { LanguageTag } from '../../article/model.ts';
import type { Span } from '../rich-text.ts';

/** The sentences of a text without the space around them, in order. */
export function sentenceSpans(text: string, language: LanguageTag): Span[] {
  const segmenter = new Intl.Segmenter(localeOf(language), { granularity: 'sentence' });
  return [...segmenter.segment(text)].flatMap(({ segment, index }): Span[] => {
    const start = index + segment.length - segment.trimStart().length;
    const end = index + segment.trimEnd().length;
    return end > start ? [{ from: start, to: end }] : [];
  });
}
