/** Word differences between two texts, and how they are laid over the newer one. */
import { sliceInline, type TextNode } from '@copydesk/shared/article';
import { diffWordsWithSpace } from 'diff';

export interface Piece {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** What became of `before`, word by word as `language` divides words; removals stand before additions. */
export function wordDiff(before: string, after: string, language: string): Piece[] {
  const intlSegmenter = new Intl.Segmenter(language, { granularity: 'word' });
  return diffWordsWithSpace(before, after, { intlSegmenter }).map(
    ({ value, added, removed }): Piece => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value,
    }),
  );
}

/** Words of context that stay beside a change when the rest is left out. */
const CONTEXT = 8;

/** `pieces` without the unchanged words far from any change: an ellipsis stands in their place. */
export function condensed(pieces: readonly Piece[]): Piece[] {
  if (pieces.every(({ kind }) => kind === 'same')) return [...pieces];
  return pieces.map((piece, index) => {
    if (piece.kind !== 'same') return piece;
    const words = piece.text.split(/(?<=\s)/);
    const before = index === 0 ? [] : words.slice(0, CONTEXT);
    const after = index === pieces.length - 1 ? [] : words.slice(-CONTEXT);
    if (words.length <= before.length + after.length + 2) return piece;
    return { kind: 'same', text: `${before.join('')}… ${after.join('')}` };
  });
}

/** A change as laid over the text as it stands: what was added where, and what is gone from where. */
export interface Overlay {
  /** Character ranges of the text as it stands. */
  readonly added: readonly { from: number; to: number }[];
  readonly removed: readonly { at: number; text: string }[];
}

/** Lays `pieces` over the text that results from them. */
export function overlayOf(pieces: readonly Piece[]): Overlay {
  const added: { from: number; to: number }[] = [];
  const removed: { at: number; text: string }[] = [];
  let at = 0;
  for (const { kind, text } of pieces) {
    if (kind === 'removed') {
      removed.push({ at, text });
      continue;
    }
    if (kind === 'added') added.push({ from: at, to: at + text.length });
    at += text.length;
  }
  return { added, removed };
}

/** `content` with other words: words that stay keep their marks, new ones have none. */
export function withWords(content: readonly TextNode[], words: string, language: string): TextNode[] {
  const result: TextNode[] = [];
  let at = 0;
  for (const { kind, text } of wordDiff(content.map((node) => node.text).join(''), words, language)) {
    if (kind === 'added') {
      result.push({ type: 'text', text });
      continue;
    }
    if (kind === 'same') result.push(...sliceInline(content, at, at + text.length));
    at += text.length;
  }
  return result;
}
