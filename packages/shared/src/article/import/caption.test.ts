import { describe, expect, test } from 'vitest';
import { parseCaption, splitCredit, wireWords } from './caption.ts';

describe('credits', () => {
  test.each([
    ['Rescuers on June 3, 2019.  / AFP / Abdulaziz KETAZ', 'Rescuers on June 3, 2019.', 'AFP / Abdulaziz KETAZ'],
    ['A harbour / AFP', 'A harbour', 'AFP'],
    ['A harbour at night. / Ana Lund / AFP', 'A harbour at night.', 'Ana Lund / AFP'],
    ['A harbour. / Coastal News / Ana Lund', 'A harbour.', 'Coastal News / Ana Lund'],
    ['A harbour (Photo by Ana Lund/AFP)', 'A harbour', 'Ana Lund/AFP'],
    ['A harbour (Photo by Ana Lund / AFP).', 'A harbour', 'Ana Lund / AFP'],
    ['A harbour. (AP Photo/Ana Lund)', 'A harbour.', 'AP Photo/Ana Lund'],
    ['A harbour. [Ana Lund/Reuters]', 'A harbour.', 'Ana Lund/Reuters'],
    ['A harbour. REUTERS/Ana Lund', 'A harbour.', 'REUTERS/Ana Lund'],
    ['A harbour. Photograph: Ana Lund/EPA', 'A harbour.', 'Ana Lund/EPA'],
    ['Ein Hafen. Foto: Ana Lund', 'Ein Hafen.', 'Ana Lund'],
    ['A harbour © Ana Lund', 'A harbour', 'Ana Lund'],
    ['Photo: Ana Lund', '', 'Ana Lund'],
    ['© Ana Lund', '', 'Ana Lund'],
  ])('%s', (line, text, credit) => {
    expect(splitCredit(line)).toEqual({ text, credit });
  });

  test.each([
    'The limit is 80 km/h and/or less.',
    'He told Reuters (and others) so.',
    'A photo by the sea: nobody knows whose.',
    'Members of the AFP agency',
    'The score was 3/4, he said.',
    '',
  ])('no credit in: %s', (line) => {
    expect(splitCredit(line)).toEqual({ text: line, credit: null });
  });
});

test('wire words stand at the start, and stay in the text', () => {
  expect(wireWords('TOPSHOT - Members of')).toEqual(['TOPSHOT']);
  expect(wireWords('TOPSHOT - GRAPHIC CONTENT / A man')).toEqual(['TOPSHOT', 'GRAPHIC CONTENT']);
  expect(wireWords('UPDATE 2-Dockers end strike')).toEqual(['UPDATE 2']);
  expect(wireWords('FILE PHOTO: A harbour')).toEqual(['FILE PHOTO']);
  expect(wireWords('Urgent talks on update')).toEqual([]);
  expect(wireWords('URGENT talks')).toEqual([]);
  expect(parseCaption('TOPSHOT - A man. / AFP / Ana')).toEqual({
    text: 'TOPSHOT - A man.',
    credit: 'AFP / Ana',
    wireWords: ['TOPSHOT'],
  });
});
