/** Puts each block of the target editor into its row of the two columns (CSS subgrid does the rest), and tells where the caret is. */
import { type Editor, Extension } from '@tiptap/core';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { isOwnChange } from '../collaboration/origins.ts';
import type { ShownLayout } from './collapse.ts';

/** Where one text block stands. */
interface Place {
  readonly row: number;
  readonly hidden: boolean;
}

interface Rows {
  /** Of each text block, in the order of the text. */
  readonly places: readonly Place[];
  /** Index of the text block that is being worked on, or -1. */
  readonly active: number;
  readonly decorations: DecorationSet;
}

const key = new PluginKey<Rows>('passage-rows');

/** Whether a node is one passage's text: a figure counts as a whole. */
function isPassage(node: ProseMirrorNode): boolean {
  return node.type.name === 'figure' || node.isTextblock;
}

function countPassages(node: ProseMirrorNode): number {
  if (isPassage(node)) return 1;
  let count = 0;
  node.forEach((child) => {
    count += countPassages(child);
  });
  return count;
}

function decorate(doc: ProseMirrorNode, places: readonly Place[], active: number): DecorationSet {
  const found: Decoration[] = [];
  let index = 0;
  const rowAt = (place: number) => places[place]?.row ?? place + 1;
  const visit = (parent: ProseMirrorNode, start: number, firstRow: number): void => {
    parent.forEach((node, offset) => {
      const from = start + offset;
      const to = from + node.nodeSize;
      const row = rowAt(index) - firstRow + 1;
      if (isPassage(node)) {
        const state = places[index]?.hidden
          ? 'passage passage-hidden'
          : index === active
            ? 'passage passage-active'
            : 'passage';
        found.push(Decoration.node(from, to, { style: `grid-row: ${row}`, class: state }));
        index += 1;
        return;
      }
      const inside = countPassages(node);
      if (inside === 0) return;
      const top = rowAt(index);
      const bottom = rowAt(index + inside - 1);
      const style = `grid-row: ${row} / span ${bottom - top + 1}`;
      found.push(Decoration.node(from, to, { style, class: 'passage-group' }));
      visit(node, from + 1, top);
    });
  };
  visit(doc, 0, 1);
  return DecorationSet.create(doc, found);
}

/** Index of the text block that the selection's head is in, or -1. */
function passageAt(state: EditorState): number {
  const { head } = state.selection;
  let index = -1;
  let found = -1;
  state.doc.descendants((node, position) => {
    if (found !== -1) return false;
    if (!isPassage(node)) return true;
    index += 1;
    if (head >= position && head <= position + node.nodeSize) found = index;
    return false;
  });
  return found;
}

/** Where the words of the text block with this index begin, or null. */
function startOf(doc: ProseMirrorNode, wanted: number): number | null {
  let index = -1;
  let start: number | null = null;
  doc.descendants((node, position) => {
    if (start !== null) return false;
    if (!isPassage(node)) return true;
    index += 1;
    if (index === wanted) start = position + (node.type.name === 'figure' ? 2 : 1);
    return false;
  });
  return start;
}

/** A passage whose words were joined to another's by hand. */
export interface Join {
  readonly gone: string;
  readonly into: string;
}

function idAt(doc: ProseMirrorNode, position: number): string | null {
  const $position = doc.resolve(position);
  for (let depth = $position.depth; depth > 0; depth -= 1) {
    const node = $position.node(depth);
    if (isPassage(node)) return typeof node.attrs.id === 'string' ? node.attrs.id : null;
  }
  return null;
}

/** The blocks that a person's own change joined to others: gone, but their words still stand, in another block. */
function joinsIn(transaction: Transaction): Join[] {
  if (!isOwnChange([transaction])) return [];
  const left = new Set<unknown>();
  transaction.doc.descendants((node) => {
    if (isPassage(node)) left.add(node.attrs.id);
    return !isPassage(node);
  });
  const joins: Join[] = [];
  transaction.before.descendants((node, position) => {
    if (!isPassage(node)) return true;
    const gone: unknown = node.attrs.id;
    if (typeof gone !== 'string' || left.has(gone) || node.content.size === 0) return false;
    const { pos, deletedAfter } = transaction.mapping.mapResult(position + 1, 1);
    const into = deletedAfter ? null : idAt(transaction.doc, pos);
    if (into !== null) joins.push({ gone, into });
    return false;
  });
  return joins;
}

export interface PassageRowsOptions {
  readonly onActive: (index: number) => void;
  readonly onJoin: (join: Join) => void;
}

export const PassageRows = Extension.create<PassageRowsOptions>({
  name: 'passageRows',
  addOptions: () => ({ onActive: () => undefined, onJoin: () => undefined }),
  addProseMirrorPlugins() {
    const { onActive, onJoin } = this.options;
    let joins: Join[] = [];
    return [
      new Plugin<Rows>({
        key,
        state: {
          init: (_config, { doc }) => ({ places: [], active: -1, decorations: decorate(doc, [], -1) }),
          apply(transaction, old, _before, { doc }) {
            if (transaction.docChanged) joins.push(...joinsIn(transaction));
            const news: Pick<Rows, 'places' | 'active'> | undefined = transaction.getMeta(key);
            if (news === undefined && !transaction.docChanged) return old;
            const { places, active } = news ?? old;
            return { places, active, decorations: decorate(doc, places, active) };
          },
        },
        props: { decorations: (state) => key.getState(state)?.decorations },
        view: () => ({
          update(view, before) {
            // By now the binding has written the joined words.
            const made = joins;
            joins = [];
            for (const join of made) onJoin(join);
            const moved = !before.selection.eq(view.state.selection) || before.doc !== view.state.doc;
            if (moved && view.hasFocus()) onActive(passageAt(view.state));
          },
        }),
      }),
    ];
  },
});

/** Tells the editor which row each of its blocks stands in, which are hidden, and which is worked on. */
export function setRows(editor: Editor, layout: ShownLayout, active: number): void {
  const places = layout.target.map(({ row, hidden }) => ({ row, hidden }));
  const old = key.getState(editor.state);
  if (old !== undefined && old.active === active && samePlaces(old.places, places)) return;
  editor.view.dispatch(editor.state.tr.setMeta(key, { places, active }).setMeta('addToHistory', false));
}

function samePlaces(a: readonly Place[], b: readonly Place[]): boolean {
  return (
    a.length === b.length && a.every(({ row, hidden }, index) => row === b[index]?.row && hidden === b[index].hidden)
  );
}

/** Puts the caret at the start of the text block with this index and brings it into view. */
export function goToPassage(editor: Editor, index: number): void {
  const start = startOf(editor.state.doc, index);
  if (start === null) return;
  editor.commands.setTextSelection(Math.min(start, editor.state.doc.content.size));
  editor.view.focus();
  const { node } = editor.view.domAtPos(start);
  const element = node instanceof Element ? node : node.parentElement;
  element?.closest('.passage')?.scrollIntoView({ block: 'nearest' });
}
