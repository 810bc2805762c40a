import type { Segment } from '@copydesk/shared/article';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { hrefFromInput, safeHref } from './addresses.ts';
import { BLANK_EDITION, SEED_CLIENT_ID } from './blank.ts';
import { readEdition } from './read.ts';
import { contentOf } from './roots.ts';
import {
  copySegment,
  readSegment,
  type WitnessedConfirmation,
  witnessConfirmations,
  writeSegment,
} from './segments.ts';
import {
  applyBlocks,
  findBlock,
  insertBlockAfter,
  removeBlock,
  setBlockText,
  writeContent,
  writeFields,
} from './write.ts';

const words = (text: string) => [{ type: 'text' as const, text }];
const paragraph = (id: string, text: string) => ({ type: 'paragraph' as const, attrs: { id }, content: words(text) });

function seeded(): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, BLANK_EDITION);
  return doc;
}

function exchange(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
}

describe('BLANK_EDITION', () => {
  it('is what writing an empty article under the reserved client id gives', () => {
    const doc = new Y.Doc();
    doc.clientID = SEED_CLIENT_ID;
    writeContent(doc, {
      type: 'doc',
      content: [
        { type: 'headline', attrs: { id: 'headline' } },
        { type: 'standfirst', attrs: { id: 'standfirst' } },
        { type: 'paragraph', attrs: { id: 'first' } },
      ],
    });
    expect(Y.encodeStateAsUpdate(doc)).toEqual(BLANK_EDITION);
  });

  it('changes nothing when applied twice, or by two who meet', () => {
    const a = seeded();
    const b = seeded();
    setBlockText(a, 'headline', words('One'));
    Y.applyUpdate(a, BLANK_EDITION);
    exchange(a, b);
    expect(readEdition(b).content.content.map((block) => block.type)).toEqual(['headline', 'standfirst', 'paragraph']);
    expect(readEdition(b)).toEqual(readEdition(a));
  });

  it('takes what two people type into the same empty block at once, each once', () => {
    const a = seeded();
    const b = seeded();
    setBlockText(a, 'first', words('from A '));
    setBlockText(b, 'first', words('from B '));
    exchange(a, b);
    const text = JSON.stringify(readEdition(a));
    expect(text.match(/from A /g)).toHaveLength(1);
    expect(text.match(/from B /g)).toHaveLength(1);
  });
});

describe('writing blocks', () => {
  it('changes only what differs in a block, so that words written meanwhile stay', () => {
    const a = seeded();
    setBlockText(a, 'first', words('The bridge was closed.'));
    const b = new Y.Doc();
    exchange(a, b);
    setBlockText(a, 'first', words('The old bridge was closed.'));
    setBlockText(b, 'first', words('The bridge was closed on Monday.'));
    exchange(a, b);
    expect(JSON.stringify(readEdition(a))).toContain('The old bridge was closed on Monday.');
  });

  it('sets marks and takes old ones away', () => {
    const doc = seeded();
    setBlockText(doc, 'first', [{ type: 'text', text: 'bold', marks: [{ type: 'bold' }] }]);
    setBlockText(doc, 'first', [...words('bold and '), { type: 'text', text: 'more', marks: [{ type: 'italic' }] }]);
    expect(readEdition(doc).content.content[2]).toEqual({
      type: 'paragraph',
      attrs: { id: 'first' },
      content: [
        { type: 'text', text: 'bold and ' },
        { type: 'text', text: 'more', marks: [{ type: 'italic' }] },
      ],
    });
  });

  it('writes the caption of a figure, and says when there is no such block', () => {
    const doc = seeded();
    insertBlockAfter(doc, 'standfirst', { type: 'figure', attrs: { id: 'fig', src: null, alt: '', credit: '' } });
    expect(setBlockText(doc, 'fig', words('A bridge'))).toBe(true);
    expect(setBlockText(doc, 'nowhere', words('x'))).toBe(false);
    expect(readEdition(doc).content.content[2]).toMatchObject({ content: [{ content: words('A bridge') }] });
  });

  it('inserts, removes and finds blocks by the ids that reading gives', () => {
    const doc = seeded();
    expect(insertBlockAfter(doc, 'first', paragraph('first', 'double'))).toBe(true);
    expect(insertBlockAfter(doc, null, paragraph('top', 'top'))).toBe(true);
    expect(insertBlockAfter(doc, 'nowhere', paragraph('x', 'x'))).toBe(false);
    expect(findBlock(doc, 'first~2')).toBe(contentOf(doc).get(4));
    expect(removeBlock(doc, 'first')).toBe(true);
    expect(removeBlock(doc, 'gone')).toBe(false);
    const left = applyBlocks(doc, [
      { kind: 'text', block: 'top', content: words('changed') },
      { kind: 'remove', block: 'gone' },
      { kind: 'insert', after: 'top', block: paragraph('new', 'new') },
    ]);
    expect(left).toEqual([{ kind: 'remove', block: 'gone' }]);
    expect(readEdition(doc).content.content.map((block) => 'attrs' in block && block.attrs.id)).toEqual([
      'top',
      'new',
      'headline',
      'standfirst',
      'first',
    ]);
  });

  it('writes only the fields that differ', () => {
    const doc = seeded();
    writeFields(doc, { byline: 'A', slug: 's' });
    const before = Y.encodeStateVector(doc);
    writeFields(doc, { byline: 'A' });
    expect(Y.encodeStateVector(doc)).toEqual(before);
    writeFields(doc, { slug: null });
    expect(readEdition(doc).fields).toEqual({ byline: 'A' });
  });
});

