import { newSegment, type TextBlock, textBlocks } from '@copydesk/shared/article';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { dropAside, readAside, restoreAside, returnAside, setAside } from './aside.ts';
import { dismiss, readDismissals, undismiss } from './dismissals.ts';
import { readEdition } from './read.ts';
import { asideOf, dismissalsOf } from './roots.ts';
import { readSegment, writeSegment } from './segments.ts';
import { writeContent } from './write.ts';

const paragraph = (id: string, text = id): TextBlock => ({
  type: 'paragraph',
  attrs: { id },
  content: [{ type: 'text', text }],
});
const AT = { sourceText: 'One', at: '2026-11-22T09:00:00.000Z' };
const ids = (doc: Y.Doc) => textBlocks(readEdition(doc).content).map((block) => block.attrs.id);

function translation(): Y.Doc {
  const doc = new Y.Doc();
  writeContent(doc, {
    type: 'doc',
    content: [
      { type: 'headline', attrs: { id: 'h' } },
      paragraph('a', 'Uno'),
      {
        type: 'bulletList',
        content: ['b', 'c'].map((id) => ({ type: 'item', attrs: { id: `i-${id}` }, content: [paragraph(id)] })),
      },
      { type: 'quote', attrs: { id: 'q' }, content: [paragraph('d')] },
    ],
  });
  for (const id of ['a', 'b', 'c', 'd']) writeSegment(doc, id, newSegment([paragraph(`s-${id}`)]));
  return doc;
}

describe('passages set aside', () => {
  it('leave the text with their segment, and come back to where they stood', () => {
    const doc = translation();
    const before = readEdition(doc);
    expect(setAside(doc, 'a', AT)).toBe(true);
    expect(ids(doc)).toEqual(['h', 'b', 'c', 'd']);
    expect(readSegment(doc, 'a')).toBeNull();
    expect(readAside(doc)).toEqual([
      { ...AT, id: 'a', block: paragraph('a', 'Uno'), segment: before.segments.a, after: 'h', holder: 'doc' },
    ]);
    const [kept] = readAside(doc);
    if (kept === undefined) throw new Error('nothing is set aside');
    expect(returnAside(doc, 'a', kept)).toBe(true);
    expect(readEdition(doc)).toEqual(before);
    expect(readAside(doc)).toEqual([]);
    expect(returnAside(doc, 'a', kept)).toBe(false);
  });

  it('leave no empty item, list or quote behind, and come back into one of the same kind', () => {
    const doc = translation();
    for (const id of ['d', 'c', 'b']) setAside(doc, id, AT);
    expect(readEdition(doc).content.content.map((block) => block.type)).toEqual(['headline', 'paragraph']);
    for (const id of ['b', 'c', 'd']) restoreAside(doc, id);
    expect(ids(doc)).toEqual(['h', 'a', 'b', 'c', 'd']);
    expect(readEdition(doc).content.content.map((block) => block.type)).toEqual([
      'headline',
      'paragraph',
      'bulletList',
      'quote',
    ]);
  });

  it('come back at the end when the block before them is gone, once when two people put them back', () => {
    const doc = translation();
    setAside(doc, 'c', AT);
    setAside(doc, 'b', AT);
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    restoreAside(doc, 'c');
    expect(ids(doc)).toEqual(['h', 'a', 'd', 'c']);
    // Its source is gone, and a person kept it all the same.
    expect(readSegment(doc, 'c')).toEqual({ source: [], madeFrom: null, confirmed: null, reviewed: null });
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    expect(restoreAside(other, 'c')).toBe(false);
  });

  it('can be dropped; what makes no sense is not read, and reading writes nothing', () => {
    const doc = translation();
    expect(setAside(doc, 'h', AT)).toBe(false);
    expect(setAside(doc, 'nowhere', AT)).toBe(false);
    setAside(doc, 'a', AT);
    asideOf(doc).set('odd', new Y.Map([['block', { type: 'script' }]]));
    const bytes = Y.encodeStateAsUpdate(doc);
    expect(readAside(doc).map(({ id }) => id)).toEqual(['a']);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(bytes);
    expect(dropAside(doc, 'a')).toBe(true);
    expect(dropAside(doc, 'a')).toBe(false);
    expect(readAside(doc)).toEqual([]);
    expect(ids(doc)).not.toContain('a');
  });
});

describe('dismissals', () => {
  it('say which warning of which passage, by whom, when and why, and can be taken back', () => {
    const notes = new Y.Doc();
    const dismissal = { block: 'a', warning: 'link:https://example.org', reason: 'on purpose', by: 'u1', name: 'Ana' };
    dismiss(notes, { ...dismissal, at: AT.at });
    dismiss(notes, { ...dismissal, warning: 'number:12', at: '2026-11-22T08:00:00.000Z' });
    dismissalsOf(notes).set('a:odd', new Y.Map());
    expect(readDismissals(notes).map(({ block, warning }) => [block, warning])).toEqual([
      ['a', 'number:12'],
      ['a', 'link:https://example.org'],
    ]);
    expect(readDismissals(notes)[1]).toEqual({ ...dismissal, at: AT.at });
    expect(undismiss(notes, 'a', 'number:12')).toBe(true);
    expect(undismiss(notes, 'a', 'number:12')).toBe(false);
    expect(readDismissals(notes)).toHaveLength(1);
  });
});
