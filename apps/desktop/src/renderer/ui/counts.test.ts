import { expect, test } from 'vitest';
import { countText } from './counts.ts';

test.each([
  [0, '0 words'],
  [1, '1 word'],
  [2, '2 words'],
])('counts %i', (n, text) => {
  expect(countText(n, 'word')).toBe(text);
});
