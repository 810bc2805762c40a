import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { caretBlocks } from './carets.ts';
import { findBlock, writeContent } from './write.ts';

function story(): Y.Doc {
  const doc = new Y.Doc();
  writeContent(doc, {
    type: 'doc',
    content: [
      { type: 'headline', attrs: { id: 'h' } },
      {
        type: 'figure',
        attrs: { id: 'f', src: null, alt: '', credit: '' },
        content: [{ type: 'caption', content: [{ type: 'text', text: 'A caption' }] }],
      },
      { type: 'paragraph', attrs: { id: 'p' }, content: [{ type: 'text', text: 'Some words' }] },
    ],
  });
  return doc;
}

/** A caret as y-tiptap tells it. */
function caretIn(doc: Y.Doc, block: string, offset: number): unknown {
  const element = findBlock(doc, block);
  const inner = element?.nodeName === 'figure' ? element.get(0) : element;
  const text = inner instanceof Y.XmlElement ? inner.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error(`no text in ${block}`);
  const end = JSON.parse(JSON.stringify(Y.createRelativePositionFromTypeIndex(text, offset)));
  return { anchor: end, head: end };
}

it('finds the blocks that people have their carets in: in the middle, at the end, in an empty one, in a caption', () => {
  const doc = story();
  expect([...caretBlocks(doc, [caretIn(doc, 'p', 3)])]).toEqual(['p']);
  expect([...caretBlocks(doc, [caretIn(doc, 'p', 10), caretIn(doc, 'h', 0)])]).toEqual(['p', 'h']);
  expect([...caretBlocks(doc, [caretIn(doc, 'f', 2)])]).toEqual(['f']);
});

it('takes nothing from what makes no sense, and writes nothing', () => {
  const doc = story();
  const bytes = Y.encodeStateAsUpdate(doc);
  const unknown = { client: 7, clock: 99 };
  const odd: unknown[] = [
    null,
    'x',
    {},
    { anchor: null, head: 3 },
    { anchor: { tname: 'made-up' }, head: { tname: 'content' } },
    { anchor: { item: unknown }, head: { type: unknown } },
    { anchor: { item: { client: -1, clock: 1.5 } }, head: { type: { client: doc.clientID, clock: 2 ** 60 } } },
    { anchor: { item: { client: doc.clientID, clock: 0 } }, head: { type: { client: doc.clientID, clock: 1 } } },
  ];
  expect(caretBlocks(doc, odd).size).toBeLessThanOrEqual(1);
  expect([...doc.share.keys()]).not.toContain('made-up');
  expect(Y.encodeStateAsUpdate(doc)).toEqual(bytes);
});
