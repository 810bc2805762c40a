import type { ArticleDoc, Passage, TextBlock } from '@copydesk/shared/article';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutRows } from './layout.ts';

function paragraph(id: string): TextBlock {
  return { type: 'paragraph', attrs: { id }, content: [{ type: 'text', text: id }] };
}
function sourceOf(count: number): { doc: ArticleDoc; blocks: TextBlock[] } {
  const blocks = Array.from({ length: count }, (_, index) => paragraph(`s${index}`));
  return { doc: { type: 'doc', content: blocks }, blocks };
}
function passage(id: string, source: TextBlock[]): Passage {
  return { id, target: paragraph(id), source, state: 'machine', stale: false, segment: null };
}

describe('layoutRows', () => {
  it('puts each passage beside its source', () => {
    const { doc, blocks } = sourceOf(3);
    const layout = layoutRows(
      blocks.map((block, index) => passage(`t${index}`, [block])),
      doc,
    );
    expect(layout.rows).toBe(3);
    expect(layout.source.map((cell) => cell.row)).toEqual([1, 2, 3]);
    expect(layout.target.map((cell) => cell.row)).toEqual([1, 2, 3]);
  });

  it('gives untranslated source and unpaired target rows of their own', () => {
    const { doc, blocks } = sourceOf(3);
    const layout = layoutRows(
      [passage('a', blocks.slice(0, 1)), passage('own', []), passage('c', blocks.slice(2))],
      doc,
    );
    expect(layout.target.map((cell) => cell.row)).toEqual([1, 2, 4]);
    expect(layout.source.map((cell) => [cell.blocks[0]?.attrs.id, cell.row])).toEqual([
      ['s0', 1],
      ['s1', 3],
      ['s2', 4],
    ]);
  });

  it('stretches a source block over the targets it was split into, and joins merged source blocks in one cell', () => {
    const { doc, blocks } = sourceOf(3);
    const layout = layoutRows(
      [passage('a', blocks.slice(0, 1)), passage('a2', blocks.slice(0, 1)), passage('bc', blocks.slice(1))],
      doc,
    );
    expect(layout.source.map(({ row, span, blocks: cell }) => [row, span, cell.length])).toEqual([
      [1, 2, 1],
      [3, 1, 2],
    ]);
    expect(layout.target.map((cell) => cell.row)).toEqual([1, 2, 3]);
  });

  it('lays out a translation without a source', () => {
    expect(layoutRows([passage('a', []), passage('b', [])], null)).toMatchObject({ rows: 2, source: [] });
  });

  it('keeps both texts in their order, each block once, for any pairing', async () => {
    const cases = fc.tuple(
      fc.integer({ min: 0, max: 8 }),
      fc.array(fc.array(fc.nat({ max: 9 }), { maxLength: 3 }), { maxLength: 10 }),
    );
    await fc.assert(
      fc.property(cases, ([count, pairing]) => {
        const { doc, blocks } = sourceOf(count);
        const all = pairing.map((places, index) =>
          passage(
            `t${index}`,
            places.flatMap((place) => blocks[place] ?? []),
          ),
        );
        const layout = layoutRows(all, doc);
        expect(layout.target.map((cell) => cell.passage.id)).toEqual(all.map(({ id }) => id));
        expect(layout.source.flatMap((cell) => cell.blocks)).toEqual(blocks);
        const rows = layout.target.map((cell) => cell.row);
        expect(rows.every((row, index) => row > (rows[index - 1] ?? 0) && row <= layout.rows)).toBe(true);
        const ends = layout.source.map((cell) => cell.row + cell.span);
        expect(layout.source.every((cell, index) => cell.row >= (ends[index - 1] ?? 1))).toBe(true);
      }),
    );
  });
});
