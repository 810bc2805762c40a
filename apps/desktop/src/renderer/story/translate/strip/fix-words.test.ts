import { checkPassage, defaultStyle } from '@copydesk/shared/translation';
import { expect, test } from 'vitest';
import { fixWords } from './fix-words.ts';

const plain = (words: string) => words.replace(/[\u2066-\u2069]/g, '');

/** What the button says of the first fix in a passage. */
function button(to: string, source: string, target: string): string {
  const rich = (text: string) => ({ text, bold: [], links: [] });
  const warnings = checkPassage({
    source: rich(source),
    target: rich(target),
    from: 'en',
    to,
    kind: 'paragraph',
    style: defaultStyle(to),
    names: [],
    terms: [],
  });
  const fix = warnings.find((warning) => warning.fix !== null)?.fix ?? null;
  if (fix === null) throw new Error('no fix');
  return plain(fixWords(fix, target));
}

test('a button says what its fix does to the text', () => {
  expect(button('fr', 'Who was there?', 'Qui était là?')).toBe('Put a space');
  expect(button('es', 'Nobody was hurt.', 'Nadie  resultó herido.')).toBe('Make it one space');
  expect(button('es', 'They are 14.', 'Son 12.')).toBe('Put “14” instead of “12”');
  expect(button('es', 'It stood on the square.', 'Estaba en la la plaza.')).toBe('Take “la” out');
  expect(button('es', 'Nobody was hurt.', 'Nadie resultó herido')).toBe('Put “.”');
});

test('quoted words keep their own direction, and long ones are not on a button', () => {
  expect(fixWords({ from: 0, to: 2, insert: '14' }, '12 قتيلا')).toContain('“\u206814\u2069”');
  expect(fixWords({ from: 0, to: 0, insert: 'a name that is longer than a button' }, '')).toBe('Put it right');
  expect(fixWords({ from: 0, to: 30, insert: '' }, 'once more and once more and so')).toBe('Take it out');
});
