/** Quotations: one lost, one made up, one left open; and the marks of the house. */

import type { QuotationFact } from '../facts/fact.ts';
import { findQuotations, isTitle } from '../facts/quotations.ts';
import type { QuoteMarks } from '../style.ts';
import type { Check, Warning } from './warning.ts';

export const checkQuotations: Check = ({ source, target }) => {
  const here = findQuotations(target.text);
  const there = source === null ? null : findQuotations(source.text);
  // A quotation that goes on in the next paragraph is left open, and so is its translation.
  if (here.open !== null && (there === null || there.open === null)) {
    return [
      {
        check: 'quotation',
        key: 'quotation:open',
        message: 'A quotation begins here and does not end.',
        at: { side: 'target', from: here.open, to: here.open + 1 },
        fix: null,
      },
    ];
  }
  if (here.closed !== null && (there === null || there.closed === null)) {
    return [
      {
        check: 'quotation',
        key: 'quotation:closed',
        message: 'A quotation ends here that has not begun.',
        at: { side: 'target', from: here.closed, to: here.closed + 1 },
        fix: null,
      },
    ];
  }
  if (source === null || there === null || there.open !== null) return [];
  const wanted = outer(there.found).filter((quotation) => !isTitle(quotation));
  const found = outer(here.found);
  const [first] = wanted;
  const [made] = found;
  if (first !== undefined && found.length < speeches(wanted, source.text)) {
    const lost = found.length === 0 ? first : (wanted.at(-1) ?? first);
    return [
      {
        check: 'quotation',
        key: `quotation:${wanted.length}>${found.length}`,
        message:
          found.length === 0
            ? 'The source quotes somebody here; this passage has no quotation marks.'
            : 'The source has more quotations than this passage.',
        at: { side: 'source', from: lost.from, to: lost.to },
        fix: null,
      },
    ];
  }
  if (made !== undefined && there.found.length === 0) {
    return [
      {
        check: 'quotation',
        key: `quotation:0>${found.length}`,
        message: 'The source has no quotation here.',
        at: { side: 'target', from: made.from, to: made.to },
        fix: null,
      },
    ];
  }
  return [];
};

function outer(found: readonly QuotationFact[]): QuotationFact[] {
  return found.filter(({ depth }) => depth === 0);
}

/** What may stand between the halves of one speech: "he said on Monday". Languages may put it inside the marks. */
const MAX_TAG_WORDS = 12;

/** After the tag a sentence of its own, longer than what follows an abbreviation. */
const NEW_SENTENCE = /[.!?]\s+\p{Lu}[^.!?\s]*(?:\s+\S+){4}/u;

/** Quotations as they are at least: those that only a speech tag divides may become one. */
function speeches(quotations: readonly QuotationFact[], text: string): number {
  let count = 0;
  quotations.forEach((quotation, index) => {
    const before = quotations[index - 1];
    const between = before === undefined ? null : text.slice(before.to, quotation.from).trim();
    const sameSpeech = between !== null && between.split(/\s+/).length <= MAX_TAG_WORDS && !NEW_SENTENCE.test(between);
    if (!sameSpeech) count += 1;
  });
  return count;
}

/** Marks that are nobody's own: typed on a keyboard, not set. */
const STRAIGHT = '"';

export const checkQuotationMarks: Check = ({ source, target, style }) => {
  const { found, open, closed } = findQuotations(target.text);
  if (open !== null || closed !== null) return [];
  const foreign = found.filter(({ text, depth }) => text.length > 2 && !isOwn(text, depth, style.quotes));
  const [first] = foreign;
  const last = foreign.at(-1);
  if (first === undefined || last === undefined) return [];
  // A text whose source has straight marks may be headed elsewhere than into print, but the house's marks are these.
  const from = Math.min(...foreign.map((quotation) => quotation.from));
  const to = Math.max(...foreign.map((quotation) => quotation.to));
  const warning: Warning = {
    check: 'quotation-marks',
    key: `quotation-marks:${first.text[0] ?? STRAIGHT}`,
    message: `Quotation marks here are ${style.quotes.open.trim()} ${style.quotes.close.trim()}${
      first.depth > 0 ? `, and ${style.quotes.innerOpen} ${style.quotes.innerClose} inside` : ''
    }.`,
    // The mark, not what is quoted: that is not at fault.
    at: { side: 'target', from: first.from, to: first.from + 1 },
    fix: { from, to, insert: restyled(target.text, from, to, found, style.quotes) },
  };
  return source !== null && isSame(source.text, first.text) ? [] : [warning];
};

/** A quotation copied whole, marks and all, is a title or a name: the untranslated check looks at those. */
function isSame(source: string, quotation: string): boolean {
  return quotation.split(/\s+/).length > 3 && source.includes(quotation);
}

function isOwn(text: string, depth: number, quotes: QuoteMarks): boolean {
  const first = text[0] ?? '';
  const last = text.at(-1) ?? '';
  const outerOwn = quotes.open.startsWith(first) && quotes.close.endsWith(last);
  const innerOwn = quotes.innerOpen.startsWith(first) && quotes.innerClose.endsWith(last);
  // Headlines use the inner marks on their own.
  return depth === 0 ? outerOwn || innerOwn : innerOwn || outerOwn;
}

/** The stretch of text with the house's marks around each of its quotations. */
function restyled(text: string, from: number, to: number, found: readonly QuotationFact[], quotes: QuoteMarks): string {
  const edits = found.flatMap((quotation) => {
    const inner = quotation.depth % 2 === 1;
    const begins = /^.[\s\u00a0\u202f]*/u.exec(quotation.text)?.[0].length ?? 1;
    const ends = /[\s\u00a0\u202f]*.$/u.exec(quotation.text)?.[0].length ?? 1;
    return [
      { at: quotation.from, length: begins, insert: inner ? quotes.innerOpen : quotes.open },
      { at: quotation.to - ends, length: ends, insert: inner ? quotes.innerClose : quotes.close },
    ];
  });
  let result = '';
  let at = from;
  for (const edit of edits.toSorted((a, b) => a.at - b.at)) {
    if (edit.at < from || edit.at >= to) continue;
    result += text.slice(at, edit.at) + edit.insert;
    at = edit.at + edit.length;
  }
  return result + text.slice(at, to);
}
