/** Two texts' figures, held against each other as multisets: what one lacks and the other has made up. */

import { baseLanguage } from '../../article/language.ts';
import type { LanguageTag } from '../../article/model.ts';
import { isConversion } from './currencies.ts';
import { type DateFact, type Fact, isAmount, type TimeFact } from './fact.ts';
import { sameAmount, sameFact } from './same-fact.ts';

export interface Differences {
  /** Facts of the source that the target lacks. */
  readonly missing: readonly Fact[];
  /** Facts of the target that the source does not state. */
  readonly extra: readonly Fact[];
  /** What was found on both sides. */
  readonly same: readonly (readonly [source: Fact, target: Fact])[];
}

/** Compares the figures (`findFigures`) of a passage's two sides. Names and quotations are no matter of counts. */
export function compareFigures(source: readonly Fact[], target: readonly Fact[], to: LanguageTag): Differences {
  const missing = [...source];
  const extra = [...target];
  const same: [Fact, Fact][] = [];
  // What is written in digits is paired with digits first, so that words are left for words.
  const match = (is: (a: Fact, b: Fact) => boolean) => {
    for (let at = 0; at < missing.length; ) {
      const wanted = missing[at];
      const found = wanted === undefined ? -1 : extra.findIndex((one) => is(wanted, one));
      const one = extra[found];
      if (wanted === undefined || one === undefined) at += 1;
      else {
        missing.splice(at, 1);
        extra.splice(found, 1);
        same.push([wanted, one]);
      }
    }
  };
  match((a, b) => isHard(a) && isHard(b) && exactly(a, b));
  match((a, b) => isHard(a) && isHard(b) && sameFact(a, b));
  match((a, b) => isHard(a) !== isHard(b) && sameFact(a, b));
  match(sameFact);
  match((a, b) => isAmount(a) && isAmount(b) && sameAmount(a, b) && (!isHard(a) || !isHard(b)));
  match((a, b) => isGapped(a, b, same));
  match(isConverted);
  match((a, b) => isTold(a, [b]) || isTold(b, [a]));

  const excused = (fact: Fact, others: readonly Fact[]) =>
    !isHard(fact) || isTold(fact, others) || others.some((other) => isConverted(fact, other));
  return {
    missing: missing.filter((fact) => !excused(fact, target) && !isImplied(fact, to) && !isInches(fact, source)),
    extra: extra.filter((fact) => !excused(fact, source) && !isGloss(fact, same)),
    same,
  };
}

/**
 * The one number, weekday or month in words that differs ("three" and "cuatro"): only where each side has one left,
 * since languages put words in other ways.
 */
export function differingWords(
  source: readonly Fact[],
  target: readonly Fact[],
  { same }: Differences,
): (readonly [Fact, Fact])[] {
  const left = (facts: readonly Fact[], side: 0 | 1) =>
    facts.filter((fact) => !isHard(fact) && !same.some((pair) => pair[side] === fact));
  const there = left(source, 0);
  const here = left(target, 1);
  return WORDS.flatMap((is) => {
    const [wanted, ...more] = there.filter(is);
    const [found, ...others] = here.filter(is);
    const alone = more.length + others.length === 0;
    return wanted && found && alone && [wanted, found].every(isPlain) ? [[wanted, found] as const] : [];
  });
}

const WORDS: readonly ((fact: Fact) => boolean)[] = [
  isAmount,
  (fact) => fact.kind === 'date' && fact.weekday !== null,
  (fact) => fact.kind === 'date' && fact.month !== null,
];

/** Neither an article, a share nor an ordinal. */
function isPlain(fact: Fact): boolean {
  return !isAmount(fact) || (fact.amount > 1 && !(fact.kind === 'number' && (fact.loose || fact.ordinal)));
}

/** Stated in digits: it must be on both sides. */
function isHard(fact: Fact): boolean {
  return fact.written !== 'words';
}

function exactly(a: Fact, b: Fact): boolean {
  return sameFact(a, b) && (!isAmount(a) || !isAmount(b) || (a.kind === b.kind && a.amount === b.amount));
}

/** "del 40 % al 50": said with the first of several, and left out with the next. */
function isGapped(a: Fact, b: Fact, same: readonly (readonly [Fact, Fact])[]): boolean {
  if (!isAmount(a) || !isAmount(b) || a.amount !== b.amount || (a.kind === 'number') === (b.kind === 'number'))
    return false;
  const kind = a.kind === 'number' ? b.kind : a.kind;
  return same.some(([one]) => one.kind === kind);
}

/** Miles as kilometres: a translation may say it in the reader's units. */
function isConverted(a: Fact, b: Fact): boolean {
  if (a.kind !== 'number' || b.kind !== 'number') return false;
  if (a.unit !== null && b.unit === null) return isConversion(a.amount, a.unit, b.amount);
  if (b.unit !== null && a.unit === null) return isConversion(b.amount, b.unit, a.amount);
  return false;
}

/** A date or a time whose parts the other side tells in other words: "6 p.m." and "las 6", "2019" in "June 2019". */
function isTold(fact: Fact, others: readonly Fact[]): boolean {
  if (fact.kind === 'date') return isDateTold(fact, others);
  if (fact.kind === 'time') return others.some((other) => tellsHour(fact, other));
  if (fact.kind !== 'number') return false;
  return others.some(
    (other) =>
      (other.kind === 'date' && [other.year, other.day].includes(fact.amount)) ||
      (other.kind === 'time' && tellsHour(other, fact)),
  );
}

function tellsHour({ hour, minute }: TimeFact, fact: Fact): boolean {
  if (fact.kind !== 'number') return false;
  return fact.amount % 12 === hour % 12 && fact.amount <= 24 && (minute === 0 || minute === 30 || fact.amount > 12);
}

function isDateTold(date: DateFact, others: readonly Fact[]): boolean {
  const dates = others.filter((other) => other.kind === 'date');
  const numbers = others.filter((other) => other.kind === 'number');
  const told = (part: 'year' | 'month' | 'day' | 'weekday') =>
    date[part] === null ||
    dates.some((other) => other[part] === date[part]) ||
    (part !== 'month' && part !== 'weekday' && numbers.some(({ amount }) => amount === date[part]));
  return (
    told('year') &&
    told('month') &&
    told('day') &&
    told('weekday') &&
    (date.day === null ||
      date.month === null ||
      !dates.some(({ month, day }) => month === date.month && day !== null && day !== date.day))
  );
}

/** "6 feet 2 inches" is one measure, and the feet are what is converted. */
function isInches(fact: Fact, source: readonly Fact[]): boolean {
  const foot = source.some(
    (other) => other.kind === 'number' && other.unit === 'foot' && fact.from - other.to <= 8 && other.to < fact.from,
  );
  return foot && fact.kind === 'number' && fact.unit === 'inch';
}

/** In Arabic one and two are forms of the noun. */
function isImplied(fact: Fact, to: LanguageTag): boolean {
  return baseLanguage(to) === 'ar' && fact.kind === 'number' && (fact.amount === 1 || fact.amount === 2);
}

/** "(4.6 million euros)" behind a sum that both have: the reader's currency, added by the translator. */
function isGloss(fact: Fact, same: readonly (readonly [Fact, Fact])[]): boolean {
  return (
    fact.kind === 'currency' &&
    same.some(([, { kind, to }]) => kind === 'currency' && fact.from - to >= 0 && fact.from - to <= 12)
  );
}
