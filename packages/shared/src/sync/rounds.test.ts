import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Rounds } from './rounds.ts';

describe('rounds', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('visit everyone once a period, and few at the same time', () => {
    const visits = new Map<number, number[]>();
    const rounds = new Rounds<number>(1_600, (member) =>
      visits.set(member, [...(visits.get(member) ?? []), Date.now()]),
    );
    for (let member = 0; member < 64; member++) rounds.enter(member);
    const start = Date.now();
    vi.advanceTimersByTime(3_200);
    rounds.stop();
    expect([...visits.values()].every((times) => times.length === 2)).toBe(true);
    expect([...visits.values()].every(([first = 0, second = 0]) => second - first === 1_600)).toBe(true);
    const together = Map.groupBy(visits.values(), ([first = 0]) => first - start);
    expect(Math.max(...[...together.values()].map((members) => members.length))).toBe(4);
  });

  it('leave out who is gone, and end', () => {
    const visit = vi.fn();
    const rounds = new Rounds<string>(1_600, visit);
    rounds.enter('gone');
    rounds.enter('there');
    rounds.leave('gone');
    vi.advanceTimersByTime(1_600);
    expect(visit.mock.calls).toEqual([['there']]);
    rounds.stop();
    vi.advanceTimersByTime(5_000);
    expect(visit).toHaveBeenCalledTimes(1);
  });
});
