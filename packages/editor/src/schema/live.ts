/**
 * What a document says now, for a window that shows it: read once, and after a change only where it changed. Blocks
 * and segments that did not change are the same objects as before, so that whoever looks can tell at once.
 */
import type { ArticleDoc, Block, EditionText, Fields, Segment, Segments } from '@copydesk/shared/article';
import type * as Y from 'yjs';
import { BlockReader, Ids, readEdition, readFields } from './read.ts';
import { contentOf, fieldsOf, segmentsOf } from './roots.ts';
import { readSegment } from './segments.ts';

interface Kept {
  readonly blocks: readonly Block[];
  readonly ids: readonly string[];
}

class LiveReading {
  readonly #doc: Y.Doc;
  readonly #kept = new WeakMap<object, Kept>();
  readonly #segments = new Map<string, Segment>();
  #content: ArticleDoc | null = null;
  #fields: Fields | null = null;
  #shownSegments: Segments | null = null;
  #text: EditionText | null = null;

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    contentOf(doc).observeDeep((events) => {
      for (const { target } of events) this.#kept.delete(this.#topOf(target));
      this.#content = null;
      this.#text = null;
    });
    fieldsOf(doc).observe(() => {
      this.#fields = null;
      this.#text = null;
    });
    segmentsOf(doc).observeDeep((events) => {
      for (const { path, changes } of events) {
        const [block] = path;
        if (typeof block === 'string') this.#segments.delete(block);
        else for (const key of changes.keys.keys()) this.#segments.delete(key);
      }
      this.#shownSegments = null;
      this.#text = null;
    });
  }

  read(): EditionText {
    if (this.#text !== null) return this.#text;
    this.#content ??= this.#readContent();
    this.#fields ??= readFields(this.#doc);
    this.#shownSegments ??= this.#readSegments();
    this.#text = { content: this.#content, fields: this.#fields, segments: this.#shownSegments };
    return this.#text;
  }

  #readContent(): ArticleDoc {
    const ids = new Ids();
    const reader = new BlockReader(ids);
    const content = contentOf(this.#doc)
      .toArray()
      .flatMap((child) => {
        const kept = this.#kept.get(child);
        if (kept !== undefined && ids.take(kept.ids)) return kept.blocks;
        const { count, doubles } = ids;
        const blocks = reader.blocks([child], 0);
        // A block under another id than its own depends on those before it: it is read again each time.
        if (ids.doubles === doubles) this.#kept.set(child, { blocks, ids: ids.given.slice(count) });
        else this.#kept.delete(child);
        return blocks;
      });
    return { type: 'doc', content };
  }

  #readSegments(): Segments {
    const found: [string, Segment][] = [];
    for (const block of segmentsOf(this.#doc).keys()) {
      const segment = this.#segments.get(block) ?? readSegment(this.#doc, block);
      if (segment === null || block === '__proto__') continue;
      this.#segments.set(block, segment);
      found.push([block, segment]);
    }
    return Object.fromEntries(found);
  }

  /** The child of the text that `type` is or lies in. */
  #topOf(type: Y.AbstractType<unknown>): Y.AbstractType<unknown> {
    let top = type;
    while (top.parent !== null && top.parent !== contentOf(this.#doc)) top = top.parent;
    return top;
  }
}

const readings = new WeakMap<Y.Doc, LiveReading>();

/** What `readEdition` says, at the cost of what changed since it was last asked. Treat what it returns as unchangeable. */
export function currentEdition(doc: Y.Doc): EditionText {
  // What a transaction has changed so far, the observers have not been told yet.
  if (doc._transaction !== null && doc._transaction.changed.size > 0) return readEdition(doc);
  const reading = readings.get(doc) ?? new LiveReading(doc);
  readings.set(doc, reading);
  return reading.read();
}
