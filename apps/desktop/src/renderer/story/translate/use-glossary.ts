import { createTermFinder, type GlossaryTerm, type TermMatch } from '@copydesk/shared/translation';
import { useMemo } from 'react';
import { useLocalCall } from '../../data/index.ts';
import type { LanguagePair } from './strip/panel.ts';

const NO_TERMS: readonly GlossaryTerm[] = [];

export interface GlossaryInUse {
  /** Not known yet, or not on this computer. */
  readonly state: 'asking' | 'missing' | 'here';
  readonly terms: readonly GlossaryTerm[];
  /** The terms in a source text; the same function as long as the glossary is the same. */
  readonly find: (text: string) => readonly TermMatch[];
}

/** The newsroom's glossary for a translation, kept true while it is edited elsewhere. */
export function useGlossary(pair: LanguagePair | null): GlossaryInUse {
  const { from, to } = pair ?? { from: 'en', to: 'en' };
  const { data, isPending } = useLocalCall('glossary', { from, to }, { enabled: pair !== null });
  const glossary = data?.glossary ?? null;
  return useMemo(() => {
    const terms = glossary?.terms ?? NO_TERMS;
    const state = glossary !== null ? 'here' : isPending ? 'asking' : 'missing';
    return { state, terms, find: remembering(createTermFinder(from, terms)) };
  }, [glossary, isPending, from]);
}

/** Looks at each text once: a story has some hundred, and asks for all of them whenever one changed. */
function remembering(find: (text: string) => TermMatch[]): (text: string) => readonly TermMatch[] {
  const known = new Map<string, TermMatch[]>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      found = find(text);
      known.set(text, found);
    }
    return found;
  };
}

/** A term of the passage as it is offered, with the key that inserts it; no key: there is nothing to insert. */
export interface OfferedTerm {
  readonly term: GlossaryTerm;
  /** The source's words. */
  readonly words: string;
  readonly insert: string | null;
  readonly shortcut: string | null;
}

const MOST_KEYS = 9;

/** The terms of a source text, each once, in its order. */
export function offeredTerms(text: string, matches: readonly TermMatch[]): OfferedTerm[] {
  const once = new Map(matches.map((match) => [match.term.id, match]));
  const forbidden = ({ term }: TermMatch) => Number(term.status === 'forbidden');
  // Of the same words: first what to say, then what not.
  const inOrder = [...once.values()].sort((a, b) => a.from - b.from || forbidden(a) - forbidden(b));
  let keys = 0;
  return inOrder.map(({ term, from, to }) => {
    const words = text.slice(from, to);
    const insert = term.status === 'forbidden' ? null : term.target === '' ? words : term.target;
    if (insert !== null) keys += 1;
    return { term, words, insert, shortcut: insert === null || keys > MOST_KEYS ? null : `Aux+Shift+${keys}` };
  });
}
