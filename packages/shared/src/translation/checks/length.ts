/** Much shorter or longer than a translation comes out, and headlines that do not fit. */
import { baseLanguage } from '../../article/language.ts';
import type { Check } from './warning.ts';

/** Characters of each language for a hundred of English, as news translations come out. */
const LENGTH: Readonly<Record<string, number>> = {
  en: 100,
  es: 115,
  fr: 118,
  de: 117,
  ar: 87,
  it: 113,
  pt: 110,
  nl: 110,
  ru: 108,
  uk: 106,
  el: 115,
  pl: 110,
  tr: 102,
  he: 80,
  fa: 92,
  zh: 32,
  ja: 42,
  ko: 48,
};
/** Short passages vary too much to be judged. */
const SHORTEST = 60;
const LEAST = 0.5;
const MOST = 1.9;

export const checkLength: Check = ({ source, target, from, to }) => {
  if (source === null || from === null || source.text.length < SHORTEST) return [];
  const expected = (source.text.length * (LENGTH[baseLanguage(to)] ?? 105)) / (LENGTH[baseLanguage(from)] ?? 105);
  const ratio = target.text.length / expected;
  if (ratio >= LEAST && ratio <= MOST) return [];
  return [
    {
      check: 'length',
      key: ratio < LEAST ? 'length:short' : 'length:long',
      message:
        ratio < LEAST
          ? 'This is much shorter than its source: something may be missing.'
          : 'This is much longer than its source: something may stand here twice.',
      at: null,
      fix: null,
    },
  ];
};

export const checkHeadlineLength: Check = ({ target, kind, style }) => {
  const length = [...target.text.trim()].length;
  if (kind !== 'headline' || length <= style.headlineMax) return [];
  return [
    {
      check: 'headline-length',
      key: 'headline-length',
      message: `The headline has ${length} characters; ${style.headlineMax} fit.`,
      at: { side: 'target', from: 0, to: target.text.length },
      fix: null,
    },
  ];
};