describe('segments', () => {
  const hash = 'a'.repeat(64);
  const plain: Segment = { source: ['s'], madeFrom: hash, confirmed: null, reviewed: null };
  const confirmed: Segment = { ...plain, confirmed: { source: hash, target: hash } };

  it('keeps two people’s changes of different parts', () => {
    const a = new Y.Doc();
    writeSegment(a, 't', plain);
    const b = new Y.Doc();
    exchange(a, b);
    writeSegment(a, 't', confirmed);
    writeSegment(b, 't', { ...plain, source: ['s', 's2'] });
    exchange(a, b);
    expect(readSegment(a, 't')).toEqual({ ...confirmed, source: ['s', 's2'] });
  });

  it('copies pairing to a split-off block, without the confirmation, and never over another', () => {
    const doc = new Y.Doc();
    writeSegment(doc, 't', confirmed);
    copySegment(doc, 't', 'u');
    copySegment(doc, 'none', 'v');
    expect(readSegment(doc, 'u')).toEqual(plain);
    expect(readSegment(doc, 'v')).toBeNull();
    copySegment(doc, 'u', 't');
    expect(readSegment(doc, 't')).toEqual(confirmed);
  });

  it('witnesses each confirmation and review as it is made, and nothing else', () => {
    const doc = new Y.Doc();
    const seen: WitnessedConfirmation[] = [];
    doc.on('afterTransaction', (transaction) => seen.push(...witnessConfirmations(transaction)));
    writeSegment(doc, 't', plain);
    expect(seen).toEqual([]);
    writeSegment(doc, 't', confirmed);
    expect(seen.splice(0)).toEqual([{ block: 't', segment: confirmed, confirmed: true, reviewed: false }]);
    writeSegment(doc, 't', { ...confirmed, source: [] });
    setBlockText(doc, 't', []);
    expect(seen).toEqual([]);
    writeSegment(doc, 'u', { ...confirmed, reviewed: confirmed.confirmed });
    expect(seen).toMatchObject([{ block: 'u', confirmed: true, reviewed: true }]);
  });
});

describe('addresses', () => {
  it('takes http, https and mailto only', () => {
    expect(safeHref('https://example.org/a')).toBe('https://example.org/a');
    expect(safeHref('mailto:desk@example.org')).toBe('mailto:desk@example.org');
    for (const bad of ['javascript:alert(1)', ' java\nscript:alert(1)', 'data:text/html,x', '/relative', '', 7, null]) {
      expect(safeHref(bad)).toBeNull();
    }
  });

  it('completes what a person types', () => {
    expect(hrefFromInput(' example.org/a?b ')).toBe('https://example.org/a?b');
    expect(hrefFromInput('desk@example.org')).toBe('mailto:desk@example.org');
    expect(hrefFromInput('not a link')).toBeNull();
    expect(hrefFromInput('javascript:alert(1)')).toBeNull();
  });
});
