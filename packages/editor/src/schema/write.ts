/**
 * Writes an edition's document without an editor: seeding, imports, machine text, and taking held changes up. Every
 * text block gets exactly one Y.XmlText, also when it is empty: if two people typed into a block without one, each
 * would bring a text of their own, and binding the two together could double what they wrote.
 */
import type { ArticleDoc, Block, Item, TextNode } from '@copydesk/shared/article';
import { simpleDiff } from 'lib0/diff';
import * as Y from 'yjs';
import { attributesOf, createText, inlineOf } from './inline.ts';
import { contentOf, fieldsOf } from './roots.ts';

/** Yjs types attributes as strings, but keeps any JSON value; a heading's level lies there as a number. */
interface AttributeHolder {
  setAttribute(name: string, value: string | number): void;
}

/** Sets a block's attributes; null is the absence of one. */
function setAttributes(holder: AttributeHolder, block: Block | Item): void {
  if (!('attrs' in block)) return;
  for (const [name, value] of Object.entries<unknown>(block.attrs)) {
    if (typeof value === 'string' || typeof value === 'number') holder.setAttribute(name, value);
  }
}

function createCaption(content: readonly TextNode[] | undefined): Y.XmlElement {
  const caption = new Y.XmlElement('caption');
  caption.insert(0, [createText(content)]);
  return caption;
}

function childrenOf(block: Block | Item): (Y.XmlElement | Y.XmlText)[] {
  switch (block.type) {
    case 'figure':
      return (block.content ?? []).map((caption) => createCaption(caption.content));
    case 'quote':
    case 'item':
    case 'bulletList':
    case 'orderedList':
      return (block.content ?? []).map(createElement);
    default:
      return [createText(block.content)];
  }
}

/** A block as a new Y.XmlElement, not yet in a document. */
export function createElement(block: Block | Item): Y.XmlElement {
  const element = new Y.XmlElement(block.type);
  setAttributes(element, block);
  element.insert(0, childrenOf(block));
  return element;
}

/** Puts `content` in the place of the whole text, in one transaction. */
export function writeContent(doc: Y.Doc, content: ArticleDoc, origin?: unknown): void {
  doc.transact(() => {
    const fragment = contentOf(doc);
    fragment.delete(0, fragment.length);
    fragment.insert(0, content.content.map(createElement));
  }, origin);
}

/** Sets the given fields; a null takes a field away. Fields that are not named stay as they are. */
export function writeFields(doc: Y.Doc, fields: Readonly<Record<string, string | null>>, origin?: unknown): void {
  doc.transact(() => {
    const stored = fieldsOf(doc);
    for (const [key, value] of Object.entries(fields)) {
      if (value === null) stored.delete(key);
      else if (stored.get(key) !== value) stored.set(key, value);
    }
  }, origin);
}

/** The element of a block by its id as `readEdition` gives it: `a~2` is the second block that carries the id `a`. */
export function findBlock(doc: Y.Doc, blockId: string): Y.XmlElement | null {
  const seen = new Map<string, number>();
  for (const node of contentOf(doc).createTreeWalker(() => true)) {
    if (!(node instanceof Y.XmlElement)) continue;
    const id: unknown = node.getAttribute('id');
    if (typeof id !== 'string') continue;
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    if ((count === 1 ? id : `${id}~${count}`) === blockId) return node;
  }
  return null;
}

/** The one text that a block's words are in; what stood beside it in further texts is taken into it. */
function textOf(element: Y.XmlElement): Y.XmlText {
  if (element.nodeName === 'figure') {
    const caption = element.toArray().find((child) => child instanceof Y.XmlElement && child.nodeName === 'caption');
    if (caption instanceof Y.XmlElement) return textOf(caption);
    const created = createCaption([]);
    element.insert(0, [created]);
    return textOf(created);
  }
  const first = element.toArray().find((child) => child instanceof Y.XmlText);
  if (first instanceof Y.XmlText) return first;
  const created = new Y.XmlText();
  element.insert(0, [created]);
  return created;
}

