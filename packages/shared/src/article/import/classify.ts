/** What the lines of a story are, by where they stand, how long they are and how they end. */

import { parseCaption, splitCredit, wireWords } from './caption.ts';
import { isLabelLine } from './label-line.ts';
import type { LineKind } from './model.ts';

/** A line as the guess sees it. */
export interface Guess {
  readonly text: string;
  /** Known beforehand: by the file's own marks, or because a person said so. */
  readonly kind: LineKind | null;
}

const LONGEST_HEADLINE = 250;
const LONGEST_STANDFIRST = 350;
const LONGEST_CAPTION = 900;
const LONGEST_CROSSHEAD = 60;
/** A line at least this long is body text, which a crosshead stands over. */
const BODY_LENGTH = 100;

const SENTENCE_END = /[.!?…。！？؟۔][”"’'»)\]]*$/u;
const LINE_END = /[.!?…:;,。！？؟۔،؛][”"’'»)\]]*$/u;
const QUOTE_END = /[”"»]$/u;
const BYLINE =
  /^(?:BY|[Bb]y|[Pp]or|[Pp]ar|[Vv]on|[Dd]e|بقلم)\s+\p{Lu}[\p{L}.'’-]+(?:\s+(?:and|y|et|und|&|\p{Lu}[\p{L}.'’-]+)){0,6}(?:\s*[,|/(].{0,60})?$/u;
/** "HARBOUR CITY, June 3 (Agency) - " */
const DATELINE =
  /^(?:\p{Lu}[\p{Lu} .'’/-]+\p{Lu}(?:,[^—–-]{0,40})?(?:\([^)]{2,40}\))?|\p{Lu}[\p{L} .'’-]{1,40}(?:,[^—–(-]{0,40})?\([^)]{2,40}\))\s*\s(?:—|–|--?)\s/u;

/** The kind of each line, in order. `crossheads`: the format has no sign for them, so they are guessed. */
export function classify(lines: readonly Guess[], { crossheads }: { crossheads: boolean }): LineKind[] {
  const kinds: (LineKind | null)[] = lines.map(({ kind }) => kind);
  lines.forEach(({ text }, index) => {
    kinds[index] ??= plainSight(text, index === 0);
  });
  const headline = findHeadline(lines, kinds);
  if (headline !== null) kinds[headline] = 'headline';
  const standfirst = findStandfirst(lines, kinds, kinds.indexOf('headline'));
  if (standfirst !== null) kinds[standfirst] = 'standfirst';
  let afterBody = false;
  lines.forEach((_, index) => {
    kinds[index] ??= crossheads && afterBody && isCrosshead(lines, kinds, index) ? 'heading' : 'paragraph';
    afterBody ||= isBody(lines, kinds, index);
  });
  return kinds.map((kind) => kind ?? 'paragraph');
}

/** What a line is that says so itself: a label, a caption with its credit, a credit alone. */
function plainSight(text: string, first: boolean): LineKind | null {
  if (isLabelLine(text, { first })) return 'label';
  if (first || text.length > LONGEST_CAPTION) return null;
  if (/^\[Picture:\s.*\]$/u.test(text)) return 'caption';
  const { text: caption, credit } = splitCredit(text);
  if (credit === null) return null;
  return caption === '' ? 'credit' : 'caption';
}

/** The first line that is not something else, unless body text stands before it or it is a paragraph itself. */
function findHeadline(lines: readonly Guess[], kinds: readonly (LineKind | null)[]): number | null {
  if (kinds.includes('headline')) return null;
  const index = kinds.indexOf(null);
  const line = lines[index];
  if (!line || kinds.slice(0, index).some((kind) => kind && BODY_KINDS.includes(kind))) return null;
  const { text } = line;
  const isParagraph = text.length > LONGEST_HEADLINE || (text.length > BODY_LENGTH && SENTENCE_END.test(text));
  return isParagraph ? null : index;
}
const BODY_KINDS: readonly LineKind[] = ['paragraph', 'heading', 'quote', 'item'];

/**
 * The line after the headline, if it reads as one: no full stop at its end, or a caption or label between it and the
 * body; and text goes on after it.
 */
function findStandfirst(lines: readonly Guess[], kinds: readonly (LineKind | null)[], headline: number): number | null {
  if (headline < 0 || kinds.includes('standfirst')) return null;
  const index = kinds.findIndex(
    (kind, at) => at > headline && kind !== 'caption' && kind !== 'credit' && kind !== 'label',
  );
  const line = lines[index];
  if (
    !line ||
    kinds[index] !== null ||
    !kinds.slice(index + 1).some((kind) => kind === null || BODY_KINDS.includes(kind))
  )
    return null;
  if (!looksLikeStandfirst(line.text)) {
    const next = kinds[index + 1];
    const setApart = next === 'caption' || next === 'label';
    if (!setApart || line.text.length > LONGEST_STANDFIRST || BYLINE.test(line.text) || DATELINE.test(line.text))
      return null;
  }
  return index;
}

/** Whether the line after a headline reads as a standfirst by itself. */
export function looksLikeStandfirst(text: string): boolean {
  return (
    text.length <= LONGEST_STANDFIRST &&
    !LINE_END.test(text) &&
    !BYLINE.test(text) &&
    !DATELINE.test(text) &&
    !/^["“«„]/u.test(text)
  );
}

/** A short line without an end mark right before a long paragraph. */
function isCrosshead(lines: readonly Guess[], kinds: readonly (LineKind | null)[], index: number): boolean {
  const text = lines[index]?.text ?? '';
  if (text.length > LONGEST_CROSSHEAD || LINE_END.test(text) || QUOTE_END.test(text)) return false;
  return !BYLINE.test(text) && /^[\p{L}\p{N}]/u.test(text) && isBody(lines, kinds, index + 1);
}

function isBody(lines: readonly Guess[], kinds: readonly (LineKind | null)[], index: number): boolean {
  return (kinds[index] ?? 'paragraph') === 'paragraph' && (lines[index]?.text.length ?? 0) >= BODY_LENGTH;
}

/** What a person should look at in a line, in words. */
export function flagsOf(text: string, kind: LineKind): string[] {
  const flags = wireWords(text).map((word) => `wire word: ${word}`);
  if (kind === 'caption') {
    const { credit, wireWords: inside } = parseCaption(text);
    if (flags.length === 0) flags.push(...inside.map((word) => `wire word: ${word}`));
    if (credit) flags.push(`credit: ${credit}`);
    else flags.push('no credit found');
  }
  if (kind === 'paragraph' && BYLINE.test(text)) flags.push('looks like a byline');
  return flags;
}
