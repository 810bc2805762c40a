/** What is known of translating, apart from any screen or server: house style, facts, checks. Pure and browser-safe. */
export * from './checks/check-passage.ts';
export type { Check, CheckedPassage, CheckId, Warning } from './checks/warning.ts';
export { createTermFinder, findTerms, type TermMatch, type TermSide } from './glossary/find-terms.ts';
export * from './glossary/term.ts';
export * from './memory/index.ts';
export { type RichText, richTextOf, type Span } from './rich-text.ts';
export * from './style.ts';
