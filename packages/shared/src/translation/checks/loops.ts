/** An engine that got stuck: "de de de", or the same run of words over and over. */
import type { Span } from '../rich-text.ts';
import type { Check } from './warning.ts';

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** The longest run of words that is looked for. */
const LONGEST = 10;
/** Short runs must come three times; a run of this many words is a loop the second time. */
const LONG = 5;

export const checkLoops: Check = ({ source, target }) => {
  const loop = findLoop(target.text);
  if (loop === null || (source !== null && findLoop(source.text) !== null)) return [];
  const { from, once, to, words } = loop;
  return [
    {
      check: 'machine-loop',
      key: `machine-loop:${words}`,
      message: `“${words}” is repeated here, as engines do when they get stuck.`,
      at: { side: 'target', from, to },
      fix: { from: once, to, insert: '' },
    },
  ];
};

interface Loop extends Span {
  /** Where the first run of the words ends. */
  readonly once: number;
  readonly words: string;
}

/** The first stretch of a text that says the same words again and again; null: none. */
function findLoop(text: string): Loop | null {
  const words = Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    key: word.toLowerCase(),
    from: index,
    to: index + word.length,
  }));
  for (let size = 1; size <= LONGEST; size += 1) {
    const enough = size >= LONG ? size : 2 * size;
    let run = 0;
    for (let at = size; at < words.length; at += 1) {
      run = words[at]?.key === words[at - size]?.key && !isNumber(words[at]?.key) ? run + 1 : 0;
      if (run < enough) continue;
      let last = at;
      while (words[last + 1] !== undefined && words[last + 1]?.key === words[last + 1 - size]?.key) last += 1;
      const first = words[at - run - size + 1];
      const end = words[at - run];
      const to = words[last];
      if (first === undefined || end === undefined || to === undefined) return null;
      return { from: first.from, once: end.to, to: to.to, words: text.slice(first.from, end.to) };
    }
  }
  return null;
}

/** "10, 10, 10" may be a score. */
function isNumber(key: string | undefined): boolean {
  return key !== undefined && /^\p{N}+$/u.test(key);
}
