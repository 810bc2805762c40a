import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { writeCorrection } from './correct.ts';
import { readEdition } from './read.ts';
import { setBlockText, writeContent, writeFields } from './write.ts';

function story(): Y.Doc {
  const doc = new Y.Doc();
  writeContent(doc, {
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        attrs: { id: 'p' },
        content: [
          { type: 'text', text: 'They lost ' },
          { type: 'text', text: '12', marks: [{ type: 'bold' }] },
          { type: 'text', text: ' boats.' },
        ],
      },
      { type: 'figure', attrs: { id: 'f', src: null, alt: 'The 12 boats', credit: '' } },
    ],
  });
  writeFields(doc, { keywords: '12 boats' });
  return doc;
}

test('a correction keeps the marks of the words that it replaces', () => {
  const doc = story();
  const proposal = { place: { kind: 'text', block: 'p' }, text: 'They lost 12 boats.', from: 10, to: 12 } as const;
  expect(writeCorrection(doc, proposal, '14')).toBe(true);
  expect(readEdition(doc).content.content[0]).toMatchObject({
    content: [{ text: 'They lost ' }, { text: '14', marks: [{ type: 'bold' }] }, { text: ' boats.' }],
  });
});

test('an alt text and a field are corrected where they stand', () => {
  const doc = story();
  expect(writeCorrection(doc, { place: { kind: 'alt', block: 'f' }, text: 'The 12 boats', from: 4, to: 6 }, '14')).toBe(
    true,
  );
  expect(
    writeCorrection(doc, { place: { kind: 'field', key: 'keywords' }, text: '12 boats', from: 0, to: 2 }, '14'),
  ).toBe(true);
  expect(readEdition(doc)).toMatchObject({ fields: { keywords: '14 boats' } });
  expect(readEdition(doc).content.content[1]).toMatchObject({ attrs: { alt: 'The 14 boats' } });
});

test('nothing is written over what somebody typed meanwhile', () => {
  const doc = story();
  setBlockText(doc, 'p', [{ type: 'text', text: 'They found 12 boats.' }]);
  const before = Y.encodeStateAsUpdate(doc);
  for (const place of [
    { kind: 'text', block: 'p' },
    { kind: 'credit', block: 'x' },
    { kind: 'field', key: 'x' },
  ] as const) {
    expect(writeCorrection(doc, { place, text: 'They lost 12 boats.', from: 10, to: 12 }, '14')).toBe(false);
  }
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
});
