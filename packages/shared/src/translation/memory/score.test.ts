import { describe, expect, test } from 'vitest';
import { bandOf, type MemoryPairing } from './match.ts';
import { askedOf, scoreOf } from './score.ts';
import { contextHash } from './words.ts';

const pair = (source: string, target: string, more: Partial<MemoryPairing> = {}): MemoryPairing => ({
  kind: 'passage',
  source,
  target,
  before: '',
  after: '',
  ...more,
});

function offer(text: string, remembered: MemoryPairing, to = 'es', context: { before?: string; after?: string } = {}) {
  const found = scoreOf(askedOf({ from: 'en', to, text, ...context }), remembered);
  return found === null ? null : [found.kind, found.score, found.target];
}

const ferry = pair('The ferry left at noon.', 'El ferri salió al mediodía.');

describe('what a remembered pair is worth', () => {
  test('the same text: 100, however it is spaced', () => {
    expect(offer('The  ferry left\u00a0at noon. ', ferry)).toEqual(['exact', 100, 'El ferri salió al mediodía.']);
  });

  test('between the same neighbours: 101', () => {
    const before = contextHash('Fog came in.');
    const placed = { ...ferry, before };
    expect(offer(ferry.source, placed, 'es', { before })?.[1]).toBe(101);
    expect(offer(ferry.source, placed, 'es', { before, after: contextHash('It sank.') })?.[1]).toBe(100);
    expect(offer(ferry.source, ferry)?.[1]).toBe(100);
  });

  test('the same words in other letters or with other signs: 98', () => {
    expect(offer('The ferry left at noon', ferry)?.[1]).toBe(98);
    expect(offer('“The FERRY” left, at noon!', ferry)?.[1]).toBe(98);
  });

  test('by words, rounded down, and nothing below 75', () => {
    expect(offer('The ferry left at midnight.', ferry)?.slice(0, 2)).toEqual(['fuzzy', 80]);
    expect(offer('A ferry left at midnight.', ferry)).toBeNull();
    expect(offer('', ferry)).toBeNull();
  });

  test('bands', () => {
    expect([101, 100, 99, 95, 94, 85, 84, 75, 74].map(bandOf)).toEqual([101, 100, 95, 95, 85, 85, 75, 75, 0]);
  });
});

describe('a difference in numbers only is offered as 99, with the numbers swapped', () => {
  test.each([
    ['es', '12 people died.', 'Murieron 12 personas.', '14 people died.', 'Murieron 14 personas.'],
    [
      'es',
      'Prices rose 2.5%.',
      'Los precios subieron un 2,5 %.',
      'Prices rose 3.75%.',
      'Los precios subieron un 3,75 %.',
    ],
    ['es', 'It cost 12,500 euros.', 'Costó 12.500 euros.', 'It cost 1,312,500 euros.', 'Costó 1.312.500 euros.'],
    ['ar', '12 people died.', 'قتل ١٢ شخصا.', '14 people died.', 'قتل ١٤ شخصا.'],
    ['es', 'In 2023 it was 5.', 'En 2023 eran 5.', 'In 2024 it was 7.', 'En 2024 eran 7.'],
    ['es', '3 of 40 left.', 'De 40 se fueron 3.', '5 of 41 left.', 'De 41 se fueron 5.'],
    ['es', '5 and 5.', '5 y 5.', '6 and 7.', '6 y 7.'],
  ])('%s: %s', (to, source, target, asked, expected) => {
    expect(offer(asked, pair(source, target), to)).toEqual(['numbers', 99, expected]);
  });

  test.each([
    ['12 people died.', 'Murieron doce personas.', '14 people died.'],
    ['12 died.', 'Murieron 12, dijo; 12 en total.', '14 died.'],
  ])('not where the target cannot be told: %s', (source, target, asked) => {
    expect(offer(asked, pair(source, target))).toEqual(['fuzzy', 95, target]);
  });
});
