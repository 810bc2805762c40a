/** Puts placeholders where an engine must not translate, and puts the words back afterwards. */
import { nameExpression, occurrences } from '@copydesk/shared/translation';

/**
 * Of the forms tried on Apertium eng-spa (XQ1X, Xq1x, @1@, {1}, __1__, ...) all come back, but only one with a hyphen
 * and a digit leaves the word after it in lower case at the start of a sentence.
 */
const PLACEHOLDER = /\bXq-(\d+)\b/gi;
const placeholder = (index: number) => `Xq-${index}`;

const NUMBER = /\p{Nd}+(?:[.,:]\p{Nd}+)*/gu;

/** Names and numbers of `source` that are not, or not as often, in `output`. */
export function lostWords(source: string, output: string, names: readonly string[]): string[] {
  const numbers = [...new Set(source.match(NUMBER) ?? [])];
  return [...names, ...numbers].filter((word) => occurrences(output, word) < occurrences(source, word));
}

export interface Shielded {
  readonly text: string;
  /** The engine's output with the words put back, or null if not every placeholder came back once. */
  restore(output: string): string | null;
}

/**
 * Shields `words` in `text`; null if the text holds something that looks like a placeholder. `put`: what to put in a
 * word's place afterwards, where it is not the word itself.
 */
export function shield(
  text: string,
  words: readonly string[],
  put: ReadonlyMap<string, string> = new Map(),
): Shielded | null {
  if (text.search(PLACEHOLDER) >= 0) return null;
  const kept: string[] = [];
  let shielded = text;
  // The longest first, so that a surname does not cut its full name in two.
  for (const word of words.toSorted((a, b) => b.length - a.length)) {
    shielded = replaceOutside(shielded, word, () => {
      kept.push(put.get(word) ?? word);
      return placeholder(kept.length);
    });
  }
  return {
    text: shielded,
    restore(output) {
      const found = Array.from(output.matchAll(PLACEHOLDER), (match) => Number(match[1])).toSorted((a, b) => a - b);
      const whole = found.length === kept.length && found.every((number, index) => number === index + 1);
      return whole ? output.replace(PLACEHOLDER, (_, number: string) => kept[Number(number) - 1] ?? '') : null;
    },
  };
}

/** Replaces a word everywhere but inside placeholders (their digits could be a number to shield). */
function replaceOutside(text: string, word: string, replacement: () => string): string {
  return text
    .split(/(\bXq-\d+\b)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(nameExpression(word), replacement)))
    .join('');
}
