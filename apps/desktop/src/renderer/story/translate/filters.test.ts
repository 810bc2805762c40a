import { layoutRows } from '@copydesk/editor';
import type { Passage, PassageState, TextBlock } from '@copydesk/shared/article';
import { expect, test } from 'vitest';
import { type FilterId, filterCounts, filterRows } from './filters.ts';

const paragraph = (id: string): TextBlock => ({
  type: 'paragraph',
  attrs: { id },
  content: [{ type: 'text', text: id }],
});
const passage = (id: string, state: PassageState, stale = false): Passage => ({
  id,
  target: paragraph(id),
  source: [paragraph(`s${id}`)],
  state,
  stale,
  segment: null,
});
const all = [passage('a', 'machine'), passage('b', 'confirmed'), passage('c', 'edited', true), passage('d', 'machine')];
const seenOf = ({ id }: Passage) => ({ warnings: id === 'd' ? 1 : 0, toCheck: id === 'b' });

test('each filter says how many passages fit', () => {
  expect(filterCounts(all, seenOf)).toEqual({
    all: 4,
    open: 3,
    machine: 2,
    edited: 1,
    stale: 1,
    warned: 1,
    confirmed: 1,
    check: 1,
  });
});

function shown(filter: FilterId, { kept = [] as string[], active = -1 } = {}): string {
  const source = { type: 'doc' as const, content: all.flatMap((one) => one.source) };
  const rows = filterRows({ layout: layoutRows(all, source) }, filter, { kept: new Set(kept), active, seenOf });
  return rows.target.map((cell) => (cell.hidden ? '-' : cell.passage.id)).join('');
}

test('the passage with the caret and what is kept on the screen are never hidden', () => {
  expect(shown('machine')).toBe('a--d');
  expect(shown('machine', { active: 2 })).toBe('a-cd');
  expect(shown('machine', { kept: ['b'] })).toBe('ab-d');
  expect(shown('check')).toBe('-b--');
  expect(shown('all')).toBe('abcd');
});
