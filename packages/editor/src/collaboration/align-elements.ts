/**
 * Gives each block of the editor its Y.XmlElement before y-tiptap writes the words. y-tiptap knows nothing of ids:
 * left alone it may give the element of a split block to the second part, so that what others type in the first goes
 * to the wrong one. Here elements are matched to blocks by id, those of blocks that are gone are deleted, and new ones
 * are made; y-tiptap then finds each element in its place and changes only what differs inside.
 *
 * New text blocks start with one empty Y.XmlText: two people who type into a new block at the same moment then type
 * into the same text.
 */
import type { Node } from '@tiptap/pm/model';
import * as Y from 'yjs';
import type { IdOrigins } from './block-ids.ts';

type Child = ReturnType<Y.XmlFragment['toArray']>[number];

export interface AlignContext {
  /** y-tiptap's record of which node an element was last seen as. */
  readonly mapping: Map<unknown, unknown>;
  readonly origins: IdOrigins;
}

function idOf(element: Child): string | null {
  const id: unknown = element instanceof Y.XmlElement ? element.getAttribute('id') : null;
  return typeof id === 'string' ? id : null;
}

function nodeIdOf(node: Node): string | null {
  const id: unknown = node.attrs.id;
  return typeof id === 'string' ? id : null;
}

const hasId = (node: Node): boolean => Object.hasOwn(node.attrs, 'id');
const isKind = (element: Child, node: Node): boolean =>
  element instanceof Y.XmlElement && element.nodeName === node.type.name;

/** A list has no id; it is the list that holds one of the same items. */
function shareAnItem(element: Child, node: Node): boolean {
  if (!(element instanceof Y.XmlElement)) return false;
  const items = new Set(element.toArray().map(idOf));
  return node.children.some((item) => hasId(item) && items.has(nodeIdOf(item)));
}

/** The index of the element for each node, -1 where there is none. */
function match(elements: readonly Child[], nodes: readonly Node[], context: AlignContext): number[] {
  const found = nodes.map(() => -1);
  const taken = new Set<number>();
  const pass = (suits: (element: Child, node: Node) => boolean): void => {
    nodes.forEach((node, at) => {
      if (found[at] !== -1) return;
      const index = elements.findIndex((element, i) => !taken.has(i) && suits(element, node));
      if (index === -1) return;
      found[at] = index;
      taken.add(index);
    });
  };
  pass((element, node) => context.mapping.get(element) === node);
  pass((element, node) => hasId(node) && isKind(element, node) && idOf(element) === nodeIdOf(node));
  pass((element, node) => {
    const origin = context.origins.get(nodeIdOf(node) ?? '');
    return origin !== undefined && isKind(element, node) && idOf(element) === origin;
  });
  pass((element, node) => !hasId(node) && isKind(element, node) && shareAnItem(element, node));
  pass((element, node) => node.type.name === 'caption' && isKind(element, node));
  return found;
}

/** Positions in `indices` of a longest run that grows: those elements stay, the others have moved. */
function staying(indices: readonly number[]): Set<number> {
  const best: { at: number; length: number; previous: number }[] = [];
  let last = -1;
  indices.forEach((index, at) => {
    let length = 1;
    let previous = -1;
    best.forEach((entry, i) => {
      if (index !== -1 && (indices[entry.at] ?? -1) < index && entry.length >= length) {
        length = entry.length + 1;
        previous = i;
      }
    });
    if (index === -1) return;
    best.push({ at, length, previous });
    if (last === -1 || length > (best[last]?.length ?? 0)) last = best.length - 1;
  });
  const kept = new Set<number>();
  for (let entry = best[last]; entry; entry = best[entry.previous]) kept.add(entry.at);
  return kept;
}

function createSkeleton(node: Node): Y.XmlElement {
  const element = new Y.XmlElement(node.type.name);
  const id = nodeIdOf(node);
  if (id !== null) element.setAttribute('id', id);
  element.insert(0, node.isTextblock ? [new Y.XmlText()] : node.children.map(createSkeleton));
  return element;
}

function isAligned(elements: readonly Child[], nodes: readonly Node[], { mapping }: AlignContext): boolean {
  if (elements.length !== nodes.length) return false;
  return nodes.every((node, i) => {
    const element = elements[i];
    if (!element) return false;
    if (mapping.get(element) === node) return true;
    return isKind(element, node) && (hasId(node) ? idOf(element) === nodeIdOf(node) : shareAnItem(element, node));
  });
}

function rearrange(parent: Y.XmlFragment, nodes: readonly Node[], context: AlignContext): void {
  const elements = parent.toArray();
  const found = match(elements, nodes, context);
  const kept = staying(found);
  const keptElements = new Set([...kept].map((at) => found[at]));
  for (let i = elements.length - 1; i >= 0; i--) {
    if (keptElements.has(i)) continue;
    context.mapping.delete(elements[i]);
    parent.delete(i, 1);
  }
  nodes.forEach((node, at) => {
    if (!kept.has(at)) parent.insert(at, [createSkeleton(node)]);
  });
}

/** Aligns the children of `parent` with those of `node`, at every depth. Writes nothing where all is in its place. */
export function alignElements(parent: Y.XmlFragment, node: Node, context: AlignContext): void {
  if (node.isTextblock) return;
  const nodes = node.children;
  if (!isAligned(parent.toArray(), nodes, context)) rearrange(parent, nodes, context);
  parent.toArray().forEach((element, i) => {
    const child = nodes[i];
    if (child && element instanceof Y.XmlElement && context.mapping.get(element) !== child) {
      alignElements(element, child, context);
    }
  });
}
