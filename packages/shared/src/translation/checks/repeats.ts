/** The same word twice, and two spaces where one belongs. */
import { baseLanguage } from '../../article/language.ts';
import type { Check } from './warning.ts';

/** Words that rightly follow themselves: "die, die die Zeitung lasen", "nous nous sommes", "had had". */
const RIGHTLY_TWICE: Readonly<Record<string, readonly string[]>> = {
  en: ['had', 'that', 'is', 'very', 'bye'],
  de: ['die', 'der', 'das', 'den', 'sie', 'ja'],
  fr: ['nous', 'vous', 'très'],
  es: ['muy'],
  ar: ['جدا', 'جداً', 'رويدا', 'شيئا'],
};
const TWICE = /(?<![\p{L}\p{M}\p{N}'’-])([\p{L}\p{M}]+)([ \u00a0]+)\1(?![\p{L}\p{M}\p{N}'’-])/giu;

export const checkDoubledWords: Check = ({ source, target, to }) => {
  const right = RIGHTLY_TWICE[baseLanguage(to)] ?? [];
  return Array.from(target.text.matchAll(TWICE)).flatMap(({ 0: both, 1: word = '', 2: space = '', index }) => {
    const key = word.toLowerCase();
    if (right.includes(key) || source?.text.toLowerCase().includes(`${key} ${key}`)) return [];
    const again = index + word.length;
    return {
      check: 'doubled-word' as const,
      key: `doubled-word:${key}`,
      message: `“${word}” stands twice in a row.`,
      at: { side: 'target' as const, from: index, to: index + both.length },
      fix: { from: again, to: again + space.length + word.length, insert: '' },
    };
  });
};

const SPACES = /(?<=\S)[ \u00a0]{2,}(?=\S)/g;

/** All of a passage at once: nobody wants to know of each. */
export const checkDoubledSpaces: Check = ({ source, target }) => {
  const found = [...target.text.matchAll(SPACES)];
  const [first] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined || (source?.text.search(SPACES) ?? -1) !== -1) return [];
  const from = first.index;
  const to = last.index + last[0].length;
  return [
    {
      check: 'doubled-space',
      key: 'doubled-space',
      message:
        found.length === 1 ? 'There are two spaces in a row.' : 'In several places there are two spaces in a row.',
      at: { side: 'target', from, to: from + first[0].length },
      fix: { from, to, insert: target.text.slice(from, to).replace(/[ \u00a0]{2,}/g, ' ') },
    },
  ];
};
