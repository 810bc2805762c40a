/** Quiet words where something is still to be written. */
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

const WORDS: Readonly<Record<string, string>> = {
  headline: 'Headline',
  standfirst: 'Standfirst',
  caption: 'Caption',
  heading: 'Heading',
};

export const Placeholders = Extension.create({
  name: 'placeholders',
  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          decorations: ({ doc }) => {
            const found: Decoration[] = [];
            const onlyParagraph = doc.content.content.filter((node) => node.type.name === 'paragraph').length === 1;
            doc.descendants((node, position) => {
              if (!node.isTextblock) return true;
              const words = node.type.name === 'paragraph' && onlyParagraph ? 'Write here' : WORDS[node.type.name];
              if (node.content.size === 0 && words !== undefined) {
                found.push(Decoration.node(position, position + node.nodeSize, { 'data-placeholder': words }));
              }
              return false;
            });
            return DecorationSet.create(doc, found);
          },
        },
      }),
    ];
  },
});
