import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { documentName } from './documents.ts';
import { Folding } from './folding.ts';

const ID = '0b5e6f0a-0000-4000-8000-00000000000';
const [first, second, third] = [
  documentName(`${ID}1`, 'en'),
  documentName(`${ID}2`, 'en'),
  documentName(`${ID}3`, 'en'),
];

describe('[H21] folding', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  /** Folding on a store that folds when it is told to, and the documents that it began with. */
  function slowly() {
    const begun: { document: string; done: PromiseWithResolvers<void> }[] = [];
    const compact = (document: string) => {
      const done = Promise.withResolvers<void>();
      begun.push({ document, done });
      return done.promise;
    };
    return { folding: new Folding({ compact }), begun, documents: () => begun.map(({ document }) => document) };
  }

  it('takes one document at a time, rests, and goes on after one that can not be folded', async () => {
    const { folding, begun, documents } = slowly();
    const all = [first, second, third].map((document) => folding.fold(document));
    await vi.advanceTimersByTimeAsync(20);
    expect(documents()).toEqual([first]);
    begun[0]?.done.resolve();
    await all[0];
    await vi.advanceTimersByTimeAsync(179);
    expect(documents()).toEqual([first]);
    await vi.advanceTimersByTimeAsync(1);
    expect(documents()).toEqual([first, second]);
    begun[1]?.done.reject(new Error('the disk is full'));
    await expect(all[1]).rejects.toThrow('the disk is full');
    await vi.advanceTimersByTimeAsync(0);
    expect(documents()).toEqual([first, second, third]);
    begun[2]?.done.resolve();
    await all[2];
  });

  it('rests a minute at most, also after a disk that stood still for long', async () => {
    const { folding, begun, documents } = slowly();
    const folded = folding.fold(first);
    void folding.fold(second);
    await vi.advanceTimersByTimeAsync(300_000);
    begun[0]?.done.resolve();
    await folded;
    await vi.advanceTimersByTimeAsync(59_999);
    expect(documents()).toEqual([first]);
    await vi.advanceTimersByTimeAsync(1);
    expect(documents()).toEqual([first, second]);
  });

  it('begins nothing more once it is ended', async () => {
    const { folding, begun, documents } = slowly();
    const folded = folding.fold(first);
    const never = vi.fn();
    folding.fold(second).then(never, never);
    await vi.advanceTimersByTimeAsync(20);
    folding.end();
    begun[0]?.done.resolve();
    await folded;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(documents()).toEqual([first]);
    expect(never).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});
