/** Numbers however they are written: "14", "catorce", "3.5 million", "tres millones y medio", "5 mil millones". */
import type { Span } from '../rich-text.ts';
import type { HouseStyle } from '../style.ts';
import type { Written } from './fact.ts';
import { type NumberLexicon, type NumberWord, numberLexicon, wordKey } from './number-words.ts';
import { findNumerals, type Numeral } from './numerals.ts';

export interface NumberPhrase extends Span {
  readonly text: string;
  readonly amount: number;
  readonly or: readonly number[];
  readonly written: Written;
  readonly scale: number | null;
  readonly ordinal: boolean;
  readonly loose: boolean;
  /** The digits in it, for who looks at how they are marked. */
  readonly numeral: Numeral | null;
}

interface Token extends Span {
  readonly numeral: Numeral | null;
  readonly word: NumberWord | null;
  /** Word with the dot of an abbreviation: "Mio." */
  readonly dotted: boolean;
}

/** Glued to digits: "$5m", "3bn". "m" alone may be metres. */
const GLUED: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  mn: 1e6,
  mln: 1e6,
  mio: 1e6,
  b: 1e9,
  bn: 1e9,
  md: 1e9,
  mds: 1e9,
  mrd: 1e9,
  tn: 1e12,
};
const AMBIGUOUS = new Set(['k', 'm', 'b']);
const WORD = /[\p{L}\p{M}]+/gu;
const ABBREVIATION = /^(?:mio|mrd|bio|mill)$/;
const NEAR = /^(?:[ \u00a0\u202f]?|-)$/;
const ROMAN = /(?<![\p{L}\p{N}])(?=[IVXL])(X{0,3}(?:IX|IV|V?I{0,3})|XL)(?:e|er|ème)?(?![\p{L}\p{N}])/gu;

/**
 * The numbers of a text in order; none overlap. `taken`: spans that are something else already (dates, times).
 */
export function findNumberPhrases(
  text: string,
  language: string,
  marks: Pick<HouseStyle, 'decimal' | 'group'>,
  taken: readonly Span[] = [],
): NumberPhrase[] {
  const lexicon = numberLexicon(language);
  const free = (span: Span) => !taken.some(({ from, to }) => span.from < to && from < span.to);
  const tokens = tokensOf(text, lexicon, marks).filter(free);
  const phrases: NumberPhrase[] = [];
  for (let at = 0; at < tokens.length; ) {
    const phrase = new Reader(text, tokens, at).read();
    if (phrase === null) at += 1;
    else {
      phrases.push(phrase.found);
      at = phrase.next;
    }
  }
  return [...phrases, ...romans(text).filter(free)].toSorted((a, b) => a.from - b.from);
}

function tokensOf(text: string, lexicon: NumberLexicon, marks: Pick<HouseStyle, 'decimal' | 'group'>): Token[] {
  const tokens: Token[] = findNumerals(text, marks).map((numeral) => ({
    from: numeral.from,
    to: numeral.to,
    numeral,
    word: null,
    dotted: false,
  }));
  const ends = new Set(tokens.map(({ to }) => to));
  for (const { 0: written, index } of text.matchAll(WORD)) {
    const to = index + written.length;
    const key = wordKey(written);
    const glued = ends.has(index) || isSpacedScale(text, ends, index, to) ? GLUED[key] : undefined;
    const dotted = ABBREVIATION.test(key) && text[to] === '.';
    const put = (from: number, word: NumberWord) => tokens.push({ from, to, numeral: null, word, dotted });
    const word = glued === undefined ? lexicon(key) : ({ is: 'scale', value: glued, bare: false } as const);
    if (word !== undefined) put(index, word);
    else if (key.startsWith('و')) {
      // "and" is a letter of the next word in Arabic.
      const rest = lexicon(key.slice(1));
      if (rest === undefined) continue;
      tokens.push({ from: index, to: index + 1, numeral: null, word: { is: 'and' }, dotted: false });
      put(index + 1, rest);
    }
  }
  return tokens.sort((a, b) => a.from - b.from);
}

/** "5 Md€": with a space before it only where a currency follows. */
function isSpacedScale(text: string, ends: ReadonlySet<number>, from: number, to: number): boolean {
  return ends.has(from - 1) && /[ \u00a0\u202f]/.test(text[from - 1] ?? '') && /[€$£]/.test(text[to] ?? '');
}

