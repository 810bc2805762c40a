/**
 * Yjs moves nothing: who moves a passage, joins it, changes its kind or takes it out deletes its element, and with it
 * whatever somebody else typed into it without their knowledge. The server puts the two in an order, and of every two
 * such changes one is still unacknowledged when the other comes from upstream: the writer's words, if the server had
 * the deletion first, else the deletion. So each replica looks, while it has something unacknowledged, whether what
 * comes takes words along, and finds them again: written into the block that now has the same id, or else held.
 */
import { contentOf, findBlock, readAside, readEdition, type Splice, spliceBlockText } from '@copydesk/editor/schema';
import { blockText } from '@copydesk/shared/article';
import { applyAsIs, type DocumentName, elementsIn, withoutDeletions } from '@copydesk/shared/sync';
import { simpleDiffArray } from 'lib0/diff';
import * as Y from 'yjs';
import { addedWords, type Changes, heldRow, plainText } from './held.ts';
import { HeldBeside } from './storage/held-operations.ts';

/** What to write into a block so that nothing is lost: one after another, from the back to the front. */
interface Rewrite {
  readonly block: string;
  readonly splices: readonly Splice[];
}

/** Words that found no place in the text. */
interface Homeless {
  /** Whose they are: of the person here, taken by somebody else; or somebody else's, taken by the person here. */
  readonly code: 'passage-gone' | 'passage-written';
  readonly changes: Changes;
  /** The whole text as their writer had it. */
  readonly text: string;
}

interface Rescue {
  readonly rewrites: readonly Rewrite[];
  readonly homeless: readonly Homeless[];
}

/**
 * False if applying `update` to `doc` cannot take any words along: it deletes no element, and brings nothing into one
 * that is deleted. Looks only at what the update names. Does not write.
 */
export function mayTakeWords(doc: Y.Doc, update: Uint8Array): boolean {
  const { structs, ds } = Y.decodeUpdate(update);
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges)
      if (elementsIn(doc, { client, start: clock, end: clock + len }).length > 0) return true;
  }
  return structs.some((struct) => struct instanceof Y.Item && landsInDeleted(doc, struct));
}

/** Goes by what the item stands beside or, alone, in. What follows an item of the same update stands where that does. */
function landsInDeleted(doc: Y.Doc, item: Y.Item): boolean {
  const beside = item.origin ?? item.rightOrigin;
  if (beside !== null) {
    const struct = known(doc, beside);
    if (struct instanceof Y.Item)
      return struct.parent instanceof Y.AbstractType && struct.parent._item?.deleted === true;
    return struct !== null;
  }
  return item.parent instanceof Y.ID && known(doc, item.parent)?.deleted === true;
}

function known(doc: Y.Doc, id: Y.ID): Y.Item | Y.GC | null {
  return id.clock < Y.getState(doc.store, id.client) ? Y.getItem(doc.store, id) : null;
}

/** What is to be done so that `update`, applied to `mine`, takes no words along. */
export function planRescue({ base, pending, mine, update }: ToMerge): Rescue {
  // Others may have built on what upstream already has of it, though nobody has said so here yet.
  const written = [...base, ...pending.map(withoutDeletions)];
  const both = docOf([Y.encodeStateAsUpdate(mine), update]);
  const rewrites: Rewrite[] = [];
  const homeless: Homeless[] = [];
  for (const [side, before, code] of [
    [mine, docOf(base), 'passage-gone'],
    [docOf([...written, update]), docOf(written), 'passage-written'],
  ] as const) {
    const changes: Changes = [];
    for (const taken of takenFrom(side, before, both)) {
      if (isThere(both, taken)) continue;
      const { block, before, after } = taken;
      const splices = splicesFor(both, taken);
      if (splices === null) {
        changes.push({ block, before, after });
        continue;
      }
      rewrites.push({ block, splices });
      // In the copy too: what is taken from the same block next is written into what it has become.
      rewrite(both, rewrites.slice(-1));
    }
    if (changes.length > 0) homeless.push({ code, changes, text: plainText(readEdition(side)) });
  }
  return { rewrites, homeless };
}

interface ToMerge {
  /** What upstream has of the document, as far as is known here. */
  readonly base: readonly Uint8Array[];
  /** What was written here since, row by row. */
  readonly pending: readonly Uint8Array[];
  /** Both together. */
  readonly mine: Y.Doc;
  readonly update: Uint8Array;
}

/** Carries rewrites out, as new edits. */
export function rewrite(doc: Y.Doc, rewrites: readonly Rewrite[]): void {
  for (const { block, splices } of rewrites) for (const splice of splices) spliceBlockText(doc, block, splice);
}

const DETAILS = {
  'passage-gone': 'The passage was moved or taken out of the text while you wrote in it.',
  'passage-written': 'Somebody wrote in the passage while you moved it or took it out of the text.',
} as const;

/** The held changes that words without a place become, to be stored with the row that took them. */
export function heldBeside(document: DocumentName, homeless: readonly Homeless[]): HeldBeside {
  const noHistory = { baseSeal: null, update: new Uint8Array(), epoch: '', base: null };
  const held = homeless.map((one) => heldRow({ ...one, ...noHistory, document, detail: DETAILS[one.code] }));
  return HeldBeside.parse({ held });
}

