/** What is known of translating, apart from any screen or server: house style, facts, checks. Pure and browser-safe. */
export * from './checks/check-passage.ts';
export type { Check, CheckedPassage, CheckId, Warning } from './checks/warning.ts';
export * from './correct/correct.ts';
export type { Place } from './correct/places.ts';
export { ExchangeError } from './exchange/model.ts';
export { compareFigures, type Differences } from './facts/compare.ts';
export { nameIn, ownNameIn, placesIn, sameName } from './facts/exonyms.ts';
export * from './facts/fact.ts';
export * from './facts/find-facts.ts';
export * from './facts/names.ts';
export { asciiDigits, findNumerals, type Numeral, writeNumeral } from './facts/numerals.ts';
export { findQuotations, type Quotations } from './facts/quotations.ts';
export * from './facts/render.ts';
export * from './facts/same-fact.ts';
export { createTermFinder, findTerms, type TermMatch, type TermSide } from './glossary/find-terms.ts';
export * from './glossary/term.ts';
export * from './memory/index.ts';
export * from './queries.ts';
export {
  type PassageAccount,
  type RevisionAccount,
  revisionAccount,
  type Vouch,
  vouchesOf,
} from './revision.ts';
export { type RichText, richTextOf, type Span } from './rich-text.ts';
export { sentences } from './sentences.ts';
export * from './style.ts';
