import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  anyDoc,
  bullets,
  doc,
  figure,
  headline,
  item,
  paragraph,
  quote,
  standfirst,
  text,
} from '../article.testing.ts';
import { normalDoc } from '../canonical.ts';
import { planImport } from '../import/plan.ts';
import type { ArticleDoc, Block, Item, TextNode } from '../model.ts';
import { blockText } from '../text.ts';
import { toMarkdown } from './markdown.ts';
import { toPlainText } from './plain.ts';

const again = (written: string, type: string) =>
  planImport({ name: 'copy', type, bytes: new TextEncoder().encode(written), language: 'en' }).content;

test('plain text of a story', () => {
  const story = doc(
    headline('h', 'Head'),
    standfirst('s', 'Stand'),
    figure('f', 'A boat.', 'AFP / Ana Lund'),
    paragraph('p', 'Text.'),
    quote('q', paragraph('q1', 'One.'), paragraph('q2', 'Two.')),
    bullets(item('i', paragraph('i1', 'one')), item('j', paragraph('j1', 'two'))),
    paragraph('e', ''),
  );
  expect(toPlainText(story, { label: { code: 'machine', text: 'Machine translation.' } })).toBe(
    'Head\n\nStand\n\nMachine translation.\n\nA boat. / AFP / Ana Lund\n\nText.\n\n> One.\n>\n> Two.\n\n• one\n• two\n',
  );
});

test('a credit that could not be read back is written in brackets', () => {
  expect(toPlainText(doc(headline('h', 'H'), figure('f', 'A boat', 'ana')))).toBe(
    'H\n\n[Picture: A boat (Photo: ana)]\n',
  );
});

/** Words as news copy has them: nothing that names an agency, a label or a byline. */
const word = fc.stringMatching(/^[a-zäéßñ’“”-]{1,9}$/).filter((value) => /[a-z]/.test(value));
const phrase = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => `A${words.join(' ')}`);
const sentence = phrase.map((words) => `${words} indeed.`);
const name = fc.stringMatching(/^[A-Z][a-z]{2,7} [A-Z][a-z]{2,7}$/);
const plainBlock: fc.Arbitrary<Block> = fc.oneof(
  sentence.map((value) => paragraph('x', value)),
  fc
    .tuple(
      fc.oneof(sentence, phrase),
      fc.oneof(
        name,
        name.map((who) => `AFP / ${who}`),
      ),
    )
    .map(([caption, credit]) => figure('x', caption, credit)),
  fc
    .array(sentence, { minLength: 1, maxLength: 3 })
    .map((all) => quote('x', ...all.map((value) => paragraph('x', value)))),
  fc
    .array(phrase, { minLength: 1, maxLength: 3 })
    .map((all) => bullets(...all.map((value) => item('x', paragraph('x', value))))),
);

test('plain text of an agency story gives the same blocks again', () => {
  const story = fc
    .tuple(phrase, phrase, fc.array(plainBlock, { minLength: 1, maxLength: 6 }))
    .map(([head, stand, blocks]) =>
      doc(headline('x', head), standfirst('x', stand), ...apart(blocks), paragraph('x', 'The end, so far.')),
    );
  fc.assert(
    fc.property(story, (content) => {
      expect(shape(again(toPlainText(content), 'text/plain'))).toEqual(shape(content));
    }),
  );
});

/** Plain text cannot tell two lists or quotes in a row from one. */
function apart(blocks: Block[]): Block[] {
  return blocks.filter(
    (block, index) => index === 0 || block.type !== blocks[index - 1]?.type || block.type === 'paragraph',
  );
}

