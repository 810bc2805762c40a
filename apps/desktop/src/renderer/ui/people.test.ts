import { expect, test } from 'vitest';
import { hueOf, initialsOf, PERSON_HUES } from './people.ts';

test.each([
  ['Sara Khalil', 'SK'],
  ['Ana María de la Cruz', 'AC'],
  ['omar', 'O'],
  ['ليلى منصور', 'ل'],
  ['  ', ''],
])('%s becomes %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('a hue is one of eight and always the same', () => {
  for (const id of ['', 'a', 'u-1', crypto.randomUUID()]) {
    expect(hueOf(id)).toBe(hueOf(id));
    expect(hueOf(id)).toBeGreaterThanOrEqual(1);
    expect(hueOf(id)).toBeLessThanOrEqual(PERSON_HUES);
  }
});
