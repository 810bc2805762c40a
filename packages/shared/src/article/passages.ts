/**
 * Passages: the pairs of source block(s) and target block of a translation, and how far each has come. Nothing
 * here is kept; states are read off the two texts, the segments and the evidence.
 */
import type { EditionText, Hash, PassageEvidence, PassageState, Segment, TextBlock } from './model.ts';
import { blockHash, blockText, hashText, textBlocks } from './text.ts';

export interface Passage {
  /** The target block's id. */
  id: string;
  target: TextBlock;
  /** In the order the segment names them; blocks that are gone are left out. */
  source: TextBlock[];
  state: PassageState;
  /** The source text is another than the one the target was made from. */
  stale: boolean;
  segment: Segment | null;
}

/** One row of the two columns. A target whose source already stands in an earlier row has `source: []`. */
export interface Row {
  source: TextBlock[];
  target: TextBlock | null;
  passage: Passage | null;
}

/** The source side of a passage as one text: its blocks' joined by newlines; '' where there is no source. */
export function sourceText(blocks: readonly TextBlock[]): string {
  return blocks.map(blockText).join('\n');
}

/** Hash of `sourceText`. */
export function sourceHash(blocks: readonly TextBlock[]): Hash {
  const [only] = blocks;
  return only !== undefined && blocks.length === 1 ? blockHash(only) : hashText(sourceText(blocks));
}

/** The segment of a target that has just been made from these source blocks: nothing confirmed yet. */
export function newSegment(source: readonly TextBlock[]): Segment {
  return {
    source: source.map((block) => block.attrs.id),
    madeFrom: source.length > 0 ? sourceHash(source) : null,
    confirmed: null,
    reviewed: null,
  };
}

/** What the translation of a source block begins as: an empty one of its kind; a figure keeps picture and credit. */
export function emptyCopy(block: TextBlock, id: string): TextBlock {
  switch (block.type) {
    case 'figure':
      return { type: 'figure', attrs: { ...block.attrs, id }, content: [{ type: 'caption' }] };
    case 'heading':
      return { type: 'heading', attrs: { ...block.attrs, id } };
    default:
      return { type: block.type, attrs: { id } };
  }
}

/**
 * The passages of a translation in the order of its text. `source` is the source edition's working text, or null
 * for a translation without one; pass it only once it is really there, because without it nothing can be confirmed.
 */
export function passages(
  target: EditionText,
  source: EditionText | null,
  evidence: readonly PassageEvidence[],
): Passage[] {
  const sources = new Map((source ? textBlocks(source.content) : []).map((block) => [block.attrs.id, block]));
  const rows = new Map(evidence.map((row) => [row.block, row]));
  return textBlocks(target.content).map((block) => {
    const { id } = block.attrs;
    const segment = Object.hasOwn(target.segments, id) ? (target.segments[id] ?? null) : null;
    const paired = [...new Set(segment?.source)].flatMap((sourceId) => sources.get(sourceId) ?? []);
    const madeFrom = segment?.madeFrom ?? null;
    return {
      id,
      target: block,
      source: paired,
      state: stateOf(block, paired, segment, rows.get(id)),
      stale: madeFrom !== null && madeFrom !== sourceHash(paired),
      segment,
    };
  });
}

function stateOf(
  target: TextBlock,
  source: readonly TextBlock[],
  segment: Segment | null,
  row: PassageEvidence | undefined,
): PassageState {
  const text = blockText(target);
  if (text.trim() === '') return 'empty';
  if (!segment) return 'machine';
  const now = { source: sourceHash(source), target: blockHash(target) };
  const reviewed = holds(segment.reviewed, now);
  if (reviewed && isSeconded(row, now)) return 'reviewed';
  if (reviewed || holds(segment.confirmed, now)) return 'confirmed';
  return row !== undefined && outputHash(row) === now.target ? 'machine' : 'edited';
}

/** Whether, as the server saw it, one person checked what another had confirmed: nobody reviews their own work. */
function isSeconded(row: PassageEvidence | undefined, now: { source: Hash; target: Hash }): boolean {
  const holding = row?.confirmations.filter((one) => one.source === now.source && one.target === now.target) ?? [];
  return holding.some((one) => one.review && holding.some((other) => !other.review && other.by !== one.by));
}

