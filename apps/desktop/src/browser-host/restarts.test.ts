import { expect, it } from 'vitest';
import { createRestarts } from './restarts.ts';

it('waits longer after each quick death, begins anew after a long life, and gives up in the end', () => {
  const restarts = createRestarts();
  expect([1, 2, 3].map(() => restarts.died(50))).toEqual([100, 200, 400]);
  expect(restarts.died(60_000)).toBe(100);
  const delays = Array.from({ length: 7 }, () => restarts.died(50));
  expect(delays).toEqual([200, 400, 800, 1_600, 3_000, 3_000, null]);
});
