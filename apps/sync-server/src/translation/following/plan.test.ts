import { newSegment, type Segment, type TextBlock } from '@copydesk/shared/article';
import { describe, expect, it } from 'vitest';
import type { FollowedSource } from '../../storage/followed.ts';
import { type FollowInput, planFollowing } from './plan.ts';

const paragraph = (id: string, text = `The ${id} words stand here`): TextBlock => ({
  type: 'paragraph',
  attrs: { id },
  ...(text === '' ? {} : { content: [{ type: 'text', text }] }),
});
const blocks = (...ids: string[]) => ids.map((id) => paragraph(id));
const known = (...ids: string[]): FollowedSource => ({
  blocks: ids.map((id) => ({ id, text: `The ${id} words stand here` })),
  moving: [],
  drafting: [],
});

/** A translation of `ids`, in that order: `A` is made from `a`. */
function translationOf(...ids: string[]): FollowInput['target'] {
  const made = ids.map((id): [string, Segment] => [id.toUpperCase(), newSegment([paragraph(id)])]);
  return {
    content: { type: 'doc', content: made.map(([id]) => paragraph(id)) },
    fields: {},
    segments: Object.fromEntries(made),
  };
}

function plan(input: Partial<FollowInput> & Pick<FollowInput, 'source' | 'target'>) {
  let ids = 0;
  return planFollowing({
    aside: [],
    known: null,
    isGone: () => true,
    busy: new Set(),
    newId: () => `N${++ids}`,
    ...input,
  });
}

