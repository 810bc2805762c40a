/** Lays what changed since an earlier text over the editor: additions underlined, removals struck, a mark in the gutter. */
import { type Editor, Extension } from '@tiptap/core';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { overlayOf, wordDiff } from './words.ts';

/** The earlier words of each block by id; a block that is not named is new. Null: nothing is shown. */
export type EarlierTexts = ReadonlyMap<string, string> | null;

interface Shown {
  readonly earlier: EarlierTexts;
  readonly language: string;
  readonly decorations: DecorationSet;
}

const key = new PluginKey<Shown>('changes');

function removedWidget(text: string): () => HTMLElement {
  return () => {
    const element = document.createElement('del');
    element.className = 'removed';
    element.textContent = text;
    return element;
  };
}

/** Where the words of a text block begin: a figure's are its caption's. */
function wordsOf(node: ProseMirrorNode, position: number): { text: string; start: number } | null {
  if (node.type.name === 'figure') {
    const caption = node.firstChild;
    return { text: caption?.textContent ?? '', start: position + 2 };
  }
  return node.isTextblock ? { text: node.textContent, start: position + 1 } : null;
}

function decorate(doc: ProseMirrorNode, earlier: EarlierTexts, language: string): DecorationSet {
  if (earlier === null) return DecorationSet.empty;
  const found: Decoration[] = [];
  doc.descendants((node, position) => {
    const words = wordsOf(node, position);
    if (words === null) return true;
    const id: unknown = node.attrs.id;
    const before = typeof id === 'string' ? (earlier.get(id) ?? '') : '';
    if (before === words.text) return false;
    found.push(Decoration.node(position, position + node.nodeSize, { class: 'changed-block' }));
    const { added, removed } = overlayOf(wordDiff(before, words.text, language));
    for (const { from, to } of added) {
      found.push(Decoration.inline(words.start + from, words.start + to, { nodeName: 'ins', class: 'added' }));
    }
    for (const { at, text } of removed) {
      found.push(Decoration.widget(words.start + at, removedWidget(text), { side: -1, key: `${at}-${text}` }));
    }
    return false;
  });
  return DecorationSet.create(doc, found);
}

export const Changes = Extension.create({
  name: 'changes',
  addProseMirrorPlugins() {
    return [
      new Plugin<Shown>({
        key,
        state: {
          init: () => ({ earlier: null, language: 'en', decorations: DecorationSet.empty }),
          apply(transaction, old, _before, { doc }) {
            const news: Pick<Shown, 'earlier' | 'language'> | undefined = transaction.getMeta(key);
            if (news === undefined && !transaction.docChanged) return old;
            const { earlier, language } = news ?? old;
            return { earlier, language, decorations: decorate(doc, earlier, language) };
          },
        },
        props: { decorations: (state) => key.getState(state)?.decorations },
      }),
    ];
  },
});

/** Shows what changed since `earlier`, or, with null, the clean text. */
export function setChanges(editor: Editor, earlier: EarlierTexts, language: string): void {
  if (earlier === null && key.getState(editor.state)?.earlier == null) return;
  editor.view.dispatch(editor.state.tr.setMeta(key, { earlier, language }).setMeta('addToHistory', false));
}