test('Markdown keeps marks, headings, quotes, lists and pictures', () => {
  const story = doc(
    headline('h', 'Head'),
    standfirst('s', 'Stand'),
    figure('f', 'A boat.', 'AFP / Ana Lund', 'Boat [1]', 'https://x.example/a b.jpg'),
    { type: 'heading', attrs: { id: 'c', level: 3 }, content: [text('Cross')] },
    {
      type: 'paragraph',
      attrs: { id: 'p' },
      content: [
        text('1. Not a list, '),
        text('bold', [{ type: 'bold' }]),
        text(' a_b*c '),
        text('site', [{ type: 'link', attrs: { href: 'https://x.example/?a=1&b=2' } }]),
      ],
    },
    bullets(item('i', paragraph('i1', 'one')), item('j', paragraph('j1', 'two'))),
  );
  expect(toMarkdown(story)).toBe(`# Head

*Stand*

![Boat \\[1\\]](<https://x.example/a%20b.jpg>)
A boat.
Photo: AFP / Ana Lund

### Cross

1\\. Not a list, **bold** a\\_b\\*c [site](<https://x.example/?a=1&amp;b=2>)

- one
- two
`);
});

const copy = fc.oneof(
  phrase,
  fc.string({ unit: fc.constantFrom(...'ab *_[]()<>&#`~|!\\-+=.:1\n\té“ '), minLength: 1, maxLength: 14 }),
);

test('Markdown keeps brackets within a link', () => {
  const link = { type: 'link', attrs: { href: 'https://x.example/' } } as const;
  const story = doc(headline('h', 'Head'), standfirst('s', 'Stand'), {
    type: 'paragraph',
    attrs: { id: 'p' },
    content: [text('[]()a', [link])],
  });
  expect(shape(again(toMarkdown(story), 'text/markdown'))).toEqual(shape(story));
});

test('Markdown of any document gives the same blocks again, without the empty ones', () => {
  fc.assert(
    fc.property(anyDoc(copy), (content) => {
      const story = headed(content);
      expect(shape(again(toMarkdown(story), 'text/markdown'))).toEqual(shape(story));
    }),
    { numRuns: 400 },
  );
});

/** As an article is kept: one headline first, one standfirst, none of either further down, nothing hidden in space. */
function headed(content: ArticleDoc): ArticleDoc {
  const plain = (block: Block): Block[] => {
    switch (block.type) {
      case 'headline':
      case 'standfirst':
        return [{ ...block, type: 'paragraph' }];
      case 'quote':
        return [{ ...block, content: (block.content ?? []).flatMap(plain) }];
      case 'bulletList':
      case 'orderedList':
        return [
          {
            ...block,
            content: (block.content ?? []).map((part) => ({ ...part, content: (part.content ?? []).flatMap(plain) })),
          },
        ];
      default:
        return [block];
    }
  };
  return doc(headline('h', 'Head line'), standfirst('s', 'Stand first'), ...content.content.flatMap(plain));
}

/** A document without ids, empty blocks and the differences that a copy cannot keep. */
function shape(content: ArticleDoc): unknown[] {
  return normalDoc(content).content.flatMap((block) => shapeOf(block));
}

function shapeOf(block: Block | Item): unknown[] {
  switch (block.type) {
    case 'figure': {
      const { src, alt, credit } = block.attrs;
      const caption =
        blockText(block).trim() === '' ? [] : (block.content ?? []).flatMap((part) => inlineShape(part.content));
      const empty = src === null && alt === '' && credit.trim() === '' && caption.length === 0;
      return empty
        ? []
        : [
            {
              type: 'figure',
              src: src && encodeURI(decodeURI(src)),
              alt: alt.trim(),
              credit: credit.replace(/\s+/g, ' ').trim(),
              caption,
            },
          ];
    }
    case 'quote':
    case 'item':
    case 'bulletList':
    case 'orderedList': {
      const inside = (block.content ?? []).flatMap((part: Block | Item) => shapeOf(part));
      return inside.length > 0 ? [{ type: block.type, inside }] : [];
    }
    default: {
      const inside = inlineShape(block.content);
      return inside.length > 0
        ? [{ type: block.type, level: block.type === 'heading' ? block.attrs.level : 0, inside }]
        : [];
    }
  }
}

function inlineShape(content: readonly TextNode[] = []): unknown[] {
  return content.map(({ text: words, marks = [] }) => [words, marks]);
}
