/** Finds words that stand twice in neighbouring blocks, as two people splitting one paragraph at once leave them. */
import type { Node } from '@tiptap/pm/model';

/** Shorter runs repeat by chance. */
const MIN_WORDS = 4;
/** Of the shorter block's words; less is a turn of phrase that two paragraphs share. */
const MIN_SHARE = 0.6;
/** Longer blocks are compared by their last words only: a repeat is a tail. */
const MAX_WORDS = 400;

export interface Repeat {
  /** Position of the block that repeats the other; the one to clear. */
  readonly pos: number;
  readonly node: Node;
  /** Position of the other block. */
  readonly otherPos: number;
  /** The repeated words in the document. */
  readonly from: number;
  readonly to: number;
  /** Nothing but the repeat is in the block. */
  readonly whole: boolean;
}

interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

interface Run {
  readonly length: number;
  /** Index of the run's first word in each. */
  readonly a: number;
  readonly b: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
const wordsOf = new WeakMap<Node, readonly Word[]>();

function words(block: Node): readonly Word[] {
  const known = wordsOf.get(block);
  if (known) return known;
  const found: Word[] = [];
  for (const { segment, index, isWordLike } of segmenter.segment(block.textContent)) {
    if (isWordLike) found.push({ text: segment, from: index, to: index + segment.length });
  }
  const last = found.slice(-MAX_WORDS);
  wordsOf.set(block, last);
  return last;
}

/** The longest run of words that both have. */
function longestRun(a: readonly Word[], b: readonly Word[]): Run {
  let best: Run = { length: 0, a: 0, b: 0 };
  let previous: number[] = [];
  a.forEach((word, i) => {
    const row: number[] = [];
    b.forEach((other, j) => {
      const length = word.text === other.text ? (previous[j - 1] ?? 0) + 1 : 0;
      row[j] = length;
      if (length > best.length) best = { length, a: i - length + 1, b: j - length + 1 };
    });
    previous = row;
  });
  return best;
}

/** The shared stretch in characters: a split may have gone through a word. Offsets in `text`. */
function stretch(
  text: string,
  from: number,
  to: number,
  other: string,
  otherFrom: number,
): { from: number; to: number } {
  let before = 0;
  while (before < Math.min(from, otherFrom) && text[from - before - 1] === other[otherFrom - before - 1]) before++;
  let after = 0;
  const otherTo = otherFrom + to - from;
  while (to + after < text.length && text[to + after] === other[otherTo + after]) after++;
  return { from: from - before, to: to + after };
}

/** What two neighbouring blocks share, if it is a repeat: which of them repeats, and where in its text. */
interface Shared {
  readonly clearFirst: boolean;
  readonly from: number;
  readonly to: number;
  readonly whole: boolean;
}

const compared = new WeakMap<Node, { readonly second: Node; readonly shared: Shared | null }>();

/** As `compare`, once for each pair: typing in one block compares that block anew and no other. */
function sharedWords(first: Node, second: Node): Shared | null {
  const known = compared.get(first);
  if (known?.second === second) return known.shared;
  const shared = compare(first, second);
  compared.set(first, { second, shared });
  return shared;
}

function compare(first: Node, second: Node): Shared | null {
  const a = words(first);
  const b = words(second);
  const fewer = Math.min(a.length, b.length);
  if (fewer < MIN_WORDS) return null;
  const run = longestRun(a, b);
  if (run.length < MIN_WORDS || run.length < fewer * MIN_SHARE) return null;

  const clearFirst = first.content.size < second.content.size;
  const node = clearFirst ? first : second;
  const inFirst = a[run.a];
  const inSecond = b[run.b];
  const last = clearFirst ? a[run.a + run.length - 1] : b[run.b + run.length - 1];
  if (!inFirst || !inSecond || !last) return null;
  const { from, to } = clearFirst
    ? stretch(first.textContent, inFirst.from, last.to, second.textContent, inSecond.from)
    : stretch(second.textContent, inSecond.from, last.to, first.textContent, inFirst.from);
  const rest = node.textContent.slice(0, from) + node.textContent.slice(to);
  return { clearFirst, from, to, whole: rest.trim() === '' };
}

/** All repeats in neighbouring paragraphs or headings, at any depth, in reading order. */
export function findRepeats(doc: Node): Repeat[] {
  const repeats: Repeat[] = [];
  const walk = (parent: Node, start: number): void => {
    let previous: { node: Node; pos: number } | null = null;
    parent.forEach((node, offset) => {
      const pos = start + offset;
      if (!node.isTextblock) {
        walk(node, pos + 1);
        previous = null;
        return;
      }
      const shared = previous && sharedWords(previous.node, node);
      if (previous && shared) {
        const [cleared, other] = shared.clearFirst ? [previous, { node, pos }] : [{ node, pos }, previous];
        const inside = cleared.pos + 1;
        repeats.push({
          ...cleared,
          otherPos: other.pos,
          from: inside + shared.from,
          to: inside + shared.to,
          whole: shared.whole,
        });
      }
      previous = { node, pos };
    });
  };
  walk(doc, 0);
  return repeats;
}
