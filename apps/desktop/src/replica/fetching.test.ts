import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFetching } from './fetching.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('says nothing of what is over within a second', () => {
  const told = vi.fn();
  const fetching = createFetching(told);
  fetching.left(3);
  vi.advanceTimersByTime(900);
  expect(fetching.state()).toBeNull();
  fetching.left(0);
  vi.advanceTimersByTime(10_000);
  expect(told).not.toHaveBeenCalled();
});

it('tells how far it is now and then, counts what comes in between, and is silent when it is over', () => {
  const told = vi.fn();
  const fetching = createFetching(told);
  fetching.left(400);
  vi.advanceTimersByTime(1_000);
  expect(fetching.state()).toEqual({ done: 0, total: 400 });
  for (let left = 399; left >= 280; left--) fetching.left(left);
  expect(told).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(500);
  expect(fetching.state()).toEqual({ done: 120, total: 400 });
  fetching.left(281);
  expect(fetching.state()).toEqual({ done: 120, total: 401 });
  fetching.left(0);
  expect(fetching.state()).toBeNull();
  expect(told).toHaveBeenCalledTimes(3);
  fetching.left(1);
  vi.advanceTimersByTime(1_000);
  expect(fetching.state()).toEqual({ done: 0, total: 1 });
  fetching.left(0);
});
