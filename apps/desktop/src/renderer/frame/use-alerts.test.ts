import { expect, test } from 'vitest';
import { editionOf, sara, storyOf } from '../testing/stories.ts';
import { alertsBetween } from './use-alerts.ts';

const chief = { id: 'u-leila', roles: ['chief' as const] };
const drafting = [storyOf()];
const submitted = [storyOf({ editions: [editionOf({ state: 'submitted', submittedBy: sara.id })] })];
const returned = [storyOf({ editions: [editionOf({ note: 'Check the figures.' })] })];
const approved = [storyOf({ editions: [editionOf({ state: 'approved', approvedBy: chief.id })] })];

test('a chief hears of a submission, its submitter does not', () => {
  expect(alertsBetween(drafting, submitted, chief).map(({ kind }) => kind)).toEqual(['submitted']);
  expect(alertsBetween(drafting, submitted, sara)).toEqual([]);
});

test('the submitter hears of a return with its note, and of an approval', () => {
  expect(alertsBetween(submitted, returned, sara)).toMatchObject([{ kind: 'returned', note: 'Check the figures.' }]);
  expect(alertsBetween(submitted, approved, sara)).toMatchObject([{ kind: 'approved' }]);
  expect(alertsBetween(submitted, approved, chief)).toEqual([]);
});

test('nothing is said of stories that were not there before, or have not moved', () => {
  expect(alertsBetween([], submitted, chief)).toEqual([]);
  expect(alertsBetween(submitted, submitted, chief)).toEqual([]);
});
