import { ArticleDoc, type EditionText, hashText, passages } from '@copydesk/shared/article';
import { describe, expect, it } from 'vitest';
import { skeletonOf } from './skeleton.ts';

const text = (value: string) => [{ type: 'text' as const, text: value }];
const source: EditionText = {
  content: {
    type: 'doc',
    content: [
      { type: 'headline', attrs: { id: 'h' }, content: text('Head') },
      { type: 'standfirst', attrs: { id: 's' } },
      {
        type: 'figure',
        attrs: { id: 'f', src: 'https://a.test/x.jpg', alt: 'Alt', credit: 'AFP / A' },
        content: [{ type: 'caption', content: text('Caption') }],
      },
      { type: 'heading', attrs: { id: 'h3', level: 3 }, content: text('Sub') },
      { type: 'quote', attrs: { id: 'q' }, content: [{ type: 'paragraph', attrs: { id: 'p' }, content: text('Q') }] },
      {
        type: 'orderedList',
        content: [
          {
            type: 'item',
            attrs: { id: 'i' },
            content: [{ type: 'paragraph', attrs: { id: 'p' }, content: text('I') }],
          },
        ],
      },
    ],
  },
  fields: { byline: 'Ana' },
  segments: {},
};

describe('skeletonOf', () => {
  let next = 0;
  const skeleton = skeletonOf(source, () => `new-${next++}`);

  it('has the same blocks, empty, under fresh ids', () => {
    expect(() => ArticleDoc.parse(skeleton.content)).not.toThrow();
    expect(skeleton.content.content.map(({ type }) => type)).toEqual(source.content.content.map(({ type }) => type));
    expect(JSON.stringify(skeleton.content)).not.toMatch(/"text":/);
    const ids = [...JSON.stringify(skeleton.content).matchAll(/"id":"([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(skeleton.fields).toEqual({ byline: 'Ana' });
  });

  it('keeps picture, alternative text and credit, and the level of a heading', () => {
    expect(skeleton.content.content[2]).toMatchObject({
      attrs: { src: 'https://a.test/x.jpg', alt: 'Alt', credit: 'AFP / A' },
    });
    expect(skeleton.content.content[3]).toMatchObject({ attrs: { level: 3 } });
  });

  it('pairs each block with its source, doubled ids by their order', () => {
    const pairs = passages(skeleton, source, []);
    expect(pairs.map(({ segment }) => segment?.source)).toEqual([['h'], ['s'], ['f'], ['h3'], ['p'], ['p~2']]);
    expect(pairs.every(({ state, stale }) => state === 'empty' && !stale)).toBe(true);
    expect(pairs[0]?.segment?.madeFrom).toBe(hashText('Head'));
  });
});
