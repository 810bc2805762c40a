/** A text as the memory compares it: words in small letters, numbers masked. */
import { hashText } from '../../article/text.ts';

/** Stands for any number. */
export const NUMBER = '#';

const DIGITS = /\p{Nd}+(?:[.,'’\u066b\u066c\u00a0\u202f]\p{Nd}+)*/gu;
/** Scripts that write no spaces are compared sign by sign. */
const WORD =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|#/gu;

/** The same text however it is spaced and encoded. */
export function plainText(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** A text with each of its numbers masked. */
export function maskNumbers(text: string): string {
  return text.replaceAll(NUMBER, ' ').replace(DIGITS, NUMBER);
}

/** The words of a text in small letters, each number as `NUMBER`. */
export function maskedWords(text: string): string[] {
  return maskNumbers(plainText(text)).toLowerCase().match(WORD) ?? [];
}

/** What a neighbouring text is known by: half its hash is enough to tell two apart. '' for none. */
export function contextHash(text: string | null | undefined): string {
  return text === null || text === undefined || text.trim() === '' ? '' : hashText(plainText(text)).slice(0, 32);
}
