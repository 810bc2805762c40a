/** A remembered translation with other numbers. */
import type { LanguageTag } from '../../article/model.ts';
import { asciiDigits, findNumerals, type Numeral, writeNumeral } from '../facts/numerals.ts';
import { defaultStyle } from '../style.ts';

export interface NumberSwap {
  readonly from: LanguageTag;
  readonly to: LanguageTag;
  /** The remembered pair. */
  readonly source: string;
  readonly target: string;
  /** The text that is translated now: the same but for its numbers. */
  readonly asked: string;
}

/**
 * The remembered target with the numbers of `asked`, written as the target writes them. Null where that can't be told: a
 * number that changed stands in the target in words, or not as often.
 */
export function swapNumbers({ from, to, source, target, asked }: NumberSwap): string | null {
  const style = defaultStyle(from);
  const were = findNumerals(source, style);
  const are = findNumerals(asked, style);
  if (were.length !== are.length) return null;
  const places = findNumerals(target, defaultStyle(to));
  const taken = new Set<Numeral>();
  const changes: { place: Numeral; insert: string }[] = [];
  for (const [index, was] of were.entries()) {
    const is = are[index];
    if (is === undefined) return null;
    const place = places.find((one) => !taken.has(one) && sameNumber(was, one));
    if (place === undefined) {
      if (was.text === is.text) continue;
      return null;
    }
    taken.add(place);
    if (was.text !== is.text) changes.push({ place, insert: written(is, place, to) });
  }
  // A number that the target repeats would be left as it was.
  const left = places.filter((place) => !taken.has(place));
  if (left.some((place) => were.some((was, index) => was.text !== are[index]?.text && sameNumber(was, place))))
    return null;
  return changes
    .toSorted((a, b) => b.place.from - a.place.from)
    .reduce((text, { place, insert }) => text.slice(0, place.from) + insert + text.slice(place.to), target);
}

function sameNumber(a: Numeral, b: Numeral): boolean {
  return asciiDigits(a.text) === asciiDigits(b.text) || a.amount === b.amount;
}

const PLAIN = /^\p{Nd}+$/u;

/** A number in the form of the one it stands for: a year stays ungrouped, Arabic digits stay Arabic. */
function written(is: Numeral, place: Numeral, to: LanguageTag): string {
  const style = { ...defaultStyle(to), digits: /[\u0660-\u0669]/.test(place.text) ? 'arabic' : 'latin' } as const;
  const digits = asciiDigits(is.text);
  if (!PLAIN.test(is.text)) return writeNumeral(is.amount, style);
  // "05" and "2024" are not counts: they keep their zeros and are not grouped.
  if (PLAIN.test(place.text) && digits.length <= 4) return inDigits(digits, style.digits);
  return writeNumeral(is.amount, style);
}

function inDigits(ascii: string, digits: 'latin' | 'arabic'): string {
  return digits === 'latin' ? ascii : ascii.replace(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit)));
}
