/** Small builders and fast-check arbitraries for tests of the article domain. */
import fc from 'fast-check';
import type { ArticleDoc, Block, EditionText, Item, Mark, Segments, TextNode } from './model.ts';

export const text = (value: string, marks?: Mark[]): TextNode => ({
  type: 'text',
  text: value,
  ...(marks ? { marks } : {}),
});
const content = (value: string) => (value === '' ? {} : { content: [text(value)] });

export const headline = (id: string, value: string): Block => ({ type: 'headline', attrs: { id }, ...content(value) });
export const standfirst = (id: string, value: string): Block => ({
  type: 'standfirst',
  attrs: { id },
  ...content(value),
});
export const paragraph = (id: string, value: string): Block => ({
  type: 'paragraph',
  attrs: { id },
  ...content(value),
});
export const quote = (id: string, ...inside: Block[]): Block => ({ type: 'quote', attrs: { id }, content: inside });
export const item = (id: string, ...inside: Block[]): Item => ({ type: 'item', attrs: { id }, content: inside });
export const bullets = (...items: Item[]): Block => ({ type: 'bulletList', content: items });
export const figure = (id: string, caption: string, credit = '', alt = '', src: string | null = null): Block => ({
  type: 'figure',
  attrs: { id, src, alt, credit },
  ...(caption === '' ? {} : { content: [{ type: 'caption', content: [text(caption)] }] }),
});
export const doc = (...blocks: Block[]): ArticleDoc => ({ type: 'doc', content: blocks });
export const edition = (content: ArticleDoc, segments: Segments = {}): EditionText => ({
  content,
  fields: {},
  segments,
});

/** Any text at all, surrogates and control characters included. */
export const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
const mark = fc.oneof(
  fc.constant<Mark>({ type: 'bold' }),
  fc.constant<Mark>({ type: 'italic' }),
  fc.webUrl().map((href): Mark => ({ type: 'link', attrs: { href } })),
);
const inlineOf = (words: fc.Arbitrary<string>): fc.Arbitrary<TextNode[]> =>
  fc.array(
    fc.record({
      type: fc.constant<'text'>('text'),
      text: words,
      marks: fc.uniqueArray(mark, { maxLength: 3, selector: ({ type }) => type }),
    }),
    { maxLength: 4 },
  );

/** Documents of every shape the schema allows, with ids that may repeat. */
export function anyDoc(
  words: fc.Arbitrary<string> = anyText,
  id: fc.Arbitrary<string> = fc.nat(30).map((n) => `b${n}`),
): fc.Arbitrary<ArticleDoc> {
  const inline = inlineOf(words);
  const attrs = fc.record({ id });
  const { block } = fc.letrec<{ block: Block; item: Item }>((tie) => ({
    block: fc.oneof(
      { depthSize: 'small', maxDepth: 4, withCrossShrink: true },
      fc.record({
        type: fc.constantFrom('headline' as const, 'standfirst' as const, 'paragraph' as const),
        attrs,
        content: inline,
      }),
      fc.record({
        type: fc.constant<'heading'>('heading'),
        attrs: fc.record({ id, level: fc.constantFrom(2 as const, 3 as const) }),
        content: inline,
      }),
      fc.record({
        type: fc.constant<'figure'>('figure'),
        attrs: fc.record({ id, src: fc.option(fc.webUrl()), alt: words, credit: words }),
        content: inline.map((inside) => [{ type: 'caption' as const, content: inside }]),
      }),
      fc.record({ type: fc.constant<'quote'>('quote'), attrs, content: fc.array(tie('block'), { maxLength: 3 }) }),
      fc.record({
        type: fc.constantFrom('bulletList' as const, 'orderedList' as const),
        content: fc.array(tie('item'), { maxLength: 3 }),
      }),
    ),
    item: fc.record({ type: fc.constant<'item'>('item'), attrs, content: fc.array(tie('block'), { maxLength: 2 }) }),
  }));
  return fc.array(block, { maxLength: 6 }).map((blocks) => doc(...blocks));
}
