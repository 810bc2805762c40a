/**
 * One headline, first; at most one standfirst, behind it; no empty list, item or quote. Kept by this person's own
 * changes where they made the disorder, and for the whole text by `normaliseArticle`, which submitting calls. Text is
 * never deleted: a headline too many becomes a heading.
 */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, Selection, type Transaction } from '@tiptap/pm/state';
import { Mapping } from '@tiptap/pm/transform';
import { isOwnChange } from './origins.ts';

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    normalise: {
      /** Brings the whole text in order. True if nothing was left to do or all of it was done. */
      normaliseArticle: () => ReturnType;
    };
  }
}

type Touched = (from: number, to: number) => boolean;

interface Placed {
  readonly node: Node;
  readonly pos: number;
}

function placesOf(doc: Node, name: string): Placed[] {
  const found: Placed[] = [];
  doc.forEach((node, pos) => {
    if (node.type.name === name) found.push({ node, pos });
  });
  return found;
}

function isHollow(node: Node): boolean {
  const holder = node.type.spec.content === 'item*' || node.type.name === 'item' || node.type.name === 'quote';
  return holder && node.children.every(isHollow);
}

/** Removes empty lists, items and quotes, the last first, so that the positions of the others hold. */
function removeHollow(tr: Transaction, touched: Touched): void {
  const hollow: Placed[] = [];
  tr.doc.descendants((node, pos) => {
    if (!isHollow(node) || !touched(pos, pos + node.nodeSize)) return !node.isTextblock;
    hollow.push({ node, pos });
    return false;
  });
  for (const { node, pos } of hollow.reverse()) tr.delete(pos, pos + node.nodeSize);
}

/** Turns headlines and standfirsts that stand inside quotes and lists into paragraphs. */
function demoteNested(tr: Transaction, touched: Touched): void {
  const { paragraph } = tr.doc.type.schema.nodes;
  tr.doc.descendants((node, pos, parent) => {
    const misplaced = parent !== tr.doc && (node.type.name === 'headline' || node.type.name === 'standfirst');
    if (misplaced && touched(pos, pos + node.nodeSize)) tr.setNodeMarkup(pos, paragraph, { id: node.attrs.id });
    return !node.isTextblock;
  });
}

/** Keeps one node of a kind at its place among the top blocks; the others become what `demote` says. */
function keepOne(tr: Transaction, name: string, place: number, known: string | null, touched: Touched): void {
  const { heading, paragraph } = tr.doc.type.schema.nodes;
  const all = placesOf(tr.doc, name);
  const kept = all.find(({ node }) => known !== null && node.attrs.id === known) ?? all[0];
  if (!kept) return;
  for (const { node, pos } of all) {
    if (pos === kept.pos || !touched(pos, pos + node.nodeSize)) continue;
    const worded = name === 'headline' && node.content.size > 0;
    tr.setNodeMarkup(
      pos,
      worded ? heading : paragraph,
      worded ? { id: node.attrs.id, level: 2 } : { id: node.attrs.id },
    );
  }
  const index = tr.doc.resolve(kept.pos).index();
  if (index === place || !touched(0, kept.pos + kept.node.nodeSize)) return;
  move(tr, kept, place);
}

/** Moves a top block to the place with that index, the caret with it if it stood inside. */
function move(tr: Transaction, { node, pos }: Placed, place: number): void {
  const caret = tr.selection.from - pos;
  tr.delete(pos, pos + node.nodeSize);
  let at = 0;
  for (let i = 0; i < place && i < tr.doc.childCount; i++) at += tr.doc.child(i).nodeSize;
  tr.insert(at, node);
  if (caret > 0 && caret < node.nodeSize) {
    tr.setSelection(Selection.near(tr.doc.resolve(at + caret)));
  }
}

function idIn(doc: Node, name: string): string | null {
  const id: unknown = placesOf(doc, name)[0]?.node.attrs.id;
  return typeof id === 'string' ? id : null;
}

/** Repairs what is touched; `before` is the text whose headline and standfirst are the known ones. */
function normalise(tr: Transaction, before: Node, touched: Touched): void {
  const { headline } = tr.doc.type.schema.nodes;
  const known = idIn(before, 'headline');
  demoteNested(tr, touched);
  if (placesOf(tr.doc, 'headline').length === 0 && known !== null && headline) {
    // The same id: in the document the headline's element then stays, and only its words are deleted.
    tr.insert(0, headline.create({ id: known }));
  }
  keepOne(tr, 'headline', 0, known, touched);
  const place = placesOf(tr.doc, 'headline').length > 0 ? 1 : 0;
  keepOne(tr, 'standfirst', place, idIn(before, 'standfirst'), touched);
  removeHollow(tr, touched);
}

/** Where the transactions changed the text, in positions of the last one's document. */
function touchedBy(transactions: readonly Transaction[]): Touched {
  const maps = transactions.flatMap((tr) => tr.mapping.maps);
  const ranges: { from: number; to: number }[] = [];
  maps.forEach((map, i) => {
    const rest = new Mapping(maps.slice(i + 1));
    map.forEach((_oldFrom, _oldTo, from, to) => {
      ranges.push({ from: rest.map(from, -1), to: rest.map(to, 1) });
    });
  });
  return (from, to) => ranges.some((range) => range.from <= to && range.to >= from);
}

export const Normaliser = Extension.create({
  name: 'normaliser',
  addCommands() {
    return {
      normaliseArticle:
        () =>
        ({ tr, editor, dispatch }) => {
          if (!editor.isEditable) return false;
          if (dispatch) {
            const { headline } = tr.doc.type.schema.nodes;
            if (placesOf(tr.doc, 'headline').length === 0 && headline) tr.insert(0, headline.create());
            normalise(tr, tr.doc, () => true);
          }
          return true;
        },
    };
  },
  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        key: new PluginKey('copydesk-normaliser'),
        appendTransaction(transactions, before, after) {
          if (!editor.isEditable || !isOwnChange(transactions)) return null;
          const { tr } = after;
          normalise(tr, before.doc, touchedBy(transactions));
          return tr.docChanged ? tr.setStoredMarks(after.storedMarks) : null;
        },
      }),
    ];
  },
});
