import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bullets, doc, edition, headline, item, paragraph, quote } from './article.testing.ts';
import type { ArticleDoc, EditionText, PassageEvidence, Segments } from './model.ts';
import {
  canCheck,
  confirmSegment,
  newSegment,
  type Passage,
  passageRows,
  passages,
  progressOf,
  unconfirmSegment,
} from './passages.ts';
import { textBlocks } from './text.ts';

const source = doc(headline('s1', 'Head'), paragraph('s2', 'One.'), paragraph('s3', 'Two.'));
const output = doc(headline('t1', 'Titular'), paragraph('t2', 'Uno.'), paragraph('t3', 'Dos.'));
const sourceBlock = (content: ArticleDoc, id: string) => textBlocks(content).filter((block) => block.attrs.id === id);
const seeded: Segments = {
  t1: newSegment(sourceBlock(source, 's1')),
  t2: newSegment(sourceBlock(source, 's2')),
  t3: newSegment(sourceBlock(source, 's3')),
};
const evidence: PassageEvidence[] = textBlocks(output).map((block) => ({
  block: block.attrs.id,
  origin: 'machine',
  engine: 'test',
  sourceText: null,
  output: block.attrs.id === 't1' ? 'Titular' : block.attrs.id === 't2' ? 'Uno.' : 'Dos.',
  at: '2026-01-01T00:00:00Z',
  confirmations: [],
}));

const target = edition(output, seeded);
const read = (translation: EditionText, from: ArticleDoc | null = source, rows = evidence) =>
  passages(translation, from && edition(from), rows);
/** The evidence after these people confirmed, or reviewed, passage t2 as it stands in `translation`. */
function attested(translation: EditionText, by: readonly [name: string, review: boolean][]): PassageEvidence[] {
  const hashes = translation.segments.t2?.confirmed;
  if (!hashes) throw new Error('t2 is not confirmed');
  const confirmations = by.map(([name, review]) => ({ by: name, name, at: '2026-01-01T00:00:00Z', review, ...hashes }));
  return evidence.map((row) => (row.block === 't2' ? { ...row, confirmations } : row));
}
function find(all: readonly Passage[], id: string): Passage {
  const found = all.find((passage) => passage.id === id);
  if (!found) throw new Error(`no passage ${id}`);
  return found;
}
const put = (translation: EditionText, id: string, segment: Segments[string]): EditionText => ({
  ...translation,
  segments: { ...translation.segments, [id]: segment },
});
const rewrite = (content: ArticleDoc, id: string, words: string): ArticleDoc => ({
  type: 'doc',
  content: content.content.map((block) =>
    block.type === 'paragraph' && block.attrs.id === id
      ? { ...block, content: [{ type: 'text', text: words }] }
      : block,
  ),
});

test('a fresh machine translation is machine text throughout, in the order of its text', () => {
  expect(read(target).map(({ id, state, stale }) => [id, state, stale])).toEqual([
    ['t1', 'machine', false],
    ['t2', 'machine', false],
    ['t3', 'machine', false],
  ]);
});

test('states follow text, segment and evidence', () => {
  const edited = { ...target, content: rewrite(output, 't2', 'Uno, sí.') };
  expect(find(read(edited), 't2').state).toBe('edited');
  const emptied = { ...target, content: doc(paragraph('t2', '  ')) };
  expect(find(read(emptied), 't2').state).toBe('empty');
  const bare = edition(doc(paragraph('x', 'Libre.')));
  expect(find(read(bare), 'x')).toMatchObject({ state: 'machine', segment: null, source: [], stale: false });
  const byHand = edition(doc(paragraph('t9', 'A mano.')), { t9: newSegment([]) });
  expect(find(read(byHand), 't9').state).toBe('edited');
});

test('a confirmation holds while both texts match, and a review by a second person outranks it', () => {
  const confirmed = put(target, 't2', confirmSegment(find(read(target), 't2')));
  expect(find(read(confirmed), 't2').state).toBe('confirmed');
  const reviewed = put(confirmed, 't2', confirmSegment(find(read(confirmed), 't2'), { review: true }));
  const state = (...by: Parameters<typeof attested>[1]) =>
    find(read(reviewed, source, attested(reviewed, by)), 't2').state;
  expect(state(['marta', false], ['leila', true])).toBe('reviewed');
  expect(state(['marta', false], ['marta', true])).toBe('confirmed');
  expect(state(['marta', false], ['marta', true], ['leila', true])).toBe('reviewed');
  expect(state(['leila', true])).toBe('confirmed');
  expect(state()).toBe('confirmed');
  expect(progressOf(read(reviewed))).toEqual({ passages: 3, confirmed: 1, stale: 0 });
  const taken = put(reviewed, 't2', unconfirmSegment(find(read(reviewed), 't2')));
  expect(find(read(taken), 't2').state).toBe('machine');
});

test('what somebody else confirmed can be checked, once, and not while its source is another', () => {
  const confirmed = put(target, 't2', confirmSegment(find(read(target), 't2')));
  const canLeila = (by: Parameters<typeof attested>[1], { text = confirmed, from = source } = {}) => {
    const rows = attested(text, by);
    const row = rows.find(({ block }) => block === 't2');
    return canCheck(find(read(text, from, rows), 't2'), row, 'leila');
  };
  expect(canLeila([])).toBe(false);
  expect(canLeila([['leila', false]])).toBe(false);
  expect(canLeila([['marta', true]])).toBe(false);
  expect(canLeila([['marta', false]])).toBe(true);
  expect(canLeila([['marta', false]], { from: rewrite(source, 's2', 'Changed.') })).toBe(false);
  const checked = put(confirmed, 't2', confirmSegment(find(read(confirmed), 't2'), { review: true }));
  expect(canLeila([['marta', false]], { text: checked })).toBe(false);
});

