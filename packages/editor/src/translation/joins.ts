/**
 * What becomes of the pairing when two passages are made one: the passage that stays has the sources of both. Not
 * confirmed, and stale if either was.
 */
import {
  blockInline,
  hashText,
  newSegment,
  type Passage,
  type Segment,
  sourceHash,
  sourceText,
  type TextBlock,
  textBlocks,
} from '@copydesk/shared/article';
import type * as Y from 'yjs';
import { currentEdition, removeWithin, segmentsOf, setBlockText, writeSegment } from '../schema/index.ts';

/** How a pairing finds, and keeps, the source words behind a hash. */
export interface SourceTexts {
  sourceText(hash: string): string | null;
  remember(sourceText: string): void;
}

function blocksOf(source: Y.Doc | null, ids: readonly string[]): TextBlock[] {
  const wanted = new Set(ids);
  const all = source === null ? [] : textBlocks(currentEdition(source).content);
  return all.filter((block) => wanted.has(block.attrs.id));
}

const isCurrent = (segment: Segment, source: readonly TextBlock[]): boolean =>
  segment.madeFrom === null || segment.madeFrom === sourceHash(source);

/** The pairing of a passage into which another was joined. */
function joinedSegment(into: Segment, gone: Segment, source: Y.Doc | null, texts: SourceTexts): Segment {
  const blocks = blocksOf(source, [...into.source, ...gone.source]);
  const joined = newSegment(blocks);
  const sides = [into, gone].map((segment) => ({ segment, blocks: blocksOf(source, segment.source) }));
  if (sides.every((side) => isCurrent(side.segment, side.blocks))) return joined;
  // Made from older words: those of both, as far as they are known, so that the change can still be shown.
  const older = sides.map(
    (side) =>
      (side.segment.madeFrom === null ? null : texts.sourceText(side.segment.madeFrom)) ?? sourceText(side.blocks),
  );
  const words = into.source.join() === gone.source.join() ? (older[0] ?? '') : older.join('\n');
  texts.remember(words);
  return { ...joined, madeFrom: into.madeFrom === gone.madeFrom ? into.madeFrom : hashText(words) };
}

/** Gives the block `into` the sources of the block `gone` too, whose words it has taken. */
export function joinSegments(
  doc: Y.Doc,
  { gone, into }: { readonly gone: string; readonly into: string },
  source: Y.Doc | null,
  texts: SourceTexts,
  origin: unknown,
): void {
  const { segments } = currentEdition(doc);
  const lost = segments[gone];
  if (lost === undefined) return;
  const kept = segments[into] ?? newSegment([]);
  doc.transact(() => {
    writeSegment(doc, into, joinedSegment(kept, lost, source, texts));
    segmentsOf(doc).delete(gone);
  }, origin);
}

/** Whether two neighbouring passages can be made one: fields around the body and pictures stay apart. */
export function canMerge(passage: Passage, next: Passage): boolean {
  const joins = (block: TextBlock) => block.type === 'paragraph' || block.type === 'heading';
  return joins(passage.target) && next.target.type === 'paragraph';
}

/** Joins the words of the next passage to this one's, and its sources. Does nothing where they have to stay apart. */
export function mergePassages(
  doc: Y.Doc,
  passage: Passage,
  next: Passage,
  source: Y.Doc | null,
  texts: SourceTexts,
  origin: unknown,
): void {
  if (!canMerge(passage, next)) return;
  const [before, after] = [blockInline(passage.target), blockInline(next.target)];
  const touching = `${before.at(-1)?.text.at(-1) ?? ' '}${after[0]?.text[0] ?? ' '}`;
  const apart = !/\s/.test(touching);
  doc.transact(() => {
    setBlockText(doc, passage.id, [...before, ...(apart ? [{ type: 'text' as const, text: ' ' }] : []), ...after]);
    removeWithin(doc, next.id);
  }, origin);
  joinSegments(doc, { gone: next.id, into: passage.id }, source, texts, origin);
}
