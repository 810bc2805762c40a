/** Puts each block of the target editor into its row of the two columns (CSS subgrid does the rest), and tells where the caret is. */
import { type Editor, Extension } from '@tiptap/core';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { Layout } from './layout.ts';

interface Rows {
  /** The row of each text block, in the order of the text. */
  readonly rows: readonly number[];
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

function decorate(doc: ProseMirrorNode, rows: readonly number[], active: number): DecorationSet {
  const found: Decoration[] = [];
  let index = 0;
  const visit = (parent: ProseMirrorNode, start: number, firstRow: number): void => {
    parent.forEach((node, offset) => {
      const from = start + offset;
      const to = from + node.nodeSize;
      const row = (rows[index] ?? index + 1) - firstRow + 1;
      if (isPassage(node)) {
        const state = index === active ? 'passage passage-active' : 'passage';
        found.push(Decoration.node(from, to, { style: `grid-row: ${row}`, class: state }));
        index += 1;
        return;
      }
      const inside = countPassages(node);
      if (inside === 0) return;
      const top = rows[index] ?? index + 1;
      const bottom = rows[index + inside - 1] ?? top;
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

export interface PassageRowsOptions {
  readonly onActive: (index: number) => void;
}

export const PassageRows = Extension.create<PassageRowsOptions>({
  name: 'passageRows',
  addOptions: () => ({ onActive: () => undefined }),
  addProseMirrorPlugins() {
    const { onActive } = this.options;
    return [
      new Plugin<Rows>({
        key,
        state: {
          init: (_config, { doc }) => ({ rows: [], active: -1, decorations: decorate(doc, [], -1) }),
          apply(transaction, old, _before, { doc }) {
            const news: Pick<Rows, 'rows' | 'active'> | undefined = transaction.getMeta(key);
            if (news === undefined && !transaction.docChanged) return old;
            const { rows, active } = news ?? old;
            return { rows, active, decorations: decorate(doc, rows, active) };
          },
        },
        props: { decorations: (state) => key.getState(state)?.decorations },
        view: () => ({
          update(view, before) {
            if (!before.selection.eq(view.state.selection) && view.hasFocus()) onActive(passageAt(view.state));
          },
        }),
      }),
    ];
  },
});

/** Tells the editor which row each of its blocks stands in, and which is worked on. */
export function setRows(editor: Editor, layout: Layout, active: number): void {
  const rows = layout.target.map((cell) => cell.row);
  const old = key.getState(editor.state);
  if (old !== undefined && old.active === active && sameRows(old.rows, rows)) return;
  editor.view.dispatch(editor.state.tr.setMeta(key, { rows, active }).setMeta('addToHistory', false));
}

function sameRows(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((row, index) => row === b[index]);
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
