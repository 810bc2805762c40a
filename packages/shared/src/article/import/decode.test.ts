import { describe, expect, test } from 'vitest';
import { decodeText, MAX_IMPORT_BYTES } from './decode.ts';
import { formatOf } from './format.ts';
import { ImportError, type ImportErrorCode } from './import-error.ts';

const bytes = (...values: number[]) => new Uint8Array(values);
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, { little = true, mark = true } = {}) => {
  const units = [
    ...(mark ? [0xfeff] : []),
    ...Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)),
  ];
  return bytes(...units.flatMap((unit) => (little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
};
function codeOf(run: () => unknown): ImportErrorCode | 'none' {
  try {
    run();
    return 'none';
  } catch (error) {
    if (error instanceof ImportError) return error.code;
    throw error;
  }
}

describe('text is read', () => {
  test.each([
    ['UTF-8', utf8('Año “x”'), 'Año “x”'],
    ['UTF-8 with a mark', utf8('\ufeffAño'), 'Año'],
    ['UTF-16 little-endian', utf16('Año'), 'Año'],
    ['UTF-16 big-endian', utf16('Año', { little: false }), 'Año'],
  ])('as %s', (_, file, text) => {
    expect(decodeText(file, 'a.txt')).toEqual({ text, warnings: [] });
  });

  test('as UTF-16 without a mark, with a warning', () => {
    for (const little of [true, false]) {
      const read = decodeText(utf16('A plain story.', { little, mark: false }), 'a.txt');
      expect(read).toMatchObject({ text: 'A plain story.', warnings: [expect.stringContaining('UTF-16')] });
    }
  });

  test('as Windows-1252, with a warning, or as the charset says', () => {
    const read = decodeText(bytes(0x41, 0xf1, 0x6f, 0x93, 0x94), 'a.txt');
    expect(read).toMatchObject({ text: 'Año“”', warnings: [expect.stringContaining('Windows-1252')] });
    expect(decodeText(bytes(0x41, 0xe5), 'a.txt', 'iso-8859-7')).toEqual({ text: 'Aε', warnings: [] });
    expect(decodeText(bytes(0x41, 0xe5), 'a.txt', 'no-such')).toMatchObject({ text: 'Aå' });
  });

  test('with every kind of line end as one', () => {
    expect(decodeText(utf8('a\r\nb\rc\u2028d\fe'), 'a.txt').text).toBe('a\nb\nc\nd\ne');
  });
});

test.each([
  ['an empty file', bytes(), 'empty'],
  ['nothing but space', utf8(' \n\ufeff\t '), 'empty'],
  ['a PDF', utf8('%PDF-1.7 ...'), 'unsupported'],
  ['a Word file', utf8('PK\u0003\u0004...'), 'unsupported'],
  ['a picture', bytes(0x89, 0x50, 0x4e, 0x47, 13, 10), 'unsupported'],
  ['zeros', bytes(65, 0, 0, 0, 66, 0, 0), 'unsupported'],
  ['control characters', bytes(1, 2, 3, 4, 65), 'unsupported'],
  ['half a UTF-16 unit', bytes(0xff, 0xfe, 65, 0, 66), 'encoding'],
  ['too much', new Uint8Array(MAX_IMPORT_BYTES + 1).fill(65), 'too-large'],
] as const)('%s is refused', (_, file, code) => {
  expect(codeOf(() => decodeText(file, 'a.txt'))).toBe(code);
});

test('the format is told by the type, by the name where the type is vague', () => {
  const format = (name: string, type: string) => formatOf(name, type).format;
  expect(format('a.txt', 'text/plain')).toBe('plain');
  expect(format('a.md', 'text/plain')).toBe('markdown');
  expect(format('a.MD', '')).toBe('markdown');
  expect(format('a', '')).toBe('plain');
  expect(format('a.bin', 'text/plain; charset=utf-8')).toBe('plain');
  expect(format('a.json', 'application/octet-stream')).toBe('ninjs');
  expect(format('a.txt', 'application/vnd.iptc.ninjs+json')).toBe('ninjs');
  expect(formatOf('a.txt', 'text/plain; Charset="ISO-8859-1"').charset).toBe('iso-8859-1');
  for (const [name, type] of [
    ['a.docx', ''],
    ['a.txt', 'text/html'],
    ['a.constructor', ''],
    ['a.txt', 'image/png'],
  ] as const) {
    expect(codeOf(() => formatOf(name, type))).toBe('unsupported');
  }
});