/**
 * Writes a block's words (a figure's: its caption), changing only what differs, so that what others write in the
 * same block at the same moment stays. False: there is no such block, or it is a quote or item without own words.
 */
export function setBlockText(doc: Y.Doc, blockId: string, content: readonly TextNode[], origin?: unknown): boolean {
  const element = findBlock(doc, blockId);
  if (!element || element.nodeName === 'quote' || element.nodeName === 'item') return false;
  doc.transact(() => {
    const text = textOf(element);
    const holder = text.parent;
    if (holder instanceof Y.XmlElement) {
      for (let i = holder.length - 1; i >= 0; i--) if (holder.get(i) !== text) holder.delete(i, 1);
    }
    const { index, remove, insert } = simpleDiff(
      inlineOf(text)
        .map((node) => node.text)
        .join(''),
      content.map((node) => node.text).join(''),
    );
    text.delete(index, remove);
    text.insert(index, insert, {});
    const unmarked = { bold: null, italic: null, link: null };
    let at = 0;
    for (const node of content) {
      text.format(at, node.text.length, { ...unmarked, ...attributesOf(node.marks) });
      at += node.text.length;
    }
  }, origin);
  return true;
}

/** A change of a block's words: `remove` characters from `index` on give way to `insert`. */
export interface Splice {
  readonly index: number;
  readonly remove: number;
  readonly insert: string;
}

/** Changes a block's words in one place; new ones take the marks of those before them. False as `setBlockText`. */
export function spliceBlockText(doc: Y.Doc, blockId: string, { index, remove, insert }: Splice): boolean {
  const element = findBlock(doc, blockId);
  if (!element || element.nodeName === 'quote' || element.nodeName === 'item') return false;
  doc.transact(() => {
    const text = textOf(element);
    text.delete(index, remove);
    text.insert(index, insert);
  });
  return true;
}

/** Inserts a block behind another, in the same parent; `after: null` puts it first. False: no block `after`. */
export function insertBlockAfter(doc: Y.Doc, after: string | null, block: Block, origin?: unknown): boolean {
  const element = after === null ? null : findBlock(doc, after);
  if (after !== null && !element) return false;
  doc.transact(() => {
    if (!element) {
      contentOf(doc).insert(0, [createElement(block)]);
    } else if (element.nodeName === 'item') {
      insertBeside(element, createElement({ type: 'item', attrs: { id: crypto.randomUUID() }, content: [block] }));
    } else {
      insertBeside(element, createElement(block));
    }
  }, origin);
  return true;
}

function insertBeside(element: Y.XmlElement, created: Y.XmlElement): void {
  const parent = element.parent;
  if (parent instanceof Y.XmlFragment) parent.insert(parent.toArray().indexOf(element) + 1, [created]);
}

/** Removes a block with all that is in it. False: there is no such block. */
export function removeBlock(doc: Y.Doc, blockId: string, origin?: unknown): boolean {
  const element = findBlock(doc, blockId);
  const parent = element?.parent;
  if (!element || !(parent instanceof Y.XmlFragment)) return false;
  doc.transact(() => parent.delete(parent.toArray().indexOf(element), 1), origin);
  return true;
}

/** One change of a block: its words, a new block behind another, or its removal. */
export type BlockChange =
  | { readonly kind: 'text'; readonly block: string; readonly content: readonly TextNode[] }
  | { readonly kind: 'insert'; readonly after: string | null; readonly block: Block }
  | { readonly kind: 'remove'; readonly block: string };

function apply(doc: Y.Doc, change: BlockChange): boolean {
  switch (change.kind) {
    case 'text':
      return setBlockText(doc, change.block, change.content);
    case 'insert':
      return insertBlockAfter(doc, change.after, change.block);
    case 'remove':
      return removeBlock(doc, change.block);
  }
}

/**
 * Makes changes in one transaction as new edits of whoever calls; how held changes are taken up. Returns those that
 * found no block to work on.
 */
export function applyBlocks(doc: Y.Doc, changes: readonly BlockChange[], origin?: unknown): BlockChange[] {
  return doc.transact(() => changes.filter((change) => !apply(doc, change)), origin);
}