test('changing either side after confirmation undoes it; changing it back restores it', () => {
  const words = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((value) => value.trim() !== '' && !/^(?:One|Uno)\.$/.test(value));
  fc.assert(
    fc.property(words, fc.boolean(), (value, review) => {
      const confirmed = put(target, 't2', confirmSegment(find(read(target), 't2'), { review }));
      const otherTarget = { ...confirmed, content: rewrite(output, 't2', value) };
      expect(find(read(otherTarget), 't2').state).toBe('edited');
      const afterSource = find(read(confirmed, rewrite(source, 's2', value)), 't2');
      expect(afterSource).toMatchObject({ state: 'machine', stale: true });
      expect(find(read(confirmed), 't2')).toMatchObject({ state: 'confirmed', stale: false });
    }),
  );
});

test('a source change makes only its own passage stale, and changing it back clears that', () => {
  const changed = rewrite(source, 's3', 'Two, or three.');
  expect(
    read(target, changed)
      .filter(({ stale }) => stale)
      .map(({ id }) => id),
  ).toEqual(['t3']);
  expect(read(target, source).some(({ stale }) => stale)).toBe(false);
  const settled = put(target, 't3', confirmSegment(find(read(target, changed), 't3')));
  expect(find(read(settled, changed), 't3')).toMatchObject({ state: 'confirmed', stale: false });
});

test('a deleted source block makes its passage stale', () => {
  const shorter = doc(headline('s1', 'Head'), paragraph('s2', 'One.'));
  expect(find(read(target, shorter), 't3')).toMatchObject({ stale: true, source: [] });
});

test('an imported text without a source can be confirmed', () => {
  const imported = edition(output, { t1: newSegment([]), t2: newSegment([]), t3: newSegment([]) });
  expect(read(imported, null).map(({ state, stale }) => [state, stale])).toEqual(Array(3).fill(['machine', false]));
  const confirmed = put(imported, 't2', confirmSegment(find(read(imported, null), 't2')));
  expect(find(read(confirmed, null), 't2')).toMatchObject({ state: 'confirmed', stale: false });
});

test('a segment named like a property of every object is none', () => {
  expect(find(read(edition(doc(paragraph('constructor', 'x')))), 'constructor').segment).toBeNull();
});

test('a block left empty on both sides is not counted', () => {
  const withEmpty = edition(doc(paragraph('t', ''), paragraph('u', '')), { u: newSegment(sourceBlock(source, 's2')) });
  expect(progressOf(read(withEmpty))).toEqual({ passages: 1, confirmed: 0, stale: 0 });
});

test('rows stand in the order of the source, unmatched blocks in their places', () => {
  const from = doc(
    headline('s1', 'H'),
    paragraph('s2', 'One.'),
    quote('q', paragraph('s3', 'Two.')),
    bullets(item('i', paragraph('s4', 'Three.'))),
  );
  const made = edition(
    doc(
      paragraph('new0', 'Antes'),
      headline('t1', 'T'),
      paragraph('t3a', 'Dos'),
      paragraph('t3b', 'y medio'),
      paragraph('new', 'Nota'),
      paragraph('t2', 'Uno'),
    ),
    {
      t1: newSegment(sourceBlock(from, 's1')),
      t2: newSegment(sourceBlock(from, 's2')),
      t3a: newSegment(sourceBlock(from, 's3')),
      t3b: newSegment(sourceBlock(from, 's3')),
    },
  );
  const rows = passageRows(made, edition(from), []);
  expect(
    rows.map((row) => [row.source.map((block) => block.attrs.id).join('+'), row.target?.attrs.id ?? null]),
  ).toEqual([
    ['', 'new0'],
    ['s1', 't1'],
    ['s2', 't2'],
    ['s3', 't3a'],
    ['', 't3b'],
    ['', 'new'],
    ['s4', null],
  ]);
});

test('rows hold every block of both texts once', () => {
  const ids = fc.uniqueArray(fc.nat(8).map(String), { maxLength: 8 });
  const pairs = fc.array(fc.tuple(fc.nat(8).map(String), fc.array(fc.nat(8).map(String), { maxLength: 3 })));
  fc.assert(
    fc.property(ids, ids, pairs, (sourceIds, targetIds, links) => {
      const from = edition(doc(...sourceIds.map((id) => paragraph(`s${id}`, id))));
      const segments = Object.fromEntries(
        links.map(([id, to]) => [`t${id}`, { ...newSegment([]), source: to.map((other) => `s${other}`) }]),
      );
      const rows = passageRows(edition(doc(...targetIds.map((id) => paragraph(`t${id}`, id))), segments), from, []);
      expect(rows.flatMap((row) => row.source.map((block) => block.attrs.id)).sort()).toEqual(
        sourceIds.map((id) => `s${id}`).sort(),
      );
      expect(rows.flatMap((row) => row.target?.attrs.id ?? []).sort()).toEqual(targetIds.map((id) => `t${id}`).sort());
    }),
  );
});
