/**
 * Where a text block stands among lists and quotes, and how to put one at such a place: for whoever arranges a
 * translation by the source without an editor.
 */
import type { AsideEntry, Block, TextBlock } from '@copydesk/shared/article';
import * as Y from 'yjs';
import { contentOf } from './roots.ts';
import { createElement, findBlock } from './write.ts';

/** What a text block stands in; `doc`: the text itself. Nesting within is not told apart. */
export type Holder = AsideEntry['holder'];

/** What holds the block of this id; `doc` also where there is no such block. */
export function holderOf(doc: Y.Doc, blockId: string): Holder {
  const element = findBlock(doc, blockId);
  return element === null ? 'doc' : (nearest(element)?.holder ?? 'doc');
}

/**
 * Inserts a text block behind another (`after: null`: first) within a holder of the given kind: the one that `after`
 * stands in, the one that follows, or a new one. A block `after` that is not there counts as none.
 */
export function insertWithin(doc: Y.Doc, after: string | null, block: TextBlock, holder: Holder): void {
  doc.transact(() => {
    const element = after === null ? null : findBlock(doc, after);
    const around = element === null ? null : nearest(element);
    if (around !== null && around.holder === holder) {
      insertAt(around.element, indexOf(around.child) + 1, contentFor(block, holder));
      return;
    }
    const place = element === null ? 0 : indexOf(topOf(element)) + 1;
    const next = contentOf(doc).get(place);
    if (holder !== 'doc' && next instanceof Y.XmlElement && next.nodeName === holder)
      insertAt(next, 0, contentFor(block, holder));
    else insertAt(contentOf(doc), place, wrapped(block, holder));
  });
}

/** Removes a text block, and the item, list or quote that it leaves empty. False: there is no such block. */
export function removeWithin(doc: Y.Doc, blockId: string): boolean {
  const element = findBlock(doc, blockId);
  if (element === null) return false;
  doc.transact(() => {
    let gone = element;
    let parent = gone.parent;
    while (parent instanceof Y.XmlElement && parent.length === 1) {
      gone = parent;
      parent = gone.parent;
    }
    if (parent instanceof Y.XmlFragment) parent.delete(indexOf(gone), 1);
  });
  return true;
}

/** The nearest list or quote around an element, and its child that the element is or stands in. */
function nearest(element: Y.XmlElement): { holder: Holder; element: Y.XmlElement; child: Y.XmlElement } | null {
  let child = element;
  for (let parent = child.parent; parent instanceof Y.XmlElement; parent = child.parent) {
    const { nodeName } = parent;
    if (nodeName === 'quote' || nodeName === 'bulletList' || nodeName === 'orderedList')
      return { holder: nodeName, element: parent, child };
    child = parent;
  }
  return null;
}

function topOf(element: Y.XmlElement): Y.XmlElement {
  return element.parent instanceof Y.XmlElement ? topOf(element.parent) : element;
}

function indexOf(element: Y.XmlElement): number {
  return element.parent instanceof Y.XmlFragment ? element.parent.toArray().indexOf(element) : 0;
}

function insertAt(parent: Y.XmlFragment, index: number, element: Y.XmlElement): void {
  parent.insert(index, [element]);
}

const newId = () => crypto.randomUUID();

/** What goes into a holder that is there already. */
function contentFor(block: TextBlock, holder: Holder): Y.XmlElement {
  const isList = holder === 'bulletList' || holder === 'orderedList';
  return createElement(isList ? { type: 'item', attrs: { id: newId() }, content: [block] } : block);
}

function wrapped(block: TextBlock, holder: Holder): Y.XmlElement {
  const around = (): Block => {
    switch (holder) {
      case 'doc':
        return block;
      case 'quote':
        return { type: 'quote', attrs: { id: newId() }, content: [block] };
      default:
        return { type: holder, content: [{ type: 'item', attrs: { id: newId() }, content: [block] }] };
    }
  };
  return createElement(around());
}
