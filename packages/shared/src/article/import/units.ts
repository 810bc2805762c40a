/** The pieces of a file between reading and building: what each is, and where it stands. */

import type { ArticleDoc, Block, Figure, Item, List, Quote, TextNode } from '../model.ts';
import { inlineText } from '../text.ts';
import { parseCaption, splitCredit } from './caption.ts';
import type { LineKind } from './model.ts';

/** What a unit stands in. Neighbours with the same `key` at the same depth stand in the same one. */
export interface Container {
  readonly type: 'quote' | 'bulletList' | 'orderedList' | 'item';
  readonly key: string;
}

/** Lists and quotes deeper than this are a fault of the file: their text is kept at this depth. */
export const DEEPEST = 24;

/** A line, or lines that belong together, of the file. */
export interface Unit {
  /** Number of its first line, 1-based. In files without lines the number of the piece. */
  readonly line: number;
  readonly kind: LineKind;
  /** As it stands in the file, in one line. */
  readonly text: string;
  /** The same with marks, without list markers and the like. */
  readonly inline: readonly TextNode[];
  readonly flags: readonly string[];
  /** What it stands in, from the outside in. */
  readonly within: readonly Container[];
  readonly level?: 2 | 3;
  /** Attributes of a picture, where the format gives them apart from the caption. */
  readonly picture?: { readonly src: string | null; readonly alt: string; readonly credit: string };
}

/** Inline content without marks. */
export function plainInline(text: string): TextNode[] {
  return text === '' ? [] : [{ type: 'text', text }];
}

/** The containers of a unit that a person has called a quote or an item. */
export function containersFor(kind: LineKind, line: number): Container[] {
  if (kind === 'quote') return [{ type: 'quote', key: 'quote' }];
  if (kind !== 'item') return [];
  return [
    { type: 'bulletList', key: 'list' },
    { type: 'item', key: `${line}` },
  ];
}

/**
 * The document that the units make: the headline first, then the standfirst (both always there, if need be empty),
 * then the rest in order. Every block gets a fresh id.
 */
export function buildDoc(units: readonly Unit[]): ArticleDoc {
  const headline = units.find((unit) => unit.kind === 'headline');
  const standfirst = units.find((unit) => unit.kind === 'standfirst');
  const body = bodyBuilder();
  for (const unit of units) if (unit !== headline && unit !== standfirst) body.add(unit);
  return {
    type: 'doc',
    content: [
      { type: 'headline', attrs: newAttrs(), ...content(headline?.inline ?? []) },
      { type: 'standfirst', attrs: newAttrs(), ...content(standfirst?.inline ?? []) },
      ...body.blocks,
    ],
  };
}

const newAttrs = () => ({ id: globalThis.crypto.randomUUID() });

function content(inline: readonly TextNode[]): { content?: TextNode[] } {
  return inline.length > 0 ? { content: [...inline] } : {};
}

interface OpenContainer {
  readonly at: Container;
  readonly node: Quote | List | Item;
}

function bodyBuilder() {
  const blocks: Block[] = [];
  let open: OpenContainer[] = [];
  let lastFigure: Figure | null = null;

  /** Where blocks go that stand in this container. */
  const blocksOf = (parent: Quote | List | Item | undefined): Block[] => {
    if (parent?.type !== 'quote' && parent?.type !== 'item') return blocks;
    const inside = parent.content ?? [];
    parent.content = inside;
    return inside;
  };
  const enter = (within: readonly Container[]): void => {
    const shared = open.findIndex(({ at }, depth) => at.key !== within[depth]?.key || at.type !== within[depth]?.type);
    open = open.slice(0, shared < 0 ? Math.min(open.length, within.length) : shared);
    for (const at of within.slice(open.length)) {
      const parent = open.at(-1)?.node;
      if (at.type === 'item') {
        if (parent?.type !== 'bulletList' && parent?.type !== 'orderedList') continue;
        const item: Item = { type: 'item', attrs: newAttrs() };
        const items = parent.content ?? [];
        items.push(item);
        parent.content = items;
        open.push({ at, node: item });
      } else {
        const node: Quote | List = at.type === 'quote' ? { type: 'quote', attrs: newAttrs() } : { type: at.type };
        blocksOf(parent).push(node);
        open.push({ at, node });
      }
    }
  };
  const add = (unit: Unit): void => {
    if (unit.kind === 'dropped' || unit.kind === 'label') return;
    if (unit.kind === 'credit') {
      const credit = splitCredit(unit.text).credit ?? unit.text;
      if (lastFigure && lastFigure.attrs.credit === '') lastFigure.attrs.credit = credit;
      else addFigure({ ...unit, inline: [], picture: { src: null, alt: '', credit } });
      return;
    }
    if (unit.kind === 'caption') {
      addFigure(unit);
      return;
    }
    lastFigure = null;
    enter(unit.within);
    blocksOf(open.at(-1)?.node).push(textBlock(unit));
  };
  const addFigure = (unit: Unit): void => {
    enter(unit.within);
    lastFigure = figureOf(unit);
    blocksOf(open.at(-1)?.node).push(lastFigure);
  };
  return { blocks, add };
}

function textBlock(unit: Unit): Block {
  if (unit.kind === 'heading') {
    return { type: 'heading', attrs: { ...newAttrs(), level: unit.level ?? 2 }, ...content(unit.inline) };
  }
  return { type: 'paragraph', attrs: newAttrs(), ...content(unit.inline) };
}

function figureOf(unit: Unit): Figure {
  const { caption, credit } = captionOf(unit);
  const picture = unit.picture ?? { src: null, alt: '', credit: '' };
  return {
    type: 'figure',
    attrs: { ...newAttrs(), src: picture.src, alt: picture.alt, credit: picture.credit || (credit ?? '') },
    ...(caption.length > 0 ? { content: [{ type: 'caption', ...content(caption) }] } : {}),
  };
}

/** A caption's inline content and the credit found in it. Marks are kept where there is no credit to cut off. */
function captionOf(unit: Unit): { caption: readonly TextNode[]; credit: string | null } {
  if (unit.picture?.credit) return { caption: unit.inline, credit: null };
  const { text, credit } = parseCaption(inlineText([...unit.inline]));
  if (credit === null && !unit.text.startsWith('[Picture:')) return { caption: unit.inline, credit };
  return { caption: plainInline(text), credit };
}
