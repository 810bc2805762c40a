/** Writes an accepted correction where it was proposed. */
import { blockInline, spliceInline, textBlocks } from '@copydesk/shared/article';
import type { Proposal } from '@copydesk/shared/translation';
import type * as Y from 'yjs';
import { readEdition } from './read.ts';
import { fieldsOf } from './roots.ts';
import { findBlock, setBlockText, writeFields } from './write.ts';

/**
 * Puts `insert` in the place of the proposal's words, with their marks. False, and nothing is written: somebody has
 * changed that text since it was proposed.
 */
export function writeCorrection(
  doc: Y.Doc,
  { place, text, from, to }: Pick<Proposal, 'place' | 'text' | 'from' | 'to'>,
  insert: string,
  origin?: unknown,
): boolean {
  const spliced = text.slice(0, from) + insert + text.slice(to);
  switch (place.kind) {
    case 'text': {
      const block = textBlocks(readEdition(doc).content).find(({ attrs }) => attrs.id === place.block);
      const inline = block === undefined ? [] : blockInline(block);
      if (inline.map((node) => node.text).join('') !== text) return false;
      return setBlockText(doc, place.block, spliceInline(inline, from, to, insert), origin);
    }
    case 'alt':
    case 'credit': {
      const figure = findBlock(doc, place.block);
      if (figure === null || figure.getAttribute(place.kind) !== text) return false;
      doc.transact(() => figure.setAttribute(place.kind, spliced), origin);
      return true;
    }
    case 'field':
      if (fieldsOf(doc).get(place.key) !== text) return false;
      writeFields(doc, { [place.key]: spliced }, origin);
      return true;
  }
}
