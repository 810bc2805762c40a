import { documentName, StoreError } from '@copydesk/shared/sync';
import { createMemoryStore } from '@copydesk/shared/sync/testing';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createMetrics } from './metrics.ts';

const DOCUMENT = documentName('0b5e6f0a-0000-4000-8000-000000000001', 'en');
const ROW = {
  update: Uint8Array.of(0, 0),
  userId: 'ana',
  newClientIds: [],
  origin: 'upstream',
  witnessed: null,
} as const;

test('[K6] commits fail from the first that does to the next that does not, or until nobody tries any more', async () => {
  vi.useFakeTimers();
  const metrics = createMetrics();
  onTestFinished(() => {
    metrics.stop();
    vi.useRealTimers();
  });
  const memory = createMemoryStore();
  memory.create(DOCUMENT, 'epoch-1');
  const store = metrics.watchStore(memory);
  const commit = () => store.append(DOCUMENT, [ROW, ROW]);
  await commit();
  expect(metrics.commitsFail()).toBe(false);
  memory.failWith(() => new StoreError('full', 'disk full'));
  await expect(commit()).rejects.toThrow('disk full');
  expect(metrics.commitsFail()).toBe(true);
  memory.failWith(null);
  await commit();
  expect(metrics.commitsFail()).toBe(false);
  memory.failWith(() => new StoreError('io', 'disk gone'));
  await expect(commit()).rejects.toThrow('disk gone');
  vi.advanceTimersByTime(15_000);
  expect(metrics.commitsFail()).toBe(false);
  const { text } = await metrics.read();
  expect(text).toContain('copydesk_updates_committed_total 4');
  expect(text).toContain('copydesk_commit_failures_total{kind="full"} 1');
  expect(text).toContain('copydesk_commit_failures_total{kind="io"} 1');
  expect(text).toContain('copydesk_commit_seconds_count 4');
});
