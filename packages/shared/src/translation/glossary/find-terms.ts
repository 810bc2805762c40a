/** Where a glossary's terms stand in a text, in any of their forms. */
import { localeOf } from '../../article/language.ts';
import type { LanguageTag } from '../../article/model.ts';
import type { Span } from '../rich-text.ts';
import { stemOf, stemsOf } from './inflection.ts';
import type { GlossaryTerm } from './term.ts';

/** A term at its place: UTF-16 offsets of the text. */
export interface TermMatch extends Span {
  readonly term: GlossaryTerm;
}

/** The languages' two sides of a term. */
export type TermSide = 'source' | 'target';

interface Word extends Span {
  readonly text: string;
}

interface Phrase {
  readonly term: GlossaryTerm;
  readonly stems: readonly string[];
}

/** Between the words of one term: "Security Council", "vice-president". */
const BETWEEN = /^[\s\u2010-\u2013-]*$/u;

/**
 * The places of `terms` in `text`, in order. Where terms overlap the longest counts; several that say different things
 * of the same words are all told. `side`: which side of the terms is looked for, in a text of that side's language.
 */
export function findTerms(
  text: string,
  language: LanguageTag,
  terms: readonly GlossaryTerm[],
  side: TermSide = 'source',
): TermMatch[] {
  return createTermFinder(language, terms, side)(text);
}

/** As `findTerms`, for many texts: the terms are read once. */
export function createTermFinder(
  language: LanguageTag,
  terms: readonly GlossaryTerm[],
  side: TermSide = 'source',
): (text: string) => TermMatch[] {
  const segmenter = new Intl.Segmenter(localeOf(language), { granularity: 'word' });
  const wordsOf = (text: string): Word[] =>
    [...segmenter.segment(text)]
      .filter(({ isWordLike }) => isWordLike)
      .map(({ segment, index }) => ({ text: segment, from: index, to: index + segment.length }));

  const phrases = new Map<string, Phrase[]>();
  for (const term of terms) {
    const stems = wordsOf(term[side]).map((word) => stemOf(cased(word.text, term), language));
    const [first] = stems;
    if (first !== undefined) phrases.set(first, [...(phrases.get(first) ?? []), { term, stems }]);
  }

  return (text) => {
    if (phrases.size === 0) return [];
    const words = wordsOf(text);
    const known = words.map((word) => formsOf(word.text, language));
    const found = words.flatMap((word, start) =>
      [...(known[start]?.all ?? [])].flatMap((form) =>
        (phrases.get(form) ?? []).flatMap(({ term, stems }): TermMatch[] => {
          const last = words[start + stems.length - 1];
          const stands = stems.every((stem, index) => {
            const forms = known[start + index];
            return (term.caseSensitive ? forms?.exact : forms?.folded)?.has(stem);
          });
          if (last === undefined || !stands || !joined(text, words.slice(start, start + stems.length))) return [];
          return [{ term, from: word.from, to: last.to }];
        }),
      ),
    );
    return longest(found);
  };
}

interface Forms {
  readonly exact: ReadonlySet<string>;
  readonly folded: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

function formsOf(word: string, language: string): Forms {
  const exact = new Set(stemsOf(word, language));
  const lower = word.toLowerCase();
  const folded = lower === word ? exact : new Set(stemsOf(lower, language));
  return { exact, folded, all: new Set([...exact, ...folded]) };
}

function cased(word: string, term: GlossaryTerm): string {
  return term.caseSensitive ? word : word.toLowerCase();
}

function joined(text: string, words: readonly Word[]): boolean {
  return words.every((word, index) => {
    const before = words[index - 1];
    return before === undefined || BETWEEN.test(text.slice(before.to, word.from));
  });
}

/** The matches in order, without those that lie in or across a longer one. */
function longest(found: readonly TermMatch[]): TermMatch[] {
  const kept: TermMatch[] = [];
  const bySize = found.toSorted((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
  for (const match of bySize) {
    const apart = kept.every(
      ({ from, to, term }) =>
        match.to <= from || match.from >= to || (match.from === from && match.to === to && match.term !== term),
    );
    if (apart) kept.push(match);
  }
  return kept.toSorted((a, b) => a.from - b.from);
}
