import { documentName } from '@copydesk/shared/sync';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createRefusalBook } from './refusals.ts';

const DOCUMENT = documentName('0b5e6f0a-0000-4000-8000-000000000001', 'en');
const person = (userId: string) => ({ userId, name: userId, sessionId: `session of ${userId}` });

function book() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const written: [userId: string, code: string, times: number][] = [];
  const refusals = createRefusalBook(async (_document, { userId }, code, times) => {
    written.push([userId, code, times]);
  });
  return { refusals, written };
}

test('[F5] the first refusal is a row at once; a flood is one more, with its number, after a minute', () => {
  const { refusals, written } = book();
  for (let i = 0; i < 1_000; i++) refusals.note(DOCUMENT, person('ana'), 'read-only');
  refusals.note(DOCUMENT, person('ben'), 'read-only');
  refusals.note(DOCUMENT, person('ana'), 'foreign-client');
  const first = [
    ['ana', 'read-only', 1],
    ['ben', 'read-only', 1],
    ['ana', 'foreign-client', 1],
  ];
  expect(written).toEqual(first);
  vi.advanceTimersByTime(60_000);
  expect(written).toEqual([...first, ['ana', 'read-only', 999]]);
  refusals.note(DOCUMENT, person('ana'), 'read-only');
  expect(written.at(-1)).toEqual(['ana', 'read-only', 1]);
});

test('[F5] what was counted when the server stops is written', async () => {
  const { refusals, written } = book();
  for (let i = 0; i < 3; i++) refusals.note(DOCUMENT, person('ana'), 'read-only');
  await refusals.stop();
  expect(written).toEqual([
    ['ana', 'read-only', 1],
    ['ana', 'read-only', 2],
  ]);
});
