/** Marks a repeat beside the words it repeats, and removes it by one key: Mod-Shift-Backspace. */
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey, Selection } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { findRepeats, type Repeat } from './repeats.ts';

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    repeatMarker: {
      /** Removes the repeat that the caret stands in or beside. False: there is none. */
      removeRepeat: () => ReturnType;
    };
  }
}

interface Marked {
  readonly repeats: readonly Repeat[];
  readonly decorations: DecorationSet;
}

const repeatKey = new PluginKey<Marked>('copydesk-repeats');

/** The repeats in the text now. */
export function repeatsIn(state: EditorState): readonly Repeat[] {
  return repeatKey.getState(state)?.repeats ?? [];
}

function mark(state: EditorState): Marked {
  const repeats = findRepeats(state.doc);
  const decorations = repeats.flatMap(({ pos, node, from, to }) => [
    Decoration.node(pos, pos + node.nodeSize, { class: 'copydesk-repeat' }),
    Decoration.inline(from, to, {
      class: 'copydesk-repeat-words',
      title: 'These words stand twice. Ctrl+Shift+Backspace removes them here.',
    }),
  ]);
  return { repeats, decorations: DecorationSet.create(state.doc, decorations) };
}

/** The repeat whose own block or the block it repeats holds the caret. */
function repeatAt(state: EditorState): Repeat | undefined {
  const { $from } = state.selection;
  const block = $from.depth > 0 ? $from.before() : -1;
  return repeatsIn(state).find(({ pos, otherPos }) => pos === block || otherPos === block);
}

export const RepeatMarker = Extension.create({
  name: 'repeatMarker',
  // Before the Backspace keys.
  priority: 210,
  addCommands() {
    return {
      removeRepeat:
        () =>
        ({ state, tr, editor, dispatch }) => {
          const repeat = editor.isEditable ? repeatAt(state) : undefined;
          if (!repeat) return false;
          if (dispatch) {
            const { pos, node, whole } = repeat;
            if (whole) tr.delete(pos, pos + node.nodeSize);
            else tr.delete(repeat.from, repeat.to);
            tr.setSelection(Selection.near(tr.doc.resolve(tr.mapping.map(repeat.otherPos) + 1)));
          }
          return true;
        },
    };
  },
  addKeyboardShortcuts() {
    return { 'Mod-Shift-Backspace': () => this.editor.commands.removeRepeat() };
  },
  addProseMirrorPlugins() {
    return [
      new Plugin<Marked>({
        key: repeatKey,
        state: {
          init: (_config, state) => mark(state),
          apply: (tr, marked, _before, after) => (tr.docChanged ? mark(after) : marked),
        },
        props: { decorations: (state) => repeatKey.getState(state)?.decorations },
      }),
    ];
  },
});
