/** What a translator does to a passage. Each act is one transaction of the person who does it. */
import {
  blockInline,
  blockText,
  confirmSegment,
  counts,
  emptyCopy,
  isConfirmed,
  newSegment,
  type Passage,
  type PassageEvidence,
  spliceInline,
  type TextBlock,
  textBlocks,
  unconfirmSegment,
} from '@copydesk/shared/article';
import { diffWordsWithSpace } from 'diff';
import type * as Y from 'yjs';
import { currentEdition, insertBlockAfter, setBlockText, writeSegment } from '../schema/index.ts';

/** Confirms a passage as both its texts stand now. `origin`: the editor's own, so that it can be undone. */
export function confirmPassage(doc: Y.Doc, passage: Passage, origin: unknown): void {
  writeSegment(doc, passage.id, confirmSegment(passage), origin);
}

/** Marks a passage that somebody else confirmed as checked, as both its texts stand now. */
export function checkPassage(doc: Y.Doc, passage: Passage, origin: unknown): void {
  writeSegment(doc, passage.id, confirmSegment(passage, { review: true }), origin);
}

/** Takes a confirmation back. */
export function unconfirmPassage(doc: Y.Doc, passage: Passage, origin: unknown): void {
  writeSegment(doc, passage.id, unconfirmSegment(passage), origin);
}

/** Puts the source's words, with their marks, in the passage's place. */
export function copySource(doc: Y.Doc, passage: Passage, origin: unknown): void {
  setBlockText(doc, passage.id, passage.source.flatMap(blockInline), origin);
}

/** Puts `text` in the passage's place, as a suggestion that a person took. */
export function replacePassage(doc: Y.Doc, passage: Passage, text: string, origin: unknown): void {
  setBlockText(doc, passage.id, text === '' ? [] : [{ type: 'text', text }], origin);
}

/** A change of a text: what stands from one UTF-16 offset to another is replaced. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/**
 * Replaces a stretch of a passage's words. Words that stay keep their marks and other people's carets; new ones take
 * the marks of what they replace. False: the words are no longer those that the change was meant for (somebody typed
 * meanwhile), and nothing was done.
 */
export function replaceWords(doc: Y.Doc, passage: Passage, { from, to, insert }: Edit, origin: unknown): boolean {
  const block = textBlocks(currentEdition(doc).content).find(({ attrs }) => attrs.id === passage.id);
  const text = blockText(passage.target);
  if (block === undefined || blockText(block) !== text) return false;
  let done = true;
  doc.transact(() => {
    let words = blockInline(block);
    // From the end, so that the places of the others hold.
    for (const edit of editsOf(text.slice(from, to), insert, from).toReversed()) {
      words = spliceInline(words, edit.from, edit.to, edit.insert);
      done = setBlockText(doc, passage.id, words, origin) && done;
    }
  }, origin);
  return done;
}

/** The words that differ between two texts, as changes of the first, which begins at `start`. */
function editsOf(before: string, after: string, start: number): Edit[] {
  const edits: Edit[] = [];
  let at = start;
  for (const { value, added, removed } of diffWordsWithSpace(before, after)) {
    const last = edits.at(-1);
    const goesOn = last?.to === at && (added || removed);
    const edit = { from: at, to: removed ? at + value.length : at, insert: added ? value : '' };
    if (goesOn && last !== undefined)
      edits[edits.length - 1] = { ...edit, from: last.from, insert: last.insert + edit.insert };
    else if (added || removed) edits.push(edit);
    if (!added) at += value.length;
  }
  return edits;
}

/** Puts the machine's original words back. False: there are none on record. */
export function resetToMachine(
  doc: Y.Doc,
  passage: Passage,
  evidence: readonly PassageEvidence[],
  origin: unknown,
): boolean {
  const output = evidence.find((row) => row.block === passage.id)?.output;
  if (output === undefined) return false;
  return setBlockText(doc, passage.id, output === '' ? [] : [{ type: 'text', text: output }], origin);
}

/** Makes an empty passage for a source block that has none, behind the target block `after`. Returns its id. */
export function addPassage(doc: Y.Doc, source: TextBlock, after: string | null, origin: unknown): string {
  const id = crypto.randomUUID();
  doc.transact(() => {
    insertBlockAfter(doc, after, emptyCopy(source, id), origin);
    writeSegment(doc, id, newSegment([source]), origin);
  }, origin);
  return id;
}

/** Whether a passage still wants a translator: it is stale, or not confirmed though there is something to translate. */
export function isOpen(passage: Passage): boolean {
  return passage.stale || (counts(passage) && !isConfirmed(passage));
}

/** Index of the next passage after `from` (from the top again at the end) that is `wanted`, or -1 if there is none. */
export function nextWhere(passages: readonly Passage[], from: number, wanted: (passage: Passage) => boolean): number {
  const later = passages.findIndex((passage, index) => index > from && wanted(passage));
  return later !== -1 ? later : passages.findIndex((passage, index) => index <= from && wanted(passage));
}

/** Index of the next passage that still wants a translator, or -1 if none is left. */
export function nextOpen(passages: readonly Passage[], from: number): number {
  return nextWhere(passages, from, isOpen);
}
