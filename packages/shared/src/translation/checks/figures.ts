/** Numbers, percentages, sums, dates and times: what the target lacks, has otherwise, or has made up. */
import { baseLanguage, languageName } from '../../article/language.ts';
import type { LanguageTag } from '../../article/model.ts';
import { compareFigures, differingWords } from '../facts/compare.ts';
import { type AmountFact, type Fact, factKey, isAmount } from '../facts/fact.ts';
import { findFigures } from '../facts/find-facts.ts';
import { writeNumeral } from '../facts/numerals.ts';
import { renderFact } from '../facts/render.ts';
import { sameAmount } from '../facts/same-fact.ts';
import type { HouseStyle } from '../style.ts';
import type { Check, CheckedPassage, CheckId, Warning } from './warning.ts';

export const checkFigures: Check = (passage) => {
  const { source, target, from, to, style } = passage;
  if (source === null || from === null) return [];
  const there = findFigures(source.text, from);
  const here = findFigures(target.text, to, style);
  const differences = compareFigures(there, here, to);
  const extra = [...differences.extra];
  const warnings: Warning[] = [];
  for (const wanted of differences.missing) {
    const wrong = takeCounterpart(wanted, extra);
    warnings.push(wrong === null ? missing(wanted) : otherwise(wanted, wrong, to, style));
  }
  for (const fact of extra) warnings.push(madeUp(fact));
  for (const pair of differingWords(there, here, differences)) {
    // Where digits differ too, a number in words may be theirs.
    if (warnings.length === 0 || pair[0].kind === 'date') warnings.push(otherwise(...pair, to, style));
  }
  for (const [wanted, found] of differences.same) {
    const foreign = isAmount(wanted) && isAmount(found) ? writtenForeign(wanted, found, passage) : null;
    if (foreign !== null) warnings.push(foreign);
  }
  return warnings;
};

function checkOf(fact: Fact): CheckId {
  if (fact.kind === 'percentage' || fact.kind === 'currency' || fact.kind === 'date') return fact.kind;
  return fact.kind === 'time' ? 'date' : 'number';
}

/** What the target says in the place of a missing fact: the same amount of something else, or the next of its kind. */
function takeCounterpart(wanted: Fact, extra: Fact[]): Fact | null {
  const alike = extra.findIndex((fact) => isAmount(wanted) && isAmount(fact) && sameAmount(wanted, fact));
  const at = alike === -1 ? extra.findIndex(({ kind }) => kind === wanted.kind) : alike;
  return at === -1 ? null : (extra.splice(at, 1)[0] ?? null);
}

function missing(fact: Fact): Warning {
  const check = checkOf(fact);
  return {
    check,
    key: `${check}:${factKey(fact)}`,
    message: `${fact.text} from the source is not in this passage.`,
    at: { side: 'source', from: fact.from, to: fact.to },
    fix: null,
  };
}

function madeUp(fact: Fact): Warning {
  const check = checkOf(fact);
  return {
    check,
    key: `${check}:+${factKey(fact)}`,
    message: `${fact.text} is not in the source.`,
    at: { side: 'target', from: fact.from, to: fact.to },
    fix: null,
  };
}

function otherwise(wanted: Fact, wrong: Fact, to: LanguageTag, style: HouseStyle): Warning {
  const check = checkOf(wanted);
  return {
    check,
    key: `${check}:${factKey(wanted)}>${factKey(wrong)}`,
    message: `The source says ${wanted.text}; this passage says ${wrong.text}.`,
    at: { side: 'target', from: wrong.from, to: wrong.to },
    fix: fixOf(wanted, wrong, to, style),
  };
}

/** Changes the digits alone where the words around them may stay. */
function fixOf(wanted: Fact, wrong: Fact, to: LanguageTag, style: HouseStyle): NonNullable<Warning['fix']> {
  if (isAmount(wanted) && isAmount(wrong) && wrong.numeral !== null && sameFrame(wanted, wrong)) {
    const { from, to: end } = wrong.numeral;
    const grouped = wanted.numeral === null || wanted.numeral.text.length > 4;
    return { from, to: end, insert: writeNumeral(wanted.amount / (wanted.scale ?? 1), style, { grouped }) };
  }
  const insert = renderFact(wanted, to, style);
  // "Ocho personas": what stood at the beginning of a sentence does so still.
  const capital = /^\p{Lu}/u.test(wrong.text) && wrong.written === 'words';
  return {
    from: wrong.from,
    to: wrong.to,
    insert: capital ? insert.charAt(0).toUpperCase() + insert.slice(1) : insert,
  };
}

function sameFrame(a: AmountFact, b: AmountFact): boolean {
  const sameKind = a.kind === b.kind && (a.kind !== 'currency' || (b.kind === 'currency' && a.currency === b.currency));
  const one = [a, b].some(({ amount, scale }) => scale !== null && amount === scale);
  return sameKind && a.scale === b.scale && !one;
}

/** The right number, but not as this language, or this house, writes it. */
function writtenForeign(wanted: AmountFact, found: AmountFact, { to, style, target }: CheckedPassage): Warning | null {
  const { numeral } = found;
  if (numeral === null) return null;
  const amount = wanted.amount / (found.scale ?? 1);
  const foreign =
    style.digits === 'arabic'
      ? /[0-9]/.test(numeral.text) && !/\p{Script=Latin}-?$/u.test(target.text.slice(0, numeral.from))
      : baseLanguage(to) !== 'ar' && hasForeignMarks(amount, numeral.text, found, style);
  if (!foreign) return null;
  const insert = writeNumeral(amount, style, { grouped: numeral.text.length > 4 });
  return {
    check: 'number',
    key: `number:=${numeral.text}`,
    message: `In ${languageName(to, 'en')} this number is written ${insert}, not ${numeral.text}.`,
    at: { side: 'target', from: numeral.from, to: numeral.to },
    fix: { from: numeral.from, to: numeral.to, insert },
  };
}

/**
 * "3.5 millones", "1,250 Menschen". A decimal is judged only where something is counted: "Web 2.0" is a name. Arabic
 * newspapers use both marks.
 */
function hasForeignMarks(amount: number, written: string, found: AmountFact, style: HouseStyle): boolean {
  const [mark, ...more] = written.match(/[.,]/g) ?? [];
  if (mark === undefined) return false;
  if (Number.isInteger(amount))
    return mark === style.decimal && amount >= 1000 && /^\p{Nd}{1,3}(?:[.,]\p{Nd}{3})+$/u.test(written);
  const counted = found.kind !== 'number' || found.scale !== null;
  return counted && more.length === 0 && mark !== style.decimal;
}
