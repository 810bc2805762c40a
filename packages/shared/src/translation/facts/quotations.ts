/** Quoted passages by their marks, of any language, and marks that have lost their partner. */
import type { QuotationFact } from './fact.ts';

export interface Quotations {
  /** In the order they begin. */
  readonly found: readonly QuotationFact[];
  /** Where a quotation begins that does not end; null: none. */
  readonly open: number | null;
  /** Where one ends that has not begun. */
  readonly closed: number | null;
}

/** Each mark, and how its quotation may end. */
const PARTNERS: Readonly<Record<string, string>> = {
  '“': '”',
  '„': '“”',
  '«': '»',
  '»': '«',
  '"': '"',
  '‘': '’',
  '‚': '‘’',
  '‹': '›',
  '「': '」',
  '『': '』',
  '”': '”',
  "'": "'",
};
const MARK = /[“”„«»"‘’‚‹›「」『』']/gu;
/** Apostrophes look the same: without a partner they are no quotation. */
const SINGLE = /[‘’‚']/;

interface Begun {
  readonly mark: string;
  readonly at: number;
}

/** The quotations of a text. Never throws; a text with marks in disorder gives what can be told. */
export function findQuotations(text: string): Quotations {
  const begun: Begun[] = [];
  const found: Omit<QuotationFact, 'place'>[] = [];
  let closed: number | null = null;
  // Straight marks look alike: where each has a partner, they take turns.
  const turns = text.split('"').length % 2 === 1;
  for (const { 0: mark, index } of text.matchAll(MARK)) {
    const inner = begun.findLastIndex(({ mark: opening }) => PARTNERS[opening]?.includes(mark));
    const inTurn = mark === '"' && turns;
    const mayOpen = inTurn ? inner === -1 : opensAt(text, index, mark);
    if (inner !== -1 && (inTurn || closesAt(text, index, mark, mayOpen))) {
      const { at } = begun[inner] ?? { at: index };
      // What was begun within and not ended, is no quotation: an apostrophe.
      begun.length = inner;
      const depth = begun.filter(({ mark: opening }) => !SINGLE.test(opening) || isPaired(text, opening)).length;
      const to = index + mark.length;
      found.push({
        kind: 'quotation',
        from: at,
        to,
        text: text.slice(at, to),
        written: 'words',
        words: text.slice(at + 1, index).trim(),
        depth,
      });
    } else if (mayOpen) begun.push({ mark, at: index });
    else if (!SINGLE.test(mark)) closed ??= index;
  }
  const open = begun.find(({ mark }) => !SINGLE.test(mark))?.at ?? null;
  const inOrder = found.toSorted((a, b) => a.from - b.from).map((quotation, place) => ({ ...quotation, place }));
  return { found: inOrder, open, closed };
}

/** A book, a film or a ship: languages set them in italics, or in nothing, as well. */
export function isTitle({ words }: QuotationFact): boolean {
  const all = words.split(/\s+/);
  return (
    all.every((word) => /^[\p{Lu}\p{N}]/u.test(word) || SMALL_IN_TITLES.test(word)) && /^\p{Lu}[^.,!?]*$/u.test(words)
  );
}
const SMALL_IN_TITLES = /^(?:a|an|the|of|in|on|at|to|for|and|or|by|from|with|de|la|le|el|y|et|und|der|die|das)$/;

function isPaired(text: string, mark: string): boolean {
  return [...(PARTNERS[mark] ?? '')].some((partner) => text.includes(partner));
}

function opensAt(text: string, index: number, mark: string): boolean {
  const before = text[index - 1] ?? ' ';
  const after = text[index + 1] ?? ' ';
  if (mark === '"' || mark === "'" || mark === '”')
    return /[\s([{—–\-:“«„‘¿¡"'\u200f\u200e]/u.test(before) && !/\s/u.test(after);
  if (mark === '»') return !/\s/u.test(after) && /[\s(—–]/u.test(before) && /\p{L}/u.test(after);
  if (mark === '‘') return !/[\p{L}\p{N}]/u.test(before);
  return PARTNERS[mark] !== undefined;
}

function closesAt(text: string, index: number, mark: string, mayOpen: boolean): boolean {
  const before = text[index - 1] ?? ' ';
  const after = text[index + 1] ?? ' ';
  if (SINGLE.test(mark)) return !/\s/u.test(before) && !/[\p{L}\p{N}]/u.test(after);
  if (mark === '"') return !mayOpen || /\p{P}/u.test(after);
  if (mark === '“' || mark === '«') return !/[\s(]/u.test(before) || !/[\p{L}\p{N}¿¡]/u.test(after);
  return true;
}
