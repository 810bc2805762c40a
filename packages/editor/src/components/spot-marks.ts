/** Underlines words that something points at: a warning, a question. Typing moves the marks along until they are new. */
import { type Editor, Extension } from '@tiptap/core';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

/** A spot in a block's text, in UTF-16 offsets, with what is to be said of it. */
export interface MarkedSpot {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly look: 'warned' | 'asked';
}

/** By block id; the same array while a block's spots are the same. */
export type SpotsByBlock = ReadonlyMap<string, readonly MarkedSpot[]>;

interface Marked {
  readonly spots: SpotsByBlock;
  readonly decorations: DecorationSet;
}

const key = new PluginKey<Marked>('spot-marks');

/** Where the words of a text block begin, and how many characters they are; a figure's are its caption's. */
function wordsOf(node: ProseMirrorNode, position: number): { start: number; length: number } | null {
  if (node.type.name === 'figure') return { start: position + 2, length: node.firstChild?.content.size ?? 0 };
  return node.isTextblock ? { start: position + 1, length: node.content.size } : null;
}

function decorate(doc: ProseMirrorNode, spots: SpotsByBlock): DecorationSet {
  const found: Decoration[] = [];
  if (spots.size === 0) return DecorationSet.empty;
  doc.descendants((node, position) => {
    const words = wordsOf(node, position);
    if (words === null) return true;
    const id: unknown = node.attrs.id;
    for (const { from, to, message, look } of (typeof id === 'string' ? spots.get(id) : undefined) ?? []) {
      if (to > words.length) continue;
      found.push(Decoration.inline(words.start + from, words.start + to, { class: `${look}-words`, title: message }));
    }
    return false;
  });
  return DecorationSet.create(doc, found);
}

export const SpotMarks = Extension.create({
  name: 'spotMarks',
  addProseMirrorPlugins() {
    return [
      new Plugin<Marked>({
        key,
        state: {
          init: () => ({ spots: new Map(), decorations: DecorationSet.empty }),
          apply(transaction, old, _before, { doc }) {
            const news: SpotsByBlock | undefined = transaction.getMeta(key);
            if (news !== undefined) return { spots: news, decorations: decorate(doc, news) };
            if (!transaction.docChanged) return old;
            return { spots: old.spots, decorations: old.decorations.map(transaction.mapping, doc) };
          },
        },
        props: { decorations: (state) => key.getState(state)?.decorations },
      }),
    ];
  },
});

/** Shows these spots and no others. */
export function setSpots(editor: Editor, spots: SpotsByBlock): void {
  const old = key.getState(editor.state)?.spots;
  if (old !== undefined && old.size === spots.size && [...spots].every(([id, list]) => old.get(id) === list)) return;
  editor.view.dispatch(editor.state.tr.setMeta(key, spots).setMeta('addToHistory', false));
}
