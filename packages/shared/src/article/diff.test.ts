import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyDoc, bullets, doc, figure, headline, item, paragraph, quote, text } from './article.testing.ts';
import { canonicalContent, sealOf } from './canonical.ts';
import { blockHashes, changedBlocks, changedBlocksByHash, changedFields } from './diff.ts';
import type { ArticleDoc, Block } from './model.ts';

const story = doc(headline('h', 'Head'), paragraph('a', 'One.'), paragraph('b', 'Two.'), paragraph('c', 'Three.'));
const short = (before: ArticleDoc | null, after: ArticleDoc) =>
  changedBlocks(before, after).map(({ block, before: was, after: is, what }) => [what, block, was, is]);

test('nothing changed', () => {
  expect(changedBlocks(story, structuredClone(story))).toEqual([]);
});

test('an edit that only deletes shows', () => {
  expect(short(story, doc(headline('h', 'Head'), paragraph('a', 'One'), paragraph('c', 'Three.')))).toEqual([
    ['changed', 'a', 'One.', 'One'],
    ['removed', 'b', 'Two.', null],
  ]);
  expect(short(doc(paragraph('a', 'x'), paragraph('e', '')), doc(paragraph('a', 'x')))).toEqual([
    ['removed', 'e', '', null],
  ]);
});

test('added and moved blocks; only what moved is named', () => {
  const after = doc(
    headline('h', 'Head'),
    paragraph('c', 'Three.'),
    paragraph('a', 'One.'),
    paragraph('n', 'New.'),
    paragraph('b', 'Two.'),
  );
  expect(short(story, after)).toEqual([
    ['moved', 'c', 'Three.', 'Three.'],
    ['added', 'n', null, 'New.'],
  ]);
});

test('a picture’s credit, description and source count', () => {
  expect(
    short(doc(figure('f', 'Cap', 'AFP')), doc(figure('f', 'Cap', 'Reuters', 'A boat', 'https://x.example/'))),
  ).toEqual([
    ['changed', 'f', 'Cap [credit: AFP]', 'Cap [credit: Reuters] [description: A boat] [picture: https://x.example/]'],
  ]);
});

test('marks, kinds and places count though the words are the same', () => {
  const bold: Block = { type: 'paragraph', attrs: { id: 'a' }, content: [text('One.', [{ type: 'bold' }])] };
  const heading: Block = { type: 'heading', attrs: { id: 'a', level: 2 }, content: [text('One.')] };
  for (const other of [bold, heading, quote('q', paragraph('a', 'One.')), bullets(item('i', paragraph('a', 'One.')))]) {
    expect(short(doc(paragraph('a', 'One.')), doc(other))).toEqual([['format', 'a', 'One.', 'One.']]);
  }
});

test('everything is new where nothing was before', () => {
  expect(short(null, doc(paragraph('a', 'x')))).toEqual([['added', 'a', null, 'x']]);
});

test('whenever two seals differ, something is named; when they are equal, nothing', () => {
  const seal = (content: ArticleDoc) => sealOf(canonicalContent({ content, fields: {} }, null));
  const small = anyDoc(fc.constantFrom('x', 'y'), fc.constantFrom('a', 'b', 'c', 'd'));
  fc.assert(
    fc.property(small, small, (before, after) => {
      expect(changedBlocks(before, after).length > 0).toBe(seal(before) !== seal(after));
    }),
    { numRuns: 500 },
  );
});

test('blocks that are removed, added or changed are named once, by hash as by text', () => {
  const distinct = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));
  fc.assert(
    fc.property(distinct, distinct, fc.constantFrom('x', 'y'), (one, two, word) => {
      const before = doc(...one.map((id) => paragraph(id, 'x')));
      const after = doc(...two.map((id) => paragraph(id, id > 'c' ? word : 'x')));
      const byText = changedBlocks(before, after);
      expect(new Set(byText.map(({ block }) => block)).size).toBe(byText.length);
      const byHash = changedBlocksByHash(blockHashes(before), after);
      const names = (changes: typeof byText) => changes.map(({ block, what }) => `${what} ${block}`).sort();
      expect(names(byHash)).toEqual(names(byText));
    }),
  );
});

test('fields', () => {
  expect(changedFields({ byline: 'A', slug: 's' }, { byline: 'B', dateline: 'D', slug: 's' })).toEqual([
    { block: 'field:byline', before: 'A', after: 'B', what: 'changed' },
    { block: 'field:dateline', before: null, after: 'D', what: 'added' },
  ]);
});
