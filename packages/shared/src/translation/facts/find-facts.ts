/** The facts of a text, and where one fact stands in it. */
import type { LanguageTag } from '../../article/model.ts';
import type { Span } from '../rich-text.ts';
import { defaultStyle, type HouseStyle } from '../style.ts';
import { findAmounts } from './amounts.ts';
import { findDates, findTimes } from './dates.ts';
import { nameIn } from './exonyms.ts';
import type { Fact, NameFact } from './fact.ts';
import { nameExpression } from './names.ts';
import { asciiDigits } from './numerals.ts';
import { findQuotations } from './quotations.ts';
import { sameFact } from './same-fact.ts';

/**
 * Numbers, percentages, sums, dates and times of a text, in the order they stand, none overlapping. `style` says how
 * its language marks decimals and thousands.
 */
export function findFigures(text: string, language: LanguageTag, style: HouseStyle = defaultStyle(language)): Fact[] {
  const digits = sameLengthDigits(text);
  const dates = findDates(text, digits, language);
  const times = findTimes(text, digits).filter((time) => !dates.some((date) => overlap(time, date)));
  const taken = [...dates, ...times];
  return [...taken, ...findAmounts(text, language, style, taken)].sort((a, b) => a.from - b.from);
}

/**
 * All facts of a text: its figures, the names asked for (`findNames` of the story) and its quotations. A quotation
 * spans the figures and names within it.
 */
export function findFacts(
  text: string,
  language: LanguageTag,
  style: HouseStyle = defaultStyle(language),
  names: readonly string[] = [],
): Fact[] {
  const named = names.flatMap((name) => findName(text, name));
  // A surname within its full name is that name.
  const longest = named.filter(
    (one) =>
      !named.some((other) => other !== one && other.from <= one.from && one.to <= other.to && other.name !== one.name),
  );
  return [...findFigures(text, language, style), ...longest, ...findQuotations(text).found].sort(
    (a, b) => a.from - b.from,
  );
}

/**
 * Where a fact, found in a text in `from`, stands in a text of another language; [] where it is not. A quotation is
 * found by its place among the quotations: give the text of the paired passage.
 */
export function placesOf(
  fact: Fact,
  text: string,
  language: LanguageTag,
  { style = defaultStyle(language), from = language }: { style?: HouseStyle; from?: LanguageTag } = {},
): Span[] {
  const wanted = fact.kind === 'name' ? { ...fact, name: nameIn(fact.name, from, language) } : fact;
  const names = wanted.kind === 'name' ? [...new Set([wanted.name, fact.text])] : [];
  return findFacts(text, language, style, names)
    .filter((found) => sameFact(wanted, found) || (found.kind === 'name' && sameFact(fact, found)))
    .map(({ from: start, to }) => ({ from: start, to }));
}

function findName(text: string, name: string): NameFact[] {
  return Array.from(text.matchAll(nameExpression(name)), ({ 0: written, index }) => ({
    kind: 'name',
    from: index,
    to: index + written.length,
    text: written,
    written: 'words',
    name,
  }));
}

/** Digits as 0-9 at the same offsets: those outside the basic plane (two UTF-16 units) stay as they are. */
function sameLengthDigits(text: string): string {
  const digits = asciiDigits(text);
  return digits.length === text.length ? digits : text;
}

function overlap(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}
