/** What a text states that must be the same in every language: numbers, dates, sums, names, quotations. */
import type { Span } from '../rich-text.ts';
import type { Numeral } from './numerals.ts';

/**
 * How a fact is written. `words`: nothing but words ("three million"): it may stand for a fact in digits, but is not
 * missed on its own account, since languages put small numbers in other ways ("both", "ambos", a dual).
 */
export type Written = 'digits' | 'mixed' | 'words';

interface Found extends Span {
  /** As the text says it. */
  readonly text: string;
  readonly written: Written;
}

export interface Amount extends Found {
  readonly amount: number;
  /** Other things the same words may mean: "1,250" as 1.25, "the 90s" as 1990. */
  readonly or: readonly number[];
  /** Where it is written with one ("3 million"): 1,000,000. */
  readonly scale: number | null;
  /** Its digits, where it has some. */
  readonly numeral: Numeral | null;
}

/** `unit`: an imperial one, which a translation may turn into a metric one. */
export interface NumberFact extends Amount {
  readonly kind: 'number';
  readonly ordinal: boolean;
  /** A share, a group or a span ("half", "a dozen", "a decade"): may stand for a number, is none. */
  readonly loose: boolean;
  readonly unit: ImperialUnit | null;
  /** "12 pounds": money or a weight. */
  readonly perhaps: Currency | null;
}
export interface PercentageFact extends Amount {
  readonly kind: 'percentage';
}
export interface CurrencyFact extends Amount {
  readonly kind: 'currency';
  readonly currency: Currency;
}
/** Any part may be missing: "June 3", "June 2019", "Monday". Months and weekdays count from 1, weeks from Monday. */
export interface DateFact extends Found {
  readonly kind: 'date';
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  readonly weekday: number | null;
  /** "3/6/2019" where the language does not say which is the month. */
  readonly swappable: boolean;
}
/** Of day, 0-23. Without "p.m." or its like, 6:30 may be 18:30. */
export interface TimeFact extends Found {
  readonly kind: 'time';
  readonly hour: number;
  readonly minute: number;
}
export interface NameFact extends Found {
  readonly kind: 'name';
  readonly name: string;
}
export interface QuotationFact extends Found {
  readonly kind: 'quotation';
  /** The quoted words, without the marks. */
  readonly words: string;
  /** 0: in the text; 1: within another quotation. */
  readonly depth: number;
  /** Its place among the quotations of this text, from 0: words cannot be compared between languages. */
  readonly place: number;
}

export type AmountFact = NumberFact | PercentageFact | CurrencyFact;
export type Fact = AmountFact | DateFact | TimeFact | NameFact | QuotationFact;

export type ImperialUnit =
  | 'mile'
  | 'square-mile'
  | 'yard'
  | 'foot'
  | 'inch'
  | 'pound'
  | 'ounce'
  | 'acre'
  | 'gallon'
  | 'fahrenheit';

/** A currency as the language of news names it: "pesos" and "francs" are not told apart by country. */
export type Currency =
  | 'dollar'
  | 'euro'
  | 'pound'
  | 'yen'
  | 'yuan'
  | 'rupee'
  | 'rouble'
  | 'peso'
  | 'franc'
  | 'dinar'
  | 'dirham'
  | 'riyal'
  | 'shekel'
  | 'won'
  | 'krona'
  | 'hryvnia';

export function isAmount(fact: Fact): fact is AmountFact {
  return fact.kind === 'number' || fact.kind === 'percentage' || fact.kind === 'currency';
}

/** A fact's name for keys: the same however a language writes it ("14", "dollar 5000000", "2019-06-03"). */
export function factKey(fact: Fact): string {
  switch (fact.kind) {
    case 'number':
    case 'percentage':
      return String(fact.amount);
    case 'currency':
      return `${fact.currency} ${fact.amount}`;
    case 'date':
      if (fact.weekday !== null && fact.month === null) return `weekday ${fact.weekday}`;
      return [fact.year ?? '', fact.month ?? '', fact.day ?? ''].join('-');
    case 'time':
      return `${fact.hour}:${String(fact.minute).padStart(2, '0')}`;
    case 'name':
      return fact.name;
    case 'quotation':
      return `${fact.place}`;
  }
}