describe('what a translation does when its source changes', () => {
  it('is nothing when nothing happened, first seen or seen before', () => {
    const same = { source: blocks('a', 'b'), target: translationOf('a', 'b') };
    expect(plan(same).steps).toEqual([]);
    expect(plan({ ...same, known: known('a', 'b') })).toMatchObject({ steps: [], known: known('a', 'b') });
  });

  it('adds an empty passage for each new paragraph in its place, once', () => {
    const source = [paragraph('x'), ...blocks('a', 'y', 'z', 'b')];
    const { steps, known: next } = plan({ source, target: translationOf('a', 'b'), known: known('a', 'b') });
    expect(steps).toMatchObject([
      { kind: 'add', id: 'N1', after: null },
      { kind: 'add', id: 'N2', after: 'A' },
      { kind: 'add', id: 'N3', after: 'N2' },
    ]);
    expect(next.blocks.map(({ id }) => id)).toEqual(['x', 'a', 'y', 'z', 'b']);
    expect(next.drafting).toEqual(['N1', 'N2', 'N3']);
    // A translator who then takes the passage out has decided so.
    expect(plan({ source, target: translationOf('a', 'b'), known: next }).steps).toEqual([]);
  });

  it('waits with an empty paragraph until there is something to translate', () => {
    const source = [paragraph('a'), paragraph('new', '')];
    const first = plan({ source, target: translationOf('a'), known: known('a') });
    expect(first.steps).toEqual([]);
    expect(plan({ source: blocks('a', 'new'), target: translationOf('a'), known: first.known }).steps).toHaveLength(1);
  });

  it('gives the second part of a split paragraph a passage of its own, behind all that was made from the first', () => {
    const target = translationOf('a', 'b');
    const split = {
      ...target,
      content: { type: 'doc' as const, content: [paragraph('A'), paragraph('A2'), paragraph('B')] },
      segments: { ...target.segments, A2: newSegment(blocks('a')) },
    };
    const source = [paragraph('a', 'The a words'), paragraph('new', 'stand here'), paragraph('b')];
    expect(plan({ source, target: split, known: known('a', 'b') }).steps).toMatchObject([
      { kind: 'add', id: 'N1', after: 'A2' },
    ]);
  });

  it('keeps the targets of joined paragraphs, both made from the joined one', () => {
    const source = [paragraph('a', 'The a words stand here The b words stand here'), paragraph('c')];
    const input = { source, target: translationOf('a', 'b', 'c'), known: known('a', 'b', 'c') };
    const { steps, known: next } = plan(input);
    expect(steps).toEqual([{ kind: 'pair', id: 'B', segment: { ...newSegment(blocks('b')), source: ['a'] } }]);
    expect(next.blocks.map(({ id }) => id)).toEqual(['a', 'c']);
    // The join is undone: the paragraph comes back, and its target with it.
    const joined = {
      ...input.target,
      segments: { ...input.target.segments, B: { ...newSegment(blocks('b')), source: ['a'] } },
    };
    const undone = plan({ source: blocks('a', 'b', 'c'), target: joined, known: next });
    expect(undone.steps).toEqual([{ kind: 'pair', id: 'B', segment: newSegment(blocks('b')) }]);
  });

  it('moves the target of a moved paragraph, and no other', () => {
    const { steps, known: next } = plan({
      source: blocks('a', 'd', 'b', 'c'),
      target: translationOf('a', 'b', 'c', 'd'),
      known: known('a', 'b', 'c', 'd'),
    });
    expect(steps).toEqual([{ kind: 'move', id: 'D', after: 'A' }]);
    expect(next.moving).toEqual([]);
    expect(
      plan({ source: blocks('a', 'd', 'b', 'c'), target: translationOf('a', 'd', 'b', 'c'), known: next }).steps,
    ).toEqual([]);
  });

  it("leaves a translator's own order alone", () => {
    const target = translationOf('c', 'a', 'b');
    expect(plan({ source: blocks('a', 'b', 'c'), target, known: known('a', 'b', 'c') }).steps).toEqual([]);
    expect(plan({ source: blocks('a', 'b', 'c'), target }).steps).toEqual([]);
  });

  it('does not move or set aside what somebody has a caret in, until they leave', () => {
    const moved = { source: blocks('b', 'a'), target: translationOf('a', 'b'), known: known('a', 'b') };
    const busy = plan({ ...moved, busy: new Set(['A', 'B']) });
    expect(busy).toMatchObject({ steps: [], waiting: true });
    expect(busy.known.moving).toHaveLength(1);
    expect(plan({ ...moved, known: busy.known })).toMatchObject({ steps: [{ kind: 'move' }], waiting: false });

    const gone = { source: blocks('a'), target: translationOf('a', 'b'), known: known('a', 'b') };
    const held = plan({ ...gone, busy: new Set(['B']) });
    expect(held).toMatchObject({ steps: [], waiting: true });
    expect(plan({ ...gone, known: held.known }).steps).toMatchObject([{ kind: 'aside', id: 'B' }]);
  });

  it('sets the target of a deleted paragraph aside, with the words it was made from; an empty one goes', () => {
    const gone = plan({ source: blocks('a'), target: translationOf('a', 'b'), known: known('a', 'b') });
    expect(gone.steps).toEqual([{ kind: 'aside', id: 'B', sourceText: 'The b words stand here' }]);
    expect(gone.known.blocks.map(({ id }) => id)).toEqual(['a']);
    const target = translationOf('a', 'b');
    const empty = { ...target, content: { type: 'doc' as const, content: [paragraph('A'), paragraph('B', '')] } };
    expect(plan({ source: blocks('a'), target: empty, known: known('a', 'b') }).steps).toEqual([
      { kind: 'remove', id: 'B' },
    ]);
  });

  it('waits a moment before it takes a paragraph for deleted: cut and pasted, it was moved', () => {
    const cut = plan({
      source: blocks('b', 'c'),
      target: translationOf('a', 'b', 'c'),
      known: known('a', 'b', 'c'),
      isGone: () => false,
    });
    expect(cut).toMatchObject({ steps: [], missing: ['a'] });
    const pasted = plan({ source: blocks('b', 'c', 'a'), target: translationOf('a', 'b', 'c'), known: cut.known });
    expect(pasted.steps).toEqual([{ kind: 'move', id: 'A', after: 'C' }]);
    // Pasted under a new id, it is known by its words.
    const source = [...blocks('b', 'c'), paragraph('new', 'The a words stand here')];
    const renamed = plan({ source, target: translationOf('a', 'b', 'c'), known: cut.known, isGone: () => false });
    expect(renamed.steps).toEqual([
      { kind: 'pair', id: 'A', segment: { ...newSegment(blocks('a')), source: ['new'] } },
      { kind: 'move', id: 'A', after: 'C' },
    ]);
  });

  it('puts back what was set aside when its paragraph returns', () => {
    const segment = newSegment(blocks('b'));
    const aside = [
      { id: 'B', block: paragraph('B'), segment, sourceText: '', at: '', after: null, holder: 'doc' as const },
    ];
    const back = plan({
      source: blocks('a', 'b', 'c'),
      target: translationOf('a', 'c'),
      aside,
      known: known('a', 'c'),
    });
    expect(back.steps).toEqual([{ kind: 'return', id: 'B', segment, after: 'A' }]);
  });

  it('leaves targets without a source, and those with another source left, as they are', () => {
    const target = translationOf('a', 'b', 'x');
    const own = {
      ...target,
      segments: { A: newSegment(blocks('a', 'b')), B: { source: [], madeFrom: null, confirmed: null, reviewed: null } },
    };
    expect(plan({ source: blocks('a'), target: own, known: known('a', 'b') }).steps).toEqual([]);
  });
});