/** Reads one phrase from a token on, as far as it makes one number. */
class Reader {
  /** Closed groups: "3 million" of "3 million 200 thousand". */
  #total = 0;
  #current: number | null = null;
  #scale = 0;
  #firstScale: number | null = null;
  #digits: Numeral | null = null;
  #words = false;
  #ordinal = false;
  #loose = false;
  #ambiguous: number | null = null;
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #start: number;

  constructor(text: string, tokens: readonly Token[], start: number) {
    this.#text = text;
    this.#tokens = tokens;
    this.#start = start;
  }

  read(): { found: NumberPhrase; next: number } | null {
    let afterAnd = false;
    let kept: { found: NumberPhrase; next: number } | null = null;
    for (let at = this.#start; at < this.#tokens.length; at += 1) {
      const token = this.#tokens[at];
      const before = this.#tokens[at - 1];
      if (token === undefined) break;
      if (
        at > this.#start &&
        before &&
        !NEAR.test(this.#text.slice(before.dotted ? before.to + 1 : before.to, token.from))
      )
        break;
      if (token.word?.is === 'and') {
        if (at === this.#start) return null;
        afterAnd = true;
        continue;
      }
      if (token.word?.is === 'article') {
        if (at === this.#start && !this.#countsOne(at)) return null;
        if (at === this.#start) this.#current = 1;
        continue;
      }
      if (!this.#take(token, at, afterAnd)) break;
      afterAnd = false;
      kept = this.#keep(at) ?? kept;
      if (this.#ordinal) break;
    }
    return kept;
  }

  /** "a hundred", "a million". */
  #countsOne(at: number): boolean {
    const next = this.#tokens[at + 1];
    const here = this.#tokens[at];
    if (!next?.word || !here || !NEAR.test(this.#text.slice(here.to, next.from))) return false;
    return next.word.is === 'hundred' || next.word.is === 'scale' || next.word.is === 'loose';
  }

  #take({ numeral, word }: Token, at: number, afterAnd: boolean): boolean {
    if (numeral !== null) return this.#takeNumeral(numeral, at);
    switch (word?.is) {
      case 'unit':
        return this.#takeUnit(word.value, afterAnd);
      case 'ordinal': {
        const begun = this.#current !== null || this.#total > 0;
        if (begun && !(this.#words && this.#takeUnit(word.value, true))) return false;
        this.#current ??= word.value;
        this.#words = true;
        // "the twenty-first", but in Arabic the unit comes first.
        this.#ordinal = this.#tokens[at + 1]?.word?.is !== 'and' || this.#text[this.#tokens[at + 1]?.from ?? 0] !== 'و';
        return true;
      }
      case 'hundred':
        return this.#takeHundred(word.bare);
      case 'scale':
        return this.#takeScale(word, at);
      case 'half':
        return this.#takeHalf(at, afterAnd);
      case 'loose':
        return this.#takeLoose(word.value);
      default:
        return false;
    }
  }

  #takeNumeral(numeral: Numeral, at: number): boolean {
    const next = this.#tokens[at + 1]?.word;
    const smaller = next?.is === 'scale' && next.value < this.#scale;
    if (this.#current !== null || (this.#total > 0 && !smaller)) return false;
    this.#current = numeral.amount;
    this.#digits ??= numeral;
    return true;
  }

  #takeUnit(value: number, afterAnd: boolean): boolean {
    const current = this.#current;
    if (this.#loose || this.#ordinal) return false;
    if (value >= 1000) {
      // An Arabic dual: two thousand, two million.
      if (current !== null || this.#total > 0) return false;
      this.#total = value;
      this.#scale = value / 2;
    } else if (current === null) {
      if (this.#total > 0 && (this.#digits !== null || value >= this.#scale)) return false;
      this.#current = value;
    } else if (this.#digits !== null && this.#total === 0) return false;
    else if (current >= 100 && current % 100 === 0 && value < 100) this.#current = current + value;
    else if (current % 100 >= 20 && current % 10 === 0 && value < 10 && value > 0) this.#current = current + value;
    // French: sixty-twelve, four-twenties-seventeen. Arabic: three ten, three and twenty.
    else if ([60, 80].includes(current % 100) && value >= 10 && value < 20) this.#current = current + value;
    else if (current % 100 === 4 && value === 20 && !afterAnd) this.#current = current + 76;
    else if (current < 10 && value === 10) this.#current = current + 10;
    else if (current % 100 < 10 && current > 0 && afterAnd && value >= 20 && value < 100)
      this.#current = current + value;
    else if ((current + value) % 100 < 20 && current % 100 === 10 && value < 10) this.#current = current + value;
    else return false;
    this.#words = true;
    return true;
  }

  #takeHundred(bare: boolean): boolean {
    const current = this.#current;
    if (this.#loose || (current === null && !bare) || (current !== null && (current < 1 || current > 99))) return false;
    this.#current = (current ?? 1) * 100;
    this.#words = true;
    return true;
  }

  #takeScale({ value, bare }: { value: number; bare: boolean }, at: number): boolean {
    if (this.#loose) return false;
    const current = this.#current;
    if (current === null && this.#total === 0) {
      if (!bare) return false;
      this.#total = value;
    } else if (current === null) {
      // "mil millones", and Arabic's "and half of the million".
      if (value <= this.#scale) return value === this.#scale && this.#tokens[at - 1]?.word?.is === 'half';
      this.#total *= value;
    } else if (this.#scale > 0 && value >= this.#scale) return false;
    else this.#total += current * value;
    if (AMBIGUOUS.has(this.#text.slice(this.#tokens[at]?.from, this.#tokens[at]?.to).toLowerCase()))
      this.#ambiguous = current;
    this.#current = null;
    this.#scale = value;
    this.#firstScale = Math.max(this.#firstScale ?? 0, value);
    return true;
  }

  #takeHalf(at: number, afterAnd: boolean): boolean {
    if (afterAnd) {
      if (this.#current !== null) this.#current += 0.5;
      else this.#total += this.#scale / 2;
      this.#words = true;
      return true;
    }
    const next = this.#tokens[at + 1];
    const after = this.#tokens[at + 2];
    const ofScale = next?.word?.is === 'scale' || (next?.word?.is === 'article' && after?.word?.is === 'scale');
    const begun = this.#total > 0 || (this.#current !== null && this.#current !== 1);
    if (begun || !ofScale) return this.#start === at && this.#takeLoose(50);
    this.#current = 0.5;
    this.#words = true;
    return true;
  }

  #takeLoose(value: number): boolean {
    if (this.#total > 0 || this.#digits !== null || this.#loose) return false;
    // "two dozen" is 24, "two quarters" is no number at all, but may stand for one.
    this.#current = (this.#current ?? 1) * value;
    this.#loose = true;
    this.#words = true;
    return true;
  }

  #keep(at: number): { found: NumberPhrase; next: number } | null {
    const first = this.#tokens[this.#start];
    const last = this.#tokens[at];
    if (first === undefined || last === undefined) return null;
    const to = last.dotted ? last.to + 1 : last.to;
    const amount = this.#total + (this.#current ?? 0);
    const written = this.#digits === null ? 'words' : this.#scale > 0 || this.#words ? 'mixed' : 'digits';
    const or: number[] = [];
    if (this.#digits !== null && this.#digits.other !== null)
      or.push(this.#digits.other * (this.#scale > 0 ? this.#scale : 1));
    if (this.#ambiguous !== null) or.push(this.#ambiguous);
    return {
      next: at + 1,
      found: {
        from: first.from,
        to,
        text: this.#text.slice(first.from, to),
        amount: Number(amount.toPrecision(12)),
        or,
        written,
        scale: this.#firstScale,
        ordinal: this.#ordinal,
        loose: this.#loose,
        numeral: this.#digits,
      },
    };
  }
}

const ROMAN_VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50 };

/** "siglo XXI": for comparing only, like words. */
function romans(text: string): NumberPhrase[] {
  if (!/[IVXL]/.test(text)) return [];
  return Array.from(text.matchAll(ROMAN))
    .filter(({ 1: roman }) => roman !== undefined && roman !== '')
    .map(({ 0: written, 1: roman = '', index }) => {
      const values = [...roman].map((letter) => ROMAN_VALUES[letter] ?? 0);
      const amount = values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
      return {
        from: index,
        to: index + written.length,
        text: written,
        amount,
        or: [],
        written: 'words' as const,
        scale: null,
        ordinal: true,
        loose: true,
        numeral: null,
      };
    });
}
