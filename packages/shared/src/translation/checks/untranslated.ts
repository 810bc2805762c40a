/** Passages that are still empty, or still in the source's words. */
import { baseLanguage } from '../../article/language.ts';
import type { Span } from '../rich-text.ts';
import type { Check } from './warning.ts';

export const checkEmpty: Check = ({ source, target }) =>
  source !== null && source.text.trim() !== '' && target.text.trim() === ''
    ? [{ check: 'empty', key: 'empty', message: 'This passage has no text yet.', at: null, fix: null }]
    : [];

/** So many words of the source in a row are no name: five, of which three begin small. */
const RUN = 5;
const SMALL = 3;
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu;

export const checkUntranslated: Check = ({ source, target, from, to }) => {
  if (source === null || from === null || baseLanguage(from) === baseLanguage(to)) return [];
  const copied = longestCopy(source.text, target.text);
  if (copied === null) return [];
  const words = target.text.slice(copied.from, copied.to);
  return [
    {
      check: 'untranslated',
      key: `untranslated:${words.slice(0, 40)}`,
      message: 'These are still the words of the source.',
      at: { side: 'target', from: copied.from, to: copied.to },
      fix: null,
    },
  ];
};

/** The longest run of the target's words that stands in the source just so and is no name; null: none. */
function longestCopy(source: string, target: string): Span | null {
  const there = ` ${wordsOf(source)
    .map(({ word }) => word)
    .join(' ')} `;
  const here = wordsOf(target);
  let best: Span | null = null;
  let most = 0;
  for (let at = 0; at < here.length; ) {
    let run = '';
    let end = at;
    for (let next = at; next < here.length; next += 1) {
      const longer = `${run} ${here[next]?.word}`;
      if (!there.includes(`${longer} `)) break;
      run = longer;
      end = next + 1;
    }
    const length = end - at;
    const first = here[at];
    const last = here[end - 1];
    const span = first && last ? { from: first.from, to: last.to } : null;
    if (
      span !== null &&
      length > most &&
      isProse(
        here.slice(at, end).map(({ word }) => word),
        length === here.length,
      ) &&
      !isTitle(target, span)
    ) {
      best = span;
      most = length;
    }
    at = Math.max(end, at + 1);
  }
  return best;
}

function wordsOf(text: string): { word: string; from: number; to: number }[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({ word, from: index, to: index + word.length }));
}

/** `whole`: nothing else stands in the target, so that fewer words tell. */
function isProse(words: readonly string[], whole: boolean): boolean {
  const small = words.filter((word) => /^\p{Ll}{2}/u.test(word)).length;
  return whole ? words.length >= 3 && small >= 2 : words.length >= RUN && small >= SMALL;
}

/** Titles of books, films and songs are left as they are, within quotation marks or brackets. */
function isTitle(text: string, { from, to }: Span): boolean {
  return /[“«„"‘‹(]\s?$/u.test(text.slice(0, from)) && /^[.!?…]?\s?[”»“"’›)]/u.test(text.slice(to));
}
