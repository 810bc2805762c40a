import { expect, test } from 'vitest';
import type { EditionText, PassageEvidence, Segments } from '../../article/model.ts';
import { newSegment } from '../../article/passages.ts';
import { textBlocks } from '../../article/text.ts';
import { pairingsOf } from './pairings.ts';
import { contextHash } from './words.ts';

function edition(side: 's' | 't', texts: readonly string[], segments: Segments = {}): EditionText {
  const content = texts.map((text, index) => ({
    type: 'paragraph' as const,
    attrs: { id: `${side}${index}` },
    ...(text === '' ? {} : { content: [{ type: 'text' as const, text }] }),
  }));
  return { content: { type: 'doc', content }, fields: {}, segments };
}

/** Passages in order, each made from the source block of the same place. */
function pairingsFrom(pairs: readonly (readonly [source: string, target: string])[], machine: readonly number[] = []) {
  const source = edition(
    's',
    pairs.map(([text]) => text),
  );
  const segments = Object.fromEntries(
    textBlocks(source.content).map((block, index) => [`t${index}`, newSegment([block])]),
  );
  const target = edition(
    't',
    pairs.map(([, text]) => text),
    segments,
  );
  const evidence = machine.map(
    (index): PassageEvidence => ({
      block: `t${index}`,
      origin: 'machine',
      engine: 'Apertium',
      sourceText: pairs[index]?.[0] ?? '',
      output: pairs[index]?.[1] ?? '',
      at: '2026-11-01T10:00:00.000Z',
      confirmations: [],
    }),
  );
  return { source, target, pairings: pairingsOf({ from: 'en', to: 'es', source, target, evidence }) };
}

test('a passage with its neighbours, and its sentences where both sides have as many', () => {
  const { pairings } = pairingsFrom([
    ['Fog came in.', 'Llegó la niebla.'],
    ['Mr. Reed left. Nobody saw him.', 'El Sr. Reed se fue. Nadie lo vio.'],
    ['It rained. It snowed.', 'Llovió y nevó.'],
  ]);
  expect(pairings.map(({ kind, source, target }) => [kind, source, target])).toEqual([
    ['passage', 'Fog came in.', 'Llegó la niebla.'],
    ['passage', 'Mr. Reed left. Nobody saw him.', 'El Sr. Reed se fue. Nadie lo vio.'],
    ['sentence', 'Mr. Reed left.', 'El Sr. Reed se fue.'],
    ['sentence', 'Nobody saw him.', 'Nadie lo vio.'],
    ['passage', 'It rained. It snowed.', 'Llovió y nevó.'],
  ]);
  expect(pairings[1]).toMatchObject({
    before: contextHash('Fog came in.'),
    after: contextHash('It rained. It snowed.'),
  });
  expect(pairings[0]?.before).toBe('');
});

test('not what a machine wrote and nobody touched, what is empty, or what was made from another source', () => {
  const { source, target, pairings } = pairingsFrom(
    [
      ['One.', 'Uno.'],
      ['Two.', ''],
      ['Three.', 'Tres.'],
    ],
    [0],
  );
  expect(pairings.map((pairing) => pairing.source)).toEqual(['Three.']);
  const moved = edition('s', ['One.', 'Two.', 'Four.']);
  expect(
    pairingsOf({ from: 'en', to: 'es', source: moved, target, evidence: [] }).map(({ target: text }) => text),
  ).toEqual(['Uno.']);
  expect(source.content.content).toHaveLength(3);
});
