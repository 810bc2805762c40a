/** What the numbers of a text count: percentages, sums of money, or anything else. */
import type { Span } from '../rich-text.ts';
import type { HouseStyle } from '../style.ts';
import { type Behind, readBehind } from './currencies.ts';
import type { AmountFact } from './fact.ts';
import { findNumberPhrases, type NumberPhrase } from './number-phrases.ts';

/** "40 to 50 percent": what stands between the two, and the first counts what the second does. */
const RANGE =
  /^(?:\s*[-–—]\s*|\s+(?:to|and|or|al?|y|o|u|hasta|el|à|et|ou|bis|und|oder|إلى|و|أو)\s+(?:el |los |las |the )?|\s+و)(?:US|[AC])?[$€£¥₹₽₪₩₴]?$/u;
/** A name, not a number: the disease's. "24/7" says always. Slashes make shares and seasons. */
const NO_NUMBER = /(?:covid|كوفيد)[-‑–\s]?$/iu;
const ALWAYS = /^24\/7$/;

/** What else a share or a span may be: half an hour, half a year, a quarter of either, two weeks. */
const LOOSELY: ReadonlyMap<number, readonly number[]> = new Map([
  [50, [0.5, 30, 6]],
  [25, [0.25, 15, 3]],
  [33, [3]],
  [14, [15]],
  [15, [14]],
]);

/** The amounts of a text in order. `taken`: spans that are dates and times. */
export function findAmounts(
  text: string,
  language: string,
  marks: Pick<HouseStyle, 'decimal' | 'group'>,
  taken: readonly Span[],
): AmountFact[] {
  const read: { phrase: NumberPhrase; behind: Behind | null }[] = [];
  for (const phrase of findNumberPhrases(text, language, marks, taken)) {
    const last = read.at(-1);
    const end = last === undefined ? 0 : last.phrase.to + (last.behind?.after ?? 0);
    // "por ciento" and "pour 100" are no numbers of their own, and a sign belongs to one number only.
    if (phrase.from < end || isNoNumber(text, phrase.from)) continue;
    const behind = readBehind(text, phrase.from, phrase.to, language);
    read.push({ phrase, behind: behind !== null && phrase.from - behind.before < end ? null : behind });
  }
  return read.map(({ phrase, behind }, index): AmountFact => {
    const next = read[index + 1];
    if (behind !== null || next === undefined || !RANGE.test(text.slice(phrase.to, next.phrase.from)))
      return factOf(text, phrase, behind);
    // What stands around the second of the two is not part of the first.
    return factOf(text, scaledAs(phrase, next.phrase), next.behind && { ...next.behind, before: 0, after: 0 });
  });
}

function isNoNumber(text: string, from: number): boolean {
  if (NO_NUMBER.test(text.slice(Math.max(0, from - 8), from))) return true;
  return ALWAYS.test(text.slice(from, from + 4)) || ALWAYS.test(text.slice(Math.max(0, from - 3), from + 1));
}

/** "5 to 10 million": the first may be millions too. */
function scaledAs(phrase: NumberPhrase, next: NumberPhrase): NumberPhrase {
  if (phrase.scale !== null || next.scale === null) return phrase;
  return { ...phrase, or: [...phrase.or, phrase.amount * next.scale] };
}

function factOf(text: string, phrase: NumberPhrase, behind: Behind | null): AmountFact {
  const from = phrase.from - (behind?.before ?? 0);
  const to = phrase.to + (behind?.after ?? 0);
  const common = {
    from,
    to,
    text: text.slice(from, to),
    written: phrase.written === 'digits' && isShare(text, phrase) ? ('words' as const) : phrase.written,
    amount: phrase.amount,
    or: [...phrase.or, ...shortYears(text, phrase), ...(phrase.loose ? (LOOSELY.get(phrase.amount) ?? []) : [])],
    scale: phrase.scale,
    numeral: phrase.numeral,
  };
  if (behind?.kind === 'percentage') return { kind: 'percentage', ...common };
  if (behind?.kind === 'currency' && behind.currency !== null && !behind.ambiguous)
    return { kind: 'currency', ...common, currency: behind.currency };
  return {
    kind: 'number',
    ...common,
    ordinal: phrase.ordinal,
    loose: phrase.loose,
    unit: behind?.unit ?? null,
    perhaps: behind?.currency ?? null,
  };
}

/** "2/3" and "1/20" may as well be words. */
function isShare(text: string, { from, to, amount }: NumberPhrase): boolean {
  return (
    amount < 100 &&
    (/\p{Nd}\/$/u.test(text.slice(Math.max(0, from - 2), from)) || /^\/\p{Nd}/u.test(text.slice(to, to + 2)))
  );
}

/** "the 1990s" are the 90s elsewhere; "2019-20" ends in 2020. */
function shortYears(text: string, { from, to, amount }: NumberPhrase): number[] {
  if (amount >= 1800 && amount < 2100 && amount % 10 === 0 && /^(?:['’]?s|er)(?!\p{L})/u.test(text.slice(to, to + 3)))
    return [amount % 100];
  const century = /(\d{2})\d{2}[-–/]$/.exec(text.slice(Math.max(0, from - 5), from))?.[1];
  return century !== undefined && amount < 100 ? [Number(century) * 100 + amount] : [];
}