const outputHashes = new WeakMap<PassageEvidence, Hash>();

/** Hash of what the engine wrote, computed once for each row. */
function outputHash(record: PassageEvidence): Hash {
  const hash = outputHashes.get(record) ?? hashText(record.output);
  outputHashes.set(record, hash);
  return hash;
}

function holds(confirmation: Segment['confirmed'], now: { source: Hash; target: Hash }): boolean {
  return confirmation !== null && confirmation.source === now.source && confirmation.target === now.target;
}

/** Whether somebody has confirmed this passage as both its texts stand now. */
export function isConfirmed(passage: Passage): boolean {
  return passage.state === 'confirmed' || passage.state === 'reviewed';
}

/**
 * Whether this person can second a passage: another confirmed both its texts as they stand, and nobody has checked it
 * since. `row` is what is on record about it.
 */
export function canCheck(passage: Passage, row: PassageEvidence | undefined, person: string): boolean {
  if (passage.state !== 'confirmed' || passage.stale) return false;
  const now = { source: sourceHash(passage.source), target: blockHash(passage.target) };
  if (holds(passage.segment?.reviewed ?? null, now)) return false;
  return row?.confirmations.some((one) => !one.review && one.by !== person && holds(one, now)) ?? false;
}

/** Whether there is anything to translate: a block that is empty on both sides (a standfirst left out) is not counted. */
export function counts(passage: Passage): boolean {
  return passage.state !== 'empty' || passage.source.some((block) => blockText(block).trim() !== '');
}

/** "9 of 16 confirmed, 2 stale". */
export function progressOf(all: readonly Passage[]): { passages: number; confirmed: number; stale: number } {
  const counted = all.filter(counts);
  return {
    passages: counted.length,
    confirmed: counted.filter(isConfirmed).length,
    stale: counted.filter((passage) => passage.stale).length,
  };
}

/**
 * The segment to write when a person confirms a passage (`review`: a second person checks it). It names both texts as
 * they stand, and counts the target as made from this source: a confirmed passage is not stale.
 */
export function confirmSegment(passage: Passage, { review = false }: { review?: boolean } = {}): Segment {
  const now = { source: sourceHash(passage.source), target: blockHash(passage.target) };
  return {
    source: passage.source.map((block) => block.attrs.id),
    madeFrom: passage.source.length > 0 ? now.source : null,
    confirmed: now,
    reviewed: review ? now : null,
  };
}

/** The segment to write when a person takes a confirmation back. */
export function unconfirmSegment(passage: Passage): Segment {
  const segment = passage.segment ?? newSegment(passage.source);
  return { ...segment, confirmed: null, reviewed: null };
}

/**
 * The two columns, in the order of the source. Source blocks that nothing was made from, and target blocks without a
 * source, have rows of their own where they stand in their text.
 */
export function passageRows(
  target: EditionText,
  source: EditionText | null,
  evidence: readonly PassageEvidence[],
): Row[] {
  const sources = source ? textBlocks(source.content) : [];
  const place = new Map(sources.map((block, index) => [block.attrs.id, index]));
  const claimed = new Set<string>();
  const rowsAt: Row[][] = sources.map(() => []);
  const beforeAll: Row[] = [];
  let current = beforeAll;

  for (const passage of passages(target, source, evidence)) {
    const places = passage.source.map((block) => place.get(block.attrs.id) ?? 0);
    if (places.length > 0) current = rowsAt[Math.min(...places)] ?? beforeAll;
    const fresh = passage.source.filter((block) => !claimed.has(block.attrs.id));
    for (const block of fresh) claimed.add(block.attrs.id);
    current.push({ source: fresh, target: passage.target, passage });
  }
  const rows = sources.flatMap((block, index): Row[] => {
    const here = rowsAt[index] ?? [];
    return claimed.has(block.attrs.id) ? here : [{ source: [block], target: null, passage: null }, ...here];
  });
  return [...beforeAll, ...rows];
}
