/** What differs between two texts, block by block: for the chief who is told that a text has changed. */
import { canonicalJson, normalBlock, normalDoc } from './canonical.ts';
import type { ArticleDoc, Block, Fields, Hash, Item, TextBlock } from './model.ts';
import { blockText, sha256, textBlocks } from './text.ts';

export interface ChangedBlock {
  /** The block's id, or `field:byline` for a field. */
  block: string;
  /** Its text, null where there is no such block. */
  before: string | null;
  after: string | null;
  /** `format`: the same words, but other marks, another kind of block or another place in a quote or list. */
  what: 'added' | 'removed' | 'changed' | 'moved' | 'format';
}

/** One block as it is compared: its text in words, and its whole form. */
interface Entry {
  readonly id: string;
  readonly text: string;
  readonly form: string;
}

/**
 * The blocks of `after` that differ from `before`, in the order of `after`, removed ones where they stood. Never empty
 * when the two texts have different seals because of their content.
 */
export function changedBlocks(before: ArticleDoc | null, after: ArticleDoc): ChangedBlock[] {
  const old = before ? entriesOf(before) : [];
  const now = entriesOf(after);
  const oldById = new Map(old.map((entry) => [entry.id, entry]));
  const kept = new Set(now.map((entry) => entry.id));
  const moved = movedIds(
    old.map((entry) => entry.id),
    now.map((entry) => entry.id),
  );

  const changes: ChangedBlock[] = [];
  const remainingOld = old[Symbol.iterator]();
  const removedUpTo = (id: string | null) => {
    for (let next = remainingOld.next(); !next.done && next.value.id !== id; next = remainingOld.next()) {
      if (!kept.has(next.value.id)) changes.push(removal(next.value));
    }
  };
  for (const entry of now) {
    const was = oldById.get(entry.id);
    if (was && !moved.has(entry.id)) removedUpTo(entry.id);
    if (!was) changes.push({ block: entry.id, before: null, after: entry.text, what: 'added' });
    else if (was.text !== entry.text) changes.push(pair(was, entry, 'changed'));
    else if (moved.has(entry.id)) changes.push(pair(was, entry, 'moved'));
    else if (was.form !== entry.form) changes.push(pair(was, entry, 'format'));
  }
  removedUpTo(null);
  if (changes.length === 0 && before && !sameForm(before, after)) {
    changes.push({ block: '', before: '', after: '', what: 'format' });
  }
  return changes;
}

const removal = (entry: Entry): ChangedBlock => ({
  block: entry.id,
  before: entry.text,
  after: null,
  what: 'removed',
});

const pair = (was: Entry, is: Entry, what: ChangedBlock['what']): ChangedBlock => ({
  block: is.id,
  before: was.text,
  after: is.text,
  what,
});

function sameForm(a: ArticleDoc, b: ArticleDoc): boolean {
  return canonicalJson(normalDoc(a)) === canonicalJson(normalDoc(b));
}

/** Fields that differ, as changed blocks named `field:{key}`. */
export function changedFields(before: Fields, after: Fields): ChangedBlock[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key): ChangedBlock[] => {
    const was = Object.hasOwn(before, key) ? (before[key] ?? null) : null;
    const is = Object.hasOwn(after, key) ? (after[key] ?? null) : null;
    if (was === is) return [];
    const what = was === null ? 'added' : is === null ? 'removed' : 'changed';
    return [{ block: `field:${key}`, before: was, after: is, what }];
  });
}

/** A hash of each block's whole form (text, marks, kind, attributes, place in quotes and lists), in reading order. */
export function blockHashes(doc: ArticleDoc): Record<string, Hash> {
  return Object.fromEntries(entriesOf(doc).map((entry) => [entry.id, sha256(entry.form)]));
}

/**
 * As `changedBlocks`, where of the text before only `blockHashes` are known: `before` is '' for blocks whose old text
 * cannot be told, and null for those that were not there.
 */
export function changedBlocksByHash(seen: Readonly<Record<string, Hash>>, after: ArticleDoc): ChangedBlock[] {
  const now = entriesOf(after);
  const moved = movedIds(
    Object.keys(seen),
    now.map((entry) => entry.id),
  );
  const changes = now.flatMap((entry): ChangedBlock[] => {
    const hash = Object.hasOwn(seen, entry.id) ? seen[entry.id] : undefined;
    if (hash === undefined) return [{ block: entry.id, before: null, after: entry.text, what: 'added' }];
    if (hash !== sha256(entry.form)) return [{ block: entry.id, before: '', after: entry.text, what: 'changed' }];
    if (moved.has(entry.id)) return [{ block: entry.id, before: entry.text, after: entry.text, what: 'moved' }];
    return [];
  });
  const kept = new Set(now.map((entry) => entry.id));
  const gone = Object.keys(seen).filter((id) => !kept.has(id));
  return [...changes, ...gone.map((id): ChangedBlock => ({ block: id, before: '', after: null, what: 'removed' }))];
}

/** The fewest ids that must be taken out so that the rest stand in the same order in both lists. */
function movedIds(before: readonly string[], after: readonly string[]): Set<string> {
  const place = new Map(before.map((id, index) => [id, index]));
  const common = after.filter((id) => place.has(id));
  const places = common.map((id) => place.get(id) ?? 0);
  const steady = longestRise(places);
  return new Set(common.filter((_, index) => !steady.has(index)));
}

/** Indices of a longest increasing subsequence (patience sorting). */
function longestRise(values: readonly number[]): Set<number> {
  const tails: number[] = [];
  const previous: (number | undefined)[] = [];
  values.forEach((value, index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const tail = tails[middle];
      if (tail !== undefined && (values[tail] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? tails[low - 1] : undefined;
    tails[low] = index;
  });
  const rise = new Set<number>();
  for (let index = tails.at(-1); index !== undefined; index = previous[index]) rise.add(index);
  return rise;
}

/** Every block with text, and quotes and items that hold none, with what surrounds them. */
function entriesOf(doc: ArticleDoc): Entry[] {
  const texts = textBlocks(doc)[Symbol.iterator]();
  const entries: Entry[] = [];
  const visit = (blocks: readonly (Block | Item)[], around: string): void => {
    blocks.forEach((block, index) => {
      if (block.type === 'bulletList' || block.type === 'orderedList') {
        (block.content ?? []).forEach((item, place) => {
          visit([item], `${around}/${block.type}${place === 0 ? ' start' : ''}`);
        });
      } else if (block.type === 'quote' || block.type === 'item') {
        const inside = block.content ?? [];
        const here = `${around}/${block.type} ${block.attrs.id}`;
        if (inside.length > 0) visit(inside, here);
        else entries.push({ id: block.attrs.id, text: '', form: `${here} ${index}` });
      } else {
        const text = texts.next().value;
        if (text) entries.push(entryOf(text, around));
      }
    });
  };
  visit(doc.content, '');
  return entries;
}

function entryOf(block: TextBlock, around: string): Entry {
  const form = `${around} ${canonicalJson(normalBlock(block))}`;
  return { id: block.attrs.id, text: wordsOf(block), form };
}

/** A block's text as a person compares it: of a figure also its credit and its description. */
function wordsOf(block: TextBlock): string {
  if (block.type !== 'figure') return blockText(block);
  const { src, alt, credit } = block.attrs;
  const about = [credit && `credit: ${credit}`, alt && `description: ${alt}`, src && `picture: ${src}`].filter(Boolean);
  return [blockText(block), ...about.map((part) => `[${part}]`)].join(' ').trim();
}
