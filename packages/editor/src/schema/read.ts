/**
 * Reads an edition's document into canonical JSON. Never writes: no transaction is opened and the bytes of the
 * document stay the same. Whatever a foreign or newer client left there is read as the nearest thing we know, so that
 * no text is lost, and what comes out is valid by the article model.
 */
import type { ArticleDoc, Block, EditionText, Fields, Item, TextNode } from '@copydesk/shared/article';
import * as Y from 'yjs';
import { safePictureSource } from './addresses.ts';
import { inlineOf } from './inline.ts';
import { contentOf, fieldsOf } from './roots.ts';
import { readSegments } from './segments.ts';

type Child = ReturnType<Y.XmlFragment['toArray']>[number];

/** Deeper nesting than any article has; below it only the text is read. */
const MAX_DEPTH = 24;
const MAX_ID_LENGTH = 200;

const BLOCK_NAMES: ReadonlySet<string> = new Set([
  'headline',
  'standfirst',
  'figure',
  'paragraph',
  'heading',
  'quote',
  'bulletList',
  'orderedList',
  'item',
  'caption',
]);

/** Ids of one reading: each is given out once; a leftover double is resolved by order: the second `a` becomes `a~2`. */
export class Ids {
  readonly #taken = new Set<string>();
  /** How many ids had to be another than the stored one so far. */
  doubles = 0;

  /** All ids given out so far, in order. */
  get given(): readonly string[] {
    return [...this.#taken];
  }

  of(type: Y.XmlElement | Y.XmlText): string {
    const stored: unknown = type instanceof Y.XmlElement ? type.getAttribute('id') : undefined;
    // Without an id of its own a block is named after the item that made it: the same name in every copy.
    const id =
      typeof stored === 'string' && stored !== '' && stored.length <= MAX_ID_LENGTH
        ? stored
        : `item-${type._item?.id.client ?? 0}-${type._item?.id.clock ?? 0}`;
    let free = id;
    for (let n = 2; this.#taken.has(free); n++) free = `${id}~${n}`;
    if (free !== id) this.doubles += 1;
    this.#taken.add(free);
    return free;
  }

  /** Gives out `ids` as they are. False, and nothing is given: one of them was given out before. */
  take(ids: readonly string[]): boolean {
    if (ids.some((id) => this.#taken.has(id))) return false;
    for (const id of ids) this.#taken.add(id);
    return true;
  }

  get count(): number {
    return this.#taken.size;
  }
}

function withContent<T>(content: T[]): { content?: T[] } {
  return content.length > 0 ? { content } : {};
}

function stringAttribute(element: Y.XmlElement, name: string): string {
  const value: unknown = element.getAttribute(name);
  return typeof value === 'string' ? value : '';
}

/** Reads blocks in document order, under the ids of one reading. */
export class BlockReader {
  readonly #ids: Ids;

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  blocks(children: readonly Child[], depth: number): Block[] {
    return children.flatMap((child) => {
      if (child instanceof Y.XmlText) return this.#looseText(child, inlineOf(child));
      return child instanceof Y.XmlElement ? this.#block(child, depth) : [];
    });
  }

  #block(element: Y.XmlElement, depth: number): Block[] {
    if (depth >= MAX_DEPTH) return this.#looseText(element, inlineOf(element));
    const name = element.nodeName;
    switch (name) {
      case 'headline':
      case 'standfirst':
      case 'paragraph':
        return [{ type: name, attrs: { id: this.#ids.of(element) }, ...withContent(inlineOf(element)) }];
      case 'heading': {
        const level = Number(element.getAttribute('level')) >= 3 ? 3 : 2;
        return [{ type: name, attrs: { id: this.#ids.of(element), level }, ...withContent(inlineOf(element)) }];
      }
      case 'figure':
        return [this.#figure(element)];
      case 'quote': {
        const attrs = { id: this.#ids.of(element) };
        return [{ type: name, attrs, ...withContent(this.blocks(element.toArray(), depth + 1)) }];
      }
      case 'bulletList':
      case 'orderedList':
        return [{ type: name, ...withContent(this.#items(element, depth + 1)) }];
      case 'item':
        return [{ type: 'bulletList', content: [this.#item(element, depth + 1)] }];
      default:
        return this.#unknown(element, depth);
    }
  }

  #figure(element: Y.XmlElement): Block {
    const attrs = {
      id: this.#ids.of(element),
      src: safePictureSource(element.getAttribute('src')),
      alt: stringAttribute(element, 'alt'),
      credit: stringAttribute(element, 'credit'),
    };
    const captions = element.toArray().flatMap((child) => {
      if (!(child instanceof Y.XmlElement || child instanceof Y.XmlText)) return [];
      const inline = inlineOf(child);
      const isCaption = child instanceof Y.XmlElement && child.nodeName === 'caption';
      return isCaption || inline.length > 0 ? [{ type: 'caption' as const, ...withContent(inline) }] : [];
    });
    return { type: 'figure', attrs, ...withContent(captions) };
  }

  #items(list: Y.XmlElement, depth: number): Item[] {
    return list.toArray().flatMap((child): Item[] => {
      if (child instanceof Y.XmlElement && child.nodeName === 'item') return [this.#item(child, depth)];
      const content = this.blocks([child], depth + 1);
      const named = child instanceof Y.XmlElement || child instanceof Y.XmlText;
      return content.length > 0 && named ? [{ type: 'item', attrs: { id: this.#ids.of(child) }, content }] : [];
    });
  }

  #item(element: Y.XmlElement, depth: number): Item {
    const attrs = { id: this.#ids.of(element) };
    return { type: 'item', attrs, ...withContent(this.blocks(element.toArray(), depth + 1)) };
  }

  /** A node we don't know: its blocks if it holds any, else its text as a paragraph. */
  #unknown(element: Y.XmlElement, depth: number): Block[] {
    const children = element.toArray();
    const holdsBlocks = children.some((child) => child instanceof Y.XmlElement && BLOCK_NAMES.has(child.nodeName));
    return holdsBlocks ? this.blocks(children, depth + 1) : this.#looseText(element, inlineOf(element));
  }

  #looseText(type: Y.XmlElement | Y.XmlText, content: TextNode[]): Block[] {
    return content.length > 0 ? [{ type: 'paragraph', attrs: { id: this.#ids.of(type) }, content }] : [];
  }
}

/** The text alone, as ProseMirror JSON. */
export function readContent(fragment: Y.XmlFragment): ArticleDoc {
  return { type: 'doc', content: new BlockReader(new Ids()).blocks(fragment.toArray(), 0) };
}

/** The fields: what is no text is left out. */
export function readFields(doc: Y.Doc): Fields {
  const entries = [...fieldsOf(doc).entries()].filter(
    ([key, value]: [string, unknown]) => key !== '__proto__' && typeof value === 'string',
  );
  return Object.fromEntries(entries);
}

/** What the document of an edition holds. Pure: see the top of this file. */
export function readEdition(doc: Y.Doc): EditionText {
  return { content: readContent(contentOf(doc)), fields: readFields(doc), segments: readSegments(doc) };
}
