/** What an approved translation leaves to the memory. */
import type { EditionText, LanguageTag, PassageEvidence } from '../../article/model.ts';
import { type Passage, passages, sourceText } from '../../article/passages.ts';
import { blockText } from '../../article/text.ts';
import { sentences } from '../sentences.ts';
import type { MemoryPairing } from './match.ts';
import { contextHash, plainText } from './words.ts';

/** A translation with its source, as they stand when it is approved. */
export interface ApprovedPair {
  readonly from: LanguageTag;
  readonly to: LanguageTag;
  readonly source: EditionText;
  readonly target: EditionText;
  readonly evidence: readonly PassageEvidence[];
}

/**
 * The passages that a person wrote, changed or confirmed, with what stands before and after each; and their sentences,
 * where both sides have as many. A machine's words that nobody touched are no memory, nor is a passage whose source has
 * moved on.
 */
export function pairingsOf({ from, to, source, target, evidence }: ApprovedPair): MemoryPairing[] {
  const all = passages(target, source, evidence);
  return all.flatMap((passage, index): MemoryPairing[] => {
    const text = sourceOf(passage);
    const translated = plainText(blockText(passage.target));
    if (passage.stale || passage.state === 'machine' || text === '' || translated === '') return [];
    const { before, after } = neighboursOf(all, index);
    return [
      { kind: 'passage', source: text, target: translated, before, after },
      ...sentencePairings(text, translated, { from, to }),
    ];
  });
}

/** What stands before and after a passage, so that the same text in the same place is known again. */
export function neighboursOf(all: readonly Passage[], index: number): Pick<MemoryPairing, 'before' | 'after'> {
  const hashAt = (place: number) => {
    const passage = all[place];
    return contextHash(passage === undefined ? null : sourceOf(passage));
  };
  return { before: hashAt(index - 1), after: hashAt(index + 1) };
}

/** The words that a passage is looked up by. */
export function sourceOf(passage: Passage): string {
  return plainText(sourceText(passage.source));
}

function sentencePairings(
  source: string,
  target: string,
  { from, to }: Pick<ApprovedPair, 'from' | 'to'>,
): MemoryPairing[] {
  const sources = sentenceTexts(source, from);
  const targets = sentenceTexts(target, to);
  if (sources.length < 2 || sources.length !== targets.length) return [];
  return sources.map((text, index) => ({
    kind: 'sentence',
    source: text,
    target: targets[index] ?? '',
    before: contextHash(sources[index - 1]),
    after: contextHash(sources[index + 1]),
  }));
}

function sentenceTexts(text: string, language: LanguageTag): string[] {
  return sentences(text, language).map(({ from, to }) => text.slice(from, to));
}
