import { describe, expect, it } from 'vitest';
import { doc, edition, paragraph } from '../article/article.testing.ts';
import type { PassageEvidence, Segments } from '../article/model.ts';
import { confirmSegment, newSegment, passages } from '../article/passages.ts';
import { textBlocks } from '../article/text.ts';
import { revisionAccount } from './revision.ts';

const source = doc(paragraph('a', 'One house.'), paragraph('b', 'Two houses.'), paragraph('c', 'Three houses.'));
const AT = '2026-11-22T09:00:00.000Z';

/** A translation of the source: its words, by whom each is confirmed and checked when. */
function account(
  targets: readonly {
    readonly text: string;
    readonly output?: string | null;
    readonly earlier?: string;
    readonly confirmed?: readonly [by: string, at: string];
    readonly reviewed?: readonly [by: string, at: string];
  }[],
) {
  const blocks = textBlocks(source);
  const content = doc(...targets.map(({ text }, n) => paragraph(`t${n}`, text)));
  const segments: Segments = {};
  targets.forEach((_, n) => {
    segments[`t${n}`] = newSegment(blocks.slice(n, n + 1));
  });
  const plain = passages(edition(content, segments), edition(source), []);
  const evidence = targets.map(({ output, earlier, confirmed, reviewed }, n): PassageEvidence => {
    const passage = plain[n];
    if (passage === undefined) throw new Error('no passage');
    const segment = confirmSegment(passage, { review: reviewed !== undefined });
    if (confirmed !== undefined || reviewed !== undefined) segments[passage.id] = segment;
    const hashes = segment.confirmed ?? { source: '', target: '' };
    const attest = ([by, at]: readonly [string, string], review: boolean) => ({ by, name: by, at, review, ...hashes });
    return {
      block: passage.id,
      origin: output === null ? 'human' : 'machine',
      engine: output === null ? null : 'Loud 1.0',
      sourceText: null,
      output: output ?? '',
      at: AT,
      ...(earlier === undefined
        ? {}
        : { earlier: [{ engine: 'Loud 0.9', sourceText: null, output: earlier, replaced: null, at: AT }] }),
      confirmations: [
        ...(confirmed === undefined ? [] : [attest(confirmed, false)]),
        ...(reviewed === undefined ? [] : [attest(reviewed, true)]),
      ],
    };
  });
  return revisionAccount(passages(edition(content, segments), edition(source), evidence), evidence, 'es');
}

describe('the account of a revision', () => {
  it('tells what was confirmed unchanged, by whom and in what time, from what was revised', () => {
    const told = account([
      { text: 'Una casa.', output: 'Una casa.', confirmed: ['marta', '2026-11-22T09:00:00.000Z'] },
      { text: 'Dos casas.', output: 'Dos casas.', confirmed: ['marta', '2026-11-22T09:00:40.000Z'] },
      { text: 'Tres casas viejas.', output: 'Tres casas.', confirmed: ['marta', '2026-11-22T09:05:00.000Z'] },
    ]);
    expect(told).toMatchObject({ confirmed: 3, unchanged: 2, seconds: 40 });
    expect(told.passages.map(({ unchanged, share, confirmed }) => [unchanged, share, confirmed?.name])).toEqual([
      [true, 0, 'marta'],
      [true, 0, 'marta'],
      [false, 0.25, 'marta'],
    ]);
    expect(told.share).toBeCloseTo(1 / 10);
  });

  it('compares with every output there was: an earlier one put back is no revision', () => {
    const told = account([{ text: 'Una casa vieja.', output: 'Un edificio.', earlier: 'Una casa vieja.' }]);
    expect(told.passages).toMatchObject([{ unchanged: true, share: 0 }]);
  });

  it('has nothing to compare where a person wrote the text', () => {
    const told = account([{ text: 'Una casa.', output: null, confirmed: ['marta', AT] }]);
    expect(told).toMatchObject({ confirmed: 0, unchanged: 0, seconds: null, share: null });
    expect(told.passages).toMatchObject([{ origin: 'human', share: null, confirmed: { name: 'marta' } }]);
  });

  it('counts a review only by a second person', () => {
    const told = account([
      { text: 'Una casa.', output: 'Casa una.', confirmed: ['marta', AT], reviewed: ['leila', AT] },
      { text: 'Dos casas.', output: 'Casas dos.', confirmed: ['marta', AT], reviewed: ['marta', AT] },
      { text: 'Tres casas.', output: 'Casas tres.', reviewed: ['marta', AT] },
    ]);
    expect(told.passages.map(({ state, confirmed, reviewed }) => [state, confirmed?.name, reviewed?.name])).toEqual([
      ['reviewed', 'marta', 'leila'],
      ['confirmed', 'marta', undefined],
      ['confirmed', 'marta', undefined],
    ]);
  });

  it('lets a confirmation lapse with the text it was given for', () => {
    const told = account([{ text: 'Una casa.', output: 'Una casa.' }]);
    expect(told.passages).toMatchObject([{ state: 'machine', confirmed: null }]);
  });
});
