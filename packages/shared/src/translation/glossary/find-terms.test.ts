import { describe, expect, test } from 'vitest';
import { findTerms, type TermSide } from './find-terms.ts';
import type { GlossaryTerm } from './term.ts';

const term = (source: string, more: Partial<GlossaryTerm> = {}): GlossaryTerm => ({
  id: source,
  source,
  target: '',
  status: 'preferred',
  ...more,
});

function found(text: string, language: string, terms: readonly GlossaryTerm[], side?: TermSide): string[] {
  return findTerms(text, language, terms, side).map(({ from, to }) => text.slice(from, to));
}

describe('a term is found in its forms', () => {
  test.each([
    ['en', 'ceasefire', 'Two ceasefires, one ceasefire’s end.', ['ceasefires', 'ceasefire’s']],
    ['en', 'ferry', 'The ferries and a ferry.', ['ferries', 'ferry']],
    ['en', 'sanction', 'Sanctioned firms, sanctions, sanctioning.', ['Sanctioned', 'sanctions', 'sanctioning']],
    ['en', 'approve', 'It was approved; they approve it.', ['approved', 'approve']],
    ['es', 'ministro', 'La ministra y los ministros.', ['ministra', 'ministros']],
    ['es', 'nación', 'Las naciones y la nación.', ['naciones', 'nación']],
    ['es', 'voz', 'Una voz, dos voces.', ['voz', 'voces']],
    ['fr', 'journal', 'L’actualité des journaux, un journal.', ['journaux', 'journal']],
    ['fr', 'élu', 'Les élues, les élus et l’élu.', ['élues', 'élus', 'l’élu']],
    ['de', 'Haushalt', 'des Haushaltes, im Haushalt, Haushalte', ['Haushaltes', 'Haushalt', 'Haushalte']],
    ['de', 'Vertrag', 'Verträge, Vertrags', ['Verträge', 'Vertrags']],
    ['ar', 'حكومة', 'قالت الحكومة إن للحكومة وبالحكومة والحكومات', ['الحكومة', 'للحكومة', 'وبالحكومة', 'والحكومات']],
    ['ar', 'وزير', 'وزير ووزير والوزير بوزير', ['وزير', 'ووزير', 'والوزير', 'بوزير']],
    ['tr', 'seçim', 'seçim bitti', ['seçim']],
  ])('%s: %s', (language, source, text, expected) => {
    expect(found(text, language, [term(source)])).toEqual(expected);
  });
});

describe('and nothing else is', () => {
  test.each([
    ['en', 'ferry', 'Ferris and the fern.'],
    ['en', 'press', 'Prest and presto.'],
    ['en', 'bus', 'bu and busy'],
    ['en', 'art', 'The artist started a cart.'],
    ['es', 'casa', 'El cascabel del casco.'],
    ['de', 'Haus', 'Rathaus, Hausarzt'],
    ['ar', 'كتاب', 'تاب مكتب'],
  ])('%s: %s', (language, source, text) => {
    expect(found(text, language, [term(source)])).toEqual([]);
  });
});

test('words of one term stand together, whatever joins them', () => {
  const council = term('Security Council');
  expect(found('The Security\u00a0Council and a security-council.', 'en', [council])).toEqual([
    'Security\u00a0Council',
    'security-council',
  ]);
  expect(found('Security. Council members', 'en', [council])).toEqual([]);
  expect(found('Security', 'en', [council])).toEqual([]);
});

test('the longest term counts, and all that speak of the same words', () => {
  const union = term('Union');
  const european = term('European Union');
  const never = term('european union', { id: 'never', status: 'forbidden', target: 'Comunidad' });
  const matches = findTerms('The European Union and the union.', 'en', [union, european, never]);
  expect(matches.map((match) => match.term.id)).toEqual(['European Union', 'never', 'Union']);
});

test('a case-sensitive term is another word in small letters', () => {
  const party = term('Labour', { caseSensitive: true });
  expect(found('Labour talks of labour. LABOUR', 'en', [party])).toEqual(['Labour']);
});

test('the target side is looked for in its own language', () => {
  const terms = [term('truce', { target: 'alto el fuego' })];
  expect(found('Los altos el fuego y un alto el fuego.', 'es', terms, 'target')).toEqual([
    'altos el fuego',
    'alto el fuego',
  ]);
  expect(found('truce', 'en', [term('', { target: 'x' })], 'source')).toEqual([]);
});
