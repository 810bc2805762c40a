import type { TextBlock } from '@copydesk/shared/article';
import { expect, test } from 'vitest';
import { collapseRows } from './collapse.ts';
import { layoutRows } from './layout.ts';

const paragraph = (id: string): TextBlock => ({ type: 'paragraph', attrs: { id } });
const blocks = ['s0', 's1', 's2', 's3', 's4'].map(paragraph);
const passage = (id: string, source: TextBlock[]) => ({
  id,
  target: paragraph(id),
  source,
  state: 'machine' as const,
  stale: false,
  segment: null,
});
const layout = layoutRows(
  // s3 has no passage yet; s4 was split in two.
  ['a', 'b', 'c', 'e', 'e2'].map((id, index) =>
    passage(id, blocks.slice([0, 1, 2, 4, 4][index], [1, 2, 3, 5, 5][index])),
  ),
  { type: 'doc', content: blocks },
);
const shown = (ids: string) => (cell: { passage: { id: string } }) => ids.split(' ').includes(cell.passage.id);

test('nothing hidden is the layout as it was', () => {
  const all = collapseRows(layout, () => true, true);
  expect(all.rows).toBe(layout.rows);
  expect(all.gaps).toEqual([]);
  expect(all.source).toEqual(layout.source);
  expect(all.target.map(({ row }) => row)).toEqual(layout.target.map(({ row }) => row));
});

test('neighbouring hidden passages share one row and are counted', () => {
  const some = collapseRows(layout, shown('c'), false);
  expect(some.rows).toBe(3);
  expect(some.gaps).toEqual([
    { row: 1, passages: 2 },
    { row: 3, passages: 2 },
  ]);
  expect(some.target.map(({ row, hidden }) => [row, hidden])).toEqual([
    [1, true],
    [1, true],
    [2, false],
    [3, true],
    [3, true],
  ]);
  expect(some.source.map((cell) => [cell.blocks[0]?.attrs.id, cell.row, cell.span])).toEqual([['s2', 2, 1]]);
});

test('a source that was split stands beside what is shown of it, and one without a passage only where asked for', () => {
  const half = collapseRows(layout, shown('a e2'), true);
  expect(half.source.map((cell) => [cell.blocks[0]?.attrs.id, cell.row, cell.span])).toEqual([
    ['s0', 1, 1],
    ['s3', 3, 1],
    ['s4', 5, 1],
  ]);
});
