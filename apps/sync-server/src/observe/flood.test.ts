import { expect, onTestFinished, test, vi } from 'vitest';
import { limitFloods } from './flood.ts';

test('[F1] a flood of one kind of event leaves fifty lines and their number, and no other event out', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const lines: [string, unknown][] = [];
  const write = (event: string, facts?: unknown) => void lines.push([event, facts]);
  const log = limitFloods({ info: write, warn: write, error: write });
  for (let i = 0; i < 1_000; i++) log.warn('bad frame', { i });
  log.error('room failed');
  expect(lines).toHaveLength(51);
  vi.advanceTimersByTime(10_000);
  expect(lines.at(-1)).toEqual(['lines-left-out', { of: 'bad frame', lines: 950 }]);
  log.warn('bad frame', { i: 1_000 });
  expect(lines.at(-1)).toEqual(['bad frame', { i: 1_000 }]);
});