/** A block's words before somebody wrote in it and after, and what they did to it, from front to back. */
interface Taken {
  readonly block: string;
  readonly before: string;
  readonly after: string;
  readonly splices: readonly Splice[];
}

function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  applyAsIs(doc, updates);
  return doc;
}

/** The texts that somebody wrote in since `before`, and that are in `side` but no more in `both`. */
function takenFrom(side: Y.Doc, before: Y.Doc, both: Y.Doc): Taken[] {
  const taken: Taken[] = [];
  for (const text of textsIn(contentOf(side))) {
    const id = text._item?.id;
    if (id === undefined || known(both, id)?.deleted === false) continue;
    const was = known(before, id);
    const old = was instanceof Y.Item && was.content instanceof Y.ContentType ? was.content.type : null;
    const there = old instanceof Y.XmlText ? [...characters(old)].filter(({ shown }) => shown !== null) : [];
    const splices = changesOf(text, new Set(there.map(({ id: one }) => one)));
    if (splices.every(({ insert }) => insert === '')) continue;
    const oldWords = there.map(({ shown }) => shown).join('');
    taken.push({ block: blockOf(text), before: oldWords, after: wordsOf(text), splices });
  }
  return taken;
}

/** Every character that ever stood in a text, in order, with its name; `shown` is null if it is deleted. */
function* characters(text: Y.XmlText): Generator<{ id: string; shown: string | null }> {
  for (let item = text._start; item !== null; item = item.right) {
    const shown = !item.deleted && item.content instanceof Y.ContentString ? item.content.str : null;
    const { client, clock } = item.id;
    for (let n = 0; n < item.length; n++) yield { id: `${client}:${clock + n}`, shown: shown?.[n] ?? null };
  }
}

/** What was done to a text in which the characters `there` stood. */
function changesOf(text: Y.XmlText, there: ReadonlySet<string>): Splice[] {
  const splices: Splice[] = [];
  let at = 0;
  for (const { id, shown } of characters(text)) {
    const was = there.has(id);
    if (was !== (shown !== null)) {
      const last = splices.at(-1);
      const goes = last !== undefined && last.index + last.remove === at ? splices.pop() : undefined;
      const { index, remove, insert } = goes ?? { index: at, remove: 0, insert: '' };
      splices.push({ index, remove: remove + (was ? 1 : 0), insert: insert + (shown ?? '') });
    }
    if (was) at += 1;
  }
  return splices;
}

/** The id of the block that a text is in; '' if it is in none. */
function blockOf(text: Y.XmlText): string {
  for (let parent = text.parent; parent instanceof Y.XmlElement; parent = parent.parent) {
    const id: unknown = parent.getAttribute('id');
    if (typeof id === 'string') return id;
  }
  return '';
}

/** True if the words are in the block of the same id, in the text or set aside: whoever took them along knew them. */
function isThere(doc: Y.Doc, { block, before, after }: Taken): boolean {
  const aside = readAside(doc).find(({ id }) => id === block);
  const places = [wordsIn(doc, block), aside === undefined ? null : blockText(aside.block)];
  const wanted = addedWords(before, after);
  return places.some((words) => {
    const lacking = addedWords(words ?? '', after);
    return !wanted.some((word) => lacking.includes(word));
  });
}

/** The words of the text that `spliceBlockText` would change; null: there is no such block. */
function wordsIn(doc: Y.Doc, block: string): string | null {
  const element = findBlock(doc, block);
  if (element === null || element.nodeName === 'quote' || element.nodeName === 'item') return null;
  const [text] = textsIn(element);
  return text === undefined ? '' : wordsOf(text);
}

function textsIn(holder: Y.XmlFragment): Y.XmlText[] {
  const nodes = [...holder.createTreeWalker((node) => node instanceof Y.XmlText)];
  return nodes.filter((node) => node instanceof Y.XmlText);
}

function wordsOf(text: Y.XmlText): string {
  return [...characters(text)].map(({ shown }) => shown ?? '').join('');
}

/** What puts taken words into the block of the same id; null: there is none, or others changed the same words. */
function splicesFor(doc: Y.Doc, { block, before, splices }: Taken): Splice[] | null {
  const now = wordsIn(doc, block);
  if (now === null) return null;
  const others = difference(before, now);
  const put: Splice[] = [];
  for (const { index, remove, insert } of splices) {
    if (index + remove <= others.index) put.unshift({ index, remove, insert });
    else if (others.index + others.remove > index) return null;
    else put.unshift({ index: index + others.insert.length - others.remove, remove, insert });
  }
  return put;
}

const WORDS_AND_SPACES = /\s+|\S+/gu;

/** Where two texts differ, from the first word to the last. */
function difference(before: string, after: string): Splice {
  const [old, now] = [before.match(WORDS_AND_SPACES) ?? [], after.match(WORDS_AND_SPACES) ?? []];
  const { index, remove, insert } = simpleDiffArray<string>(old, now);
  const length = (words: readonly string[]) => words.join('').length;
  return {
    index: length(old.slice(0, index)),
    remove: length(old.slice(index, index + remove)),
    insert: insert.join(''),
  };
}
