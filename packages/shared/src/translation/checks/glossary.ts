/** The desk's terms: one that it does not use, one that it has another word for, one that stays as it is. */
import type { LanguageTag } from '../../article/model.ts';
import { createTermFinder, type TermMatch, type TermSide } from '../glossary/find-terms.ts';
import type { GlossaryTerm } from '../glossary/term.ts';
import type { Check, Warning } from './warning.ts';

type Finder = (text: string) => TermMatch[];
/** Terms are read once for all passages that are checked by them. */
const finders = new WeakMap<readonly GlossaryTerm[], Map<string, Finder>>();

function finderOf(language: LanguageTag, terms: readonly GlossaryTerm[], side: TermSide): Finder {
  const known = finders.get(terms) ?? new Map<string, Finder>();
  finders.set(terms, known);
  const key = `${side} ${language}`;
  const finder = known.get(key) ?? createTermFinder(language, terms, side);
  known.set(key, finder);
  return finder;
}

export const checkGlossary: Check = ({ source, target, from, to, terms }) => {
  if (source === null || from === null || terms.length === 0) return [];
  const there = finderOf(from, terms, 'source')(source.text);
  if (there.length === 0) return [];
  const here = finderOf(to, terms, 'target')(target.text);
  const warnings: Warning[] = [];
  for (const match of there) {
    const { term } = match;
    const found = here.find((one) => one.term.id === term.id);
    if (term.status === 'forbidden') {
      if (found !== undefined) warnings.push(forbidden(found, preferredFor(term, terms)));
    } else if (found === undefined && !isSaid(term, match, target.text, source.text, here))
      warnings.push(missing(match));
  }
  return warnings;
};

/** As it is, in the source's own words, or by another of the terms for the same words. */
function isSaid(
  term: GlossaryTerm,
  { from, to }: TermMatch,
  target: string,
  source: string,
  here: readonly TermMatch[],
): boolean {
  if (term.status === 'do-not-translate')
    return target.includes(term.source) || target.includes(source.slice(from, to));
  return here.some((one) => one.term.status === 'preferred' && sameSource(one.term, term));
}

function preferredFor(term: GlossaryTerm, terms: readonly GlossaryTerm[]): GlossaryTerm | null {
  const [preferred, ...more] = terms.filter((one) => one.status === 'preferred' && sameSource(one, term));
  return preferred !== undefined && more.length === 0 ? preferred : null;
}

function sameSource(a: GlossaryTerm, b: GlossaryTerm): boolean {
  return a.source.toLowerCase() === b.source.toLowerCase();
}

function forbidden({ term, from, to }: TermMatch, preferred: GlossaryTerm | null): Warning {
  return {
    check: 'glossary',
    key: `glossary:!${term.target}`,
    message:
      preferred === null
        ? `“${term.target}” is not used here for “${term.source}”.`
        : `“${term.source}” is “${preferred.target}” here, not “${term.target}”.`,
    at: { side: 'target', from, to },
    fix: preferred === null ? null : { from, to, insert: preferred.target },
  };
}

function missing({ term, from, to }: TermMatch): Warning {
  return {
    check: 'glossary',
    key: `glossary:${term.source}`,
    message:
      term.status === 'preferred'
        ? `“${term.source}” is “${term.target}” here.`
        : `“${term.source}” is not translated here.`,
    at: { side: 'source', from, to },
    fix: null,
  };
}
