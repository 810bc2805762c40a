import { describe, expect, it } from 'vitest';
import { doc, paragraph } from '../article/article.testing.ts';
import { placeQueries, type Query } from './queries.ts';

const query: Query = {
  id: 'q',
  language: 'es',
  source: 'a',
  target: 't',
  quote: 'the bank',
  whole: false,
  text: 'Of the river, or for money?',
  by: 'marta',
  name: 'Marta',
  at: '2026-11-24T10:00:00Z',
  replies: [],
};
const reply = (by: string) => ({ text: 'The river.', by, name: by, at: '2026-11-24T10:05:00Z' });
const standing = (one: Query, ...blocks: Parameters<typeof doc>) => placeQueries([one], doc(...blocks))[0];

describe('a question about the source', () => {
  it('is open until somebody else has answered, and again when the asker asks on', () => {
    const source = paragraph('a', 'They met at the bank.');
    expect(standing(query, source)).toMatchObject({ standing: 'open', from: 12 });
    expect(standing({ ...query, replies: [reply('sara')] }, source)?.standing).toBe('answered');
    expect(standing({ ...query, replies: [reply('sara'), reply('marta')] }, source)?.standing).toBe('open');
  });

  it('is settled when its words stand there no more, whatever else is written around them', () => {
    expect(standing(query, paragraph('a', 'They met on Sunday at the bank.'))?.standing).toBe('open');
    expect(standing(query, paragraph('a', 'They met at the river.'))).toMatchObject({ standing: 'fixed', from: null });
  });

  it('about a whole passage is settled by any change of it', () => {
    const whole = { ...query, quote: 'They met at the bank.', whole: true };
    expect(standing(whole, paragraph('a', 'They met at the bank.'))?.standing).toBe('open');
    expect(standing(whole, paragraph('a', 'They met at the bank. It was the river’s.'))?.standing).toBe('fixed');
  });

  it('goes with its words when the passage is split, and is kept when the passage is gone', () => {
    const split = standing(query, paragraph('a', 'They met'), paragraph('b', 'at the bank.'));
    expect(split).toMatchObject({ block: { attrs: { id: 'b' } }, standing: 'open' });
    expect(standing(query, paragraph('c', 'Other.'))).toMatchObject({ block: null, standing: 'fixed' });
  });

  it('stands in the order of the source', () => {
    const later: Query = { ...query, id: 'r', source: 'b', quote: 'boats' };
    const gone: Query = { ...query, id: 'g', source: 'x', quote: 'whales' };
    const placed = placeQueries([gone, later, query], doc(paragraph('a', 'the bank'), paragraph('b', 'boats')));
    expect(placed.map(({ query: { id } }) => id)).toEqual(['q', 'r', 'g']);
  });
});
