/** The words of a text at their places, as checks of names read them. */
import type { Span } from '../rich-text.ts';

export interface Word extends Span {
  readonly word: string;
}

export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(/\p{L}[\p{L}\p{M}'’-]*/gu), ({ 0: word, index }) => ({
    word,
    from: index,
    to: index + word.length,
  }));
}
