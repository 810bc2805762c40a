import { expect, test } from 'vitest';
import { editionStateWords, type StatedEdition } from './edition-state.ts';

const drafting: StatedEdition = { state: 'drafting', public: 'never', version: 0, revision: null, drafting: null };

test.each<[Partial<StatedEdition>, string]>([
  [{}, 'drafting'],
  [{ drafting: { done: 6, total: 16, running: true } }, 'translating 6/16'],
  [{ drafting: { done: 16, total: 16, running: false } }, 'drafting'],
  [{ state: 'submitted' }, 'awaiting approval'],
  [{ state: 'approved' }, 'approved'],
  [{ state: 'closed', public: 'live', version: 1 }, 'published'],
  [{ state: 'drafting', public: 'live', version: 1, revision: 'correction' }, 'revising'],
  [{ state: 'closed', public: 'withheld', version: 1 }, 'withheld'],
  [{ state: 'drafting', public: 'killed', version: 1 }, 'killed'],
  [{ state: 'spiked' }, 'spiked'],
])('%o is "%s"', (change, word) => {
  expect(editionStateWords({ ...drafting, ...change }).word).toBe(word);
});

test('what readers no longer get says where its next version stands', () => {
  const killed = { ...drafting, public: 'killed', version: 1 } as const;
  expect(editionStateWords(killed).sentence).toBe('Killed after version 1; the next version is drafting');
  expect(editionStateWords({ ...killed, state: 'closed' }).sentence).toBe('Killed after version 1');
});

test('a revision says what stays live', () => {
  expect(editionStateWords({ ...drafting, public: 'live', version: 2, revision: 'correction' }).sentence).toBe(
    'Version 2 is live; a correction is being drafted',
  );
});
