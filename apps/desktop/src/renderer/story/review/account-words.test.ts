import type { PassageAccount } from '@copydesk/shared/translation';
import { expect, it } from 'vitest';
import { accountWords, originWords } from './account-words.ts';

const sum = { passages: [], confirmed: 16, unchanged: 14, seconds: 40, share: 0.123 };
const line: PassageAccount = {
  id: 'a',
  state: 'confirmed',
  stale: false,
  origin: 'machine',
  engine: 'Apertium 3.8',
  share: 0.234,
  unchanged: false,
  confirmed: null,
  reviewed: null,
};

it('tells how much was confirmed unchanged, how fast, and how much was changed', () => {
  expect(accountWords(sum)).toEqual([
    '14 of 16 confirmed unchanged, in 40 s.',
    'People changed 12% of the machine’s words.',
  ]);
  expect(accountWords({ ...sum, unchanged: 1, seconds: null, share: 0.001 })).toEqual([
    '1 of 16 confirmed unchanged.',
    'People changed less than 1% of the machine’s words.',
  ]);
  expect(accountWords({ ...sum, seconds: 7_300, share: 0.999 })).toEqual([
    '14 of 16 confirmed unchanged, in 2 h.',
    'People changed more than 99% of the machine’s words.',
  ]);
  expect(accountWords({ ...sum, seconds: 600 })[0]).toBe('14 of 16 confirmed unchanged, in 10 min.');
  expect(accountWords({ ...sum, share: null })).toEqual([]);
});

it('tells where a passage came from and what was done to it', () => {
  expect(originWords(line)).toBe('Apertium 3.8, 23% revised');
  expect(originWords({ ...line, unchanged: true, share: 0 })).toBe('Apertium 3.8, unchanged');
  expect(originWords({ ...line, origin: 'import', engine: null, unchanged: true, share: 0 })).toBe(
    'Imported machine text, unchanged',
  );
  expect(originWords({ ...line, origin: 'human', engine: null, share: null })).toBe('Written by a person');
});
