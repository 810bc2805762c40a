/**
 * The nodes of an edition's text for TipTap. No node requires a child and the order is free (`block*` everywhere):
 * the binding to Yjs deletes what doesn't fit the schema, also when two people's edits only don't fit together. All
 * attributes have defaults for the same reason. Order and number are kept by commands and the normaliser.
 */
import { type Attribute, mergeAttributes, Node } from '@tiptap/core';
import { safePictureSource } from './addresses.ts';

/** An HTML element, from the little of the DOM that parsing needs: this folder is without one. */
type Parsed = Parameters<NonNullable<Attribute['parseHTML']>>[0];

/** The stable id of a block. In HTML (the clipboard) it travels along, so that what is moved keeps its id. */
const id: Attribute = {
  default: null,
  keepOnSplit: false,
  parseHTML: (element) => element.getAttribute('data-id'),
  renderHTML: (attributes) => (typeof attributes.id === 'string' ? { 'data-id': attributes.id } : {}),
};

function textAttribute(name: string): Attribute {
  return {
    default: '',
    parseHTML: (element) => element.getAttribute(`data-${name}`) ?? '',
    renderHTML: (attributes) => ({ [`data-${name}`]: String(attributes[name] ?? '') }),
  };
}

export const Document = Node.create({ name: 'doc', topNode: true, content: 'block*' });

export const Text = Node.create({ name: 'text', group: 'inline' });

// First among the blocks, so that it is what ProseMirror makes where any block will do.
export const Paragraph = Node.create({
  name: 'paragraph',
  priority: 1000,
  group: 'block',
  content: 'inline*',
  addAttributes: () => ({ id }),
  parseHTML: () => [{ tag: 'p' }],
  renderHTML: ({ HTMLAttributes }) => ['p', HTMLAttributes, 0],
});

export const Headline = Node.create({
  name: 'headline',
  group: 'block',
  content: 'inline*',
  isolating: true,
  addAttributes: () => ({ id }),
  parseHTML: () => [{ tag: 'h1[data-block="headline"]', priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ['h1', mergeAttributes(HTMLAttributes, { 'data-block': 'headline' }), 0],
});

export const Standfirst = Node.create({
  name: 'standfirst',
  group: 'block',
  content: 'inline*',
  isolating: true,
  addAttributes: () => ({ id }),
  parseHTML: () => [{ tag: 'p[data-block="standfirst"]', priority: 1100 }],
  renderHTML: ({ HTMLAttributes }) => ['p', mergeAttributes(HTMLAttributes, { 'data-block': 'standfirst' }), 0],
});

export const Heading = Node.create({
  name: 'heading',
  group: 'block',
  content: 'inline*',
  defining: true,
  addAttributes: () => ({
    id,
    level: {
      default: 2,
      parseHTML: (element: Parsed) => (/^H[12]$/.test(element.nodeName) ? 2 : 3),
      rendered: false,
    },
  }),
  parseHTML: () => ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => ({ tag })),
  renderHTML: ({ node, HTMLAttributes }) => [node.attrs.level === 3 ? 'h3' : 'h2', HTMLAttributes, 0],
});

export const Caption = Node.create({
  name: 'caption',
  content: 'inline*',
  isolating: true,
  parseHTML: () => [{ tag: 'figcaption' }],
  renderHTML: ({ HTMLAttributes }) => ['figcaption', HTMLAttributes, 0],
});

export const Figure = Node.create({
  name: 'figure',
  group: 'block',
  content: 'caption*',
  isolating: true,
  draggable: true,
  addAttributes: () => ({
    id,
    src: {
      default: null,
      parseHTML: (element: Parsed) => safePictureSource(element.querySelector('img')?.getAttribute('src')),
      rendered: false,
    },
    alt: {
      default: '',
      parseHTML: (element: Parsed) => element.querySelector('img')?.getAttribute('alt') ?? '',
      rendered: false,
    },
    credit: textAttribute('credit'),
  }),
  parseHTML: () => [{ tag: 'figure' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'figure',
    HTMLAttributes,
    ['img', { src: safePictureSource(node.attrs.src) ?? undefined, alt: String(node.attrs.alt ?? '') }],
    ['div', { class: 'copydesk-captions' }, 0],
  ],
});

export const Quote = Node.create({
  name: 'quote',
  group: 'block',
  content: 'block*',
  defining: true,
  addAttributes: () => ({ id }),
  parseHTML: () => [{ tag: 'blockquote' }],
  renderHTML: ({ HTMLAttributes }) => ['blockquote', HTMLAttributes, 0],
});

export const Item = Node.create({
  name: 'item',
  content: 'block*',
  defining: true,
  addAttributes: () => ({ id }),
  parseHTML: () => [{ tag: 'li' }],
  renderHTML: ({ HTMLAttributes }) => ['li', HTMLAttributes, 0],
});

export const BulletList = Node.create({
  name: 'bulletList',
  group: 'block list',
  content: 'item*',
  parseHTML: () => [{ tag: 'ul' }],
  renderHTML: ({ HTMLAttributes }) => ['ul', HTMLAttributes, 0],
});

export const OrderedList = Node.create({
  name: 'orderedList',
  group: 'block list',
  content: 'item*',
  parseHTML: () => [{ tag: 'ol' }],
  renderHTML: ({ HTMLAttributes }) => ['ol', HTMLAttributes, 0],
});
