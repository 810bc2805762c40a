import { expect, test } from 'vitest';
import { editDistance } from './edit-distance.ts';

test('the distance within a band is the whole one, or more than the limit', () => {
  const plain = (a: string, b: string): number => {
    const row = [...b, ''].map((_, index) => index);
    for (const [i, x] of [...a].entries()) {
      let diagonal = row[0] ?? 0;
      row[0] = i + 1;
      for (const [j, y] of [...b].entries()) {
        const cost = Math.min(diagonal + (x === y ? 0 : 1), (row[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1);
        diagonal = row[j + 1] ?? 0;
        row[j + 1] = cost;
      }
    }
    return row[b.length] ?? 0;
  };
  const texts = ['', 'a', 'abc', 'abcd', 'bcda', 'aabbccdd', 'abababab', 'dcba', 'xbcdx', 'abcdefgh'];
  for (const a of texts)
    for (const b of texts)
      for (const limit of [0, 1, 2, 5, 9])
        expect([a, b, limit, editDistance(a, b, limit)]).toEqual([a, b, limit, Math.min(plain(a, b), limit + 1)]);
});
