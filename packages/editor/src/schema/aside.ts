/**
 * Passages set aside: target blocks whose source was deleted. They lie beside the content, outside the seal, until
 * the source comes back or a person decides. Readers never write.
 */
import { AsideEntry, type Segment, textBlocks } from '@copydesk/shared/article';
import * as Y from 'yjs';
import { readEntries } from './entries.ts';
import { holderOf, insertWithin, removeWithin } from './places.ts';
import { readContent } from './read.ts';
import { asideOf, contentOf, segmentsOf } from './roots.ts';
import { readSegment, writeSegment } from './segments.ts';
import { findBlock } from './write.ts';

/** A passage set aside; `id` is its target block's. */
export interface AsidePassage extends AsideEntry {
  readonly id: string;
}

/** What is set aside, oldest first; entries that make no sense are left out. */
export function readAside(doc: Y.Doc): AsidePassage[] {
  return readEntries(asideOf(doc), AsideEntry).map(({ key, value }) => ({ ...value, id: key }));
}

/**
 * Takes a target block with its segment out of the text and keeps both aside, in one transaction. `at`: now, ISO
 * 8601. False: there is no such block, or it has no segment.
 */
export function setAside(
  doc: Y.Doc,
  blockId: string,
  { sourceText, at }: { readonly sourceText: string; readonly at: string },
  origin?: unknown,
): boolean {
  const blocks = textBlocks(readContent(contentOf(doc)));
  const index = blocks.findIndex((block) => block.attrs.id === blockId);
  const block = blocks[index];
  const segment = readSegment(doc, blockId);
  if (block === undefined || segment === null) return false;
  const after = blocks[index - 1]?.attrs.id ?? null;
  doc.transact(() => {
    const kept = { block, segment, sourceText, at, after, holder: holderOf(doc, blockId) };
    asideOf(doc).set(blockId, new Y.Map(Object.entries(kept)));
    removeWithin(doc, blockId);
    segmentsOf(doc).delete(blockId);
  }, origin);
  return true;
}

/**
 * A person keeps a passage although its source is gone: it comes back under its old id, as text without a source,
 * behind the block it stood behind, or at the end where that is gone. One transaction. False: nothing is set aside
 * under this id.
 */
export function restoreAside(doc: Y.Doc, id: string, origin?: unknown): boolean {
  const kept = readAside(doc).find((passage) => passage.id === id);
  if (kept === undefined) return false;
  const alone = { source: [], madeFrom: null, confirmed: null, reviewed: null };
  return returnAside(doc, id, { after: stillThere(doc, kept.after), segment: alone }, origin);
}

/** The source came back: so does the passage, behind `after` (null: first), with this pairing. As `restoreAside`. */
export function returnAside(
  doc: Y.Doc,
  id: string,
  { after, segment }: { readonly after: string | null; readonly segment: Segment },
  origin?: unknown,
): boolean {
  const kept = readAside(doc).find((passage) => passage.id === id);
  if (kept === undefined) return false;
  doc.transact(() => {
    // Somebody else may have put it back at the same moment.
    if (findBlock(doc, id) === null) {
      insertWithin(doc, after, kept.block, kept.holder);
      writeSegment(doc, id, segment);
    }
    asideOf(doc).delete(id);
  }, origin);
  return true;
}

/** Forgets a passage set aside: a person decided that it is not wanted. False: nothing is set aside under this id. */
export function dropAside(doc: Y.Doc, id: string, origin?: unknown): boolean {
  if (!asideOf(doc).has(id)) return false;
  doc.transact(() => asideOf(doc).delete(id), origin);
  return true;
}

function stillThere(doc: Y.Doc, after: string | null): string | null {
  if (after === null || findBlock(doc, after) !== null) return after;
  return textBlocks(readContent(contentOf(doc))).at(-1)?.attrs.id ?? null;
}
