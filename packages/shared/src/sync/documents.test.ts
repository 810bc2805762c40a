import { describe, expect, it } from 'vitest';
import { documentName, parseDocumentName, partsOf } from './documents.ts';

const ID = '0b5e6f0a-1234-4000-8000-00000000abcd';

describe('document names', () => {
  it('name an edition and its notes', () => {
    expect(documentName(ID, 'pt-BR')).toBe(`${ID}.pt-BR`);
    expect(documentName(ID, 'ar', true)).toBe(`${ID}.ar.notes`);
    expect(parseDocumentName(`${ID}.zh-Hant-TW`)).toEqual({ articleId: ID, language: 'zh-Hant-TW', notes: false });
    expect(parseDocumentName(`${ID}.en.notes`)).toEqual({ articleId: ID, language: 'en', notes: true });
  });

  it.each([
    ['en', false],
    ['ar', true],
    ['zh-Hant-TW', false],
    ['pt-BR', true],
  ] as const)('say what they were made of: %s, notes %s', (language, notes) => {
    const name = documentName(ID, language, notes);
    expect(partsOf(name)).toEqual({ articleId: ID, language, notes });
    expect(partsOf(name)).toEqual(parseDocumentName(name));
  });

  it.each([
    '',
    ID,
    `${ID}.`,
    `${ID}.EN`,
    `${ID}.en.Notes`,
    `${ID}.en.notes.notes`,
    `${ID}.en\n`,
    `${ID}.en\0`,
    `${ID.toUpperCase()}.en`,
    `../${ID}.en`,
    `${ID}.e\u043d`,
    `${ID}.${'en-'.repeat(9)}x`,
    'x'.repeat(10_000),
  ])('refuses %j', (name) => {
    expect(parseDocumentName(name)).toBeNull();
  });

  it('throws on parts that make no name', () => {
    expect(() => documentName('x', 'en')).toThrow(TypeError);
    expect(() => documentName(ID, '..')).toThrow(TypeError);
  });
});
