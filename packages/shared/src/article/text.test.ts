import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyDoc, bullets, doc, figure, headline, item, paragraph, quote, text } from './article.testing.ts';
import { blockText, hashText, headlineOf, inlineText, textBlocks, wordCount } from './text.ts';

test('text blocks come in reading order, from quotes and lists too', () => {
  const story = doc(
    headline('h', 'Head'),
    figure('f', 'Caption', 'AFP'),
    quote('q', paragraph('q1', 'said'), bullets(item('i', paragraph('i1', 'one')))),
    paragraph('p', 'end'),
  );
  expect(textBlocks(story).map((block) => [block.attrs.id, blockText(block)])).toEqual([
    ['h', 'Head'],
    ['f', 'Caption'],
    ['q1', 'said'],
    ['i1', 'one'],
    ['p', 'end'],
  ]);
});

test('a doubled id is resolved by order, past ids that look like the answer', () => {
  const story = doc(paragraph('a', '1'), paragraph('a~2', '2'), paragraph('a', '3'), paragraph('a', '4'));
  expect(textBlocks(story).map((block) => block.attrs.id)).toEqual(['a', 'a~2', 'a~3', 'a~4']);
  expect(story.content.map((block) => 'attrs' in block && block.attrs.id)).toEqual(['a', 'a~2', 'a', 'a']);
});

test('ids of text blocks are unique in any document', () => {
  fc.assert(
    fc.property(anyDoc(), (story) => {
      const ids = textBlocks(story).map((block) => block.attrs.id);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

test('inline text and headline', () => {
  expect(inlineText([text('a', [{ type: 'bold' }]), text('b')])).toBe('ab');
  expect(inlineText(undefined)).toBe('');
  expect(headlineOf(doc(paragraph('p', 'x'), headline('h', 'Head')))).toBe('Head');
  expect(headlineOf(doc())).toBe('');
});

test('hashes are SHA-256 of the composed characters', () => {
  expect(hashText('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(hashText('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(hashText('e\u0301')).toBe(hashText('é'));
});

test('words are counted as the language divides them', () => {
  expect(wordCount(doc(headline('h', 'Mr Trump’s tweet'), paragraph('p', 'Two words.')), 'en')).toBe(5);
  expect(wordCount(doc(paragraph('p', '我喜欢新闻')), 'zh')).toBeGreaterThan(1);
  expect(wordCount(doc(paragraph('p', 'one two')), 'en-1x')).toBe(2);
  expect(wordCount(doc(paragraph('p', 'At 4 a.m. in the U.S. it rained.')), 'en')).toBe(8);
});
