/**
 * *Correct everywhere*: from one name, number, date or quotation of a story, its places in all languages, each with a
 * proposal. Found by what the texts state, then by the glossary; passages where neither finds it are left to a person.
 */
import type { EditionText, LanguageTag } from '../../article/model.ts';
import { blockText, textBlocks } from '../../article/text.ts';
import type { Fact } from '../facts/fact.ts';
import { findFacts, placesOf } from '../facts/find-facts.ts';
import { renderFact } from '../facts/render.ts';
import { findTerms } from '../glossary/find-terms.ts';
import type { GlossaryTerm } from '../glossary/term.ts';
import type { Span } from '../rich-text.ts';
import type { HouseStyle } from '../style.ts';
import { type Place, type PlacedText, placedTexts } from './places.ts';

/** One language of the story. */
export interface CorrectedEdition {
  readonly language: LanguageTag;
  readonly text: EditionText;
  readonly style: HouseStyle;
  /** From the language of the correction into this one; none for that language itself. */
  readonly terms: readonly GlossaryTerm[];
}

/** What stands there now and what is right, in one language's words. */
export interface Correction {
  readonly language: LanguageTag;
  readonly wrong: string;
  readonly right: string;
}

/** `hand`: the passage was made from one that states it, but it was not found there; `from` and `to` are its whole text. */
export type FoundBy = 'fact' | 'glossary' | 'hand';

export interface Proposal extends Span {
  readonly language: LanguageTag;
  readonly place: Place;
  /** The whole text as it stood. */
  readonly text: string;
  readonly by: FoundBy;
  /** What to put there; null: a person has to say. */
  readonly insert: string | null;
}

/**
 * Proposals in the order of the languages and of their texts. Words that state no fact (a misspelling) are found as they
 * are written. [] where nothing is to be corrected.
 */
export function proposeCorrections(correction: Correction, editions: readonly CorrectedEdition[]): Proposal[] {
  const { wrong, right, language } = correction;
  if (wrong.trim() === '' || wrong === right) return [];
  const own = editions.find((edition) => edition.language === language);
  const facts = own && factsOf(correction, own.style);
  return editions.flatMap((edition) => {
    const texts = placedTexts(edition.text);
    const found = texts.flatMap((placed) => inText(correction, facts ?? null, edition, placed));
    return [...found, ...byHand(edition, own, texts, found, correction)];
  });
}

interface FactPair {
  readonly wrong: Fact;
  readonly right: Fact | null;
}

/** What the words state: a name if they look like nothing else. Null where they state several things or none. */
function factsOf({ wrong, right, language }: Correction, style: HouseStyle): FactPair | null {
  const [before, after] = [wrong, right].map((words) => statement(words, language, style));
  if (before === undefined || before === null) return null;
  return { wrong: before, right: after !== null && after?.kind === before.kind ? after : null };
}

function statement(words: string, language: LanguageTag, style: HouseStyle): Fact | null {
  const text = words.trim();
  const whole = findFacts(text, language, style).filter(({ from, to }) => from === 0 && to === text.length);
  if (whole[0] !== undefined) return whole[0];
  return /^\p{Lu}/u.test(text) ? { kind: 'name', from: 0, to: text.length, text, written: 'words', name: text } : null;
}

function inText(
  correction: Correction,
  facts: FactPair | null,
  { language, style, terms }: CorrectedEdition,
  { place, text }: PlacedText,
): Proposal[] {
  const { wrong, right, language: from } = correction;
  const proposal = (span: Span, by: FoundBy, insert: string | null): Proposal => ({
    language,
    place,
    text,
    from: span.from,
    to: span.to,
    by,
    insert,
  });
  const stated =
    facts?.wrong.kind === 'quotation' ? [] : ((facts && placesOf(facts.wrong, text, language, { style, from })) ?? []);
  if (stated.length > 0) {
    const insert =
      language === from
        ? right
        : facts?.right === null || facts === null
          ? null
          : renderFact(facts.right, language, style, from);
    return stated.map((span) => proposal(span, 'fact', insert));
  }
  if (language === from) return literally(text, wrong).map((span) => proposal(span, 'fact', right));
  const replacement = targetOf(right, from, terms);
  return termsFor(wrong, from, terms).flatMap((term) =>
    findTerms(text, language, [term], 'target').map((span) => proposal(span, 'glossary', replacement)),
  );
}

function literally(text: string, words: string): Span[] {
  const found: Span[] = [];
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + words.length)) {
    found.push({ from: at, to: at + words.length });
  }
  return found;
}

/** Terms whose source side is exactly these words. */
function termsFor(words: string, language: LanguageTag, terms: readonly GlossaryTerm[]): GlossaryTerm[] {
  return findTerms(words, language, terms)
    .filter(({ from, to, term }) => from === 0 && to === words.length && term.status !== 'forbidden')
    .map(({ term }) => term);
}

function targetOf(words: string, language: LanguageTag, terms: readonly GlossaryTerm[]): string | null {
  const [term] = termsFor(words, language, terms);
  return term === undefined ? null : term.status === 'do-not-translate' ? words : term.target;
}

/** Target passages of source blocks that hold the words, in which nothing was found. */
function byHand(
  { language, text }: CorrectedEdition,
  own: CorrectedEdition | undefined,
  texts: readonly PlacedText[],
  found: readonly Proposal[],
  { wrong, language: from }: Correction,
): Proposal[] {
  if (own === undefined || language === from) return [];
  const holding = new Set(
    textBlocks(own.text.content)
      .filter((block) => blockText(block).includes(wrong))
      .map((block) => block.attrs.id),
  );
  const done = new Set(found.map(({ place }) => ('block' in place ? place.block : '')));
  return texts.flatMap(({ place, text: words }): Proposal[] => {
    if (place.kind !== 'text' || done.has(place.block)) return [];
    const segment = Object.hasOwn(text.segments, place.block) ? text.segments[place.block] : undefined;
    if (!segment?.source.some((id) => holding.has(id))) return [];
    return [{ language, place, text: words, from: 0, to: words.length, by: 'hand', insert: null }];
  });
}
