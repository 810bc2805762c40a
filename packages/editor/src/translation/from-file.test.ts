import { type EditionText, newSegment, passages, textBlocks } from '@copydesk/shared/article';
import { exchangeStory, planMerge, readExchange, toXliff2 } from '@copydesk/shared/translation/exchange';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readEdition, setBlockText, writeContent, writeSegment } from '../schema/index.ts';
import { takeFromFile } from './from-file.ts';

const SOURCE: EditionText = {
  content: {
    type: 'doc',
    content: [
      { type: 'headline', attrs: { id: 'h' }, content: [{ type: 'text', text: 'Storm in the valley' }] },
      { type: 'paragraph', attrs: { id: 'p' }, content: [{ type: 'text', text: 'It hailed.' }] },
      { type: 'paragraph', attrs: { id: 'q' }, content: [{ type: 'text', text: 'Nobody was hurt.' }] },
    ],
  },
  fields: {},
  segments: {},
};

/** A translation with its headline alone; the paragraphs have no target yet. */
function translation(): Y.Doc {
  const doc = new Y.Doc();
  writeContent(doc, { type: 'doc', content: [{ type: 'headline', attrs: { id: 't' } }] });
  writeSegment(doc, 't', newSegment(textBlocks(SOURCE.content).slice(0, 1)));
  setBlockText(doc, 't', [{ type: 'text', text: 'Tormenta' }]);
  return doc;
}

const storyOf = (doc: Y.Doc, source = SOURCE) =>
  exchangeStory({
    articleId: 'a',
    from: 'en',
    to: 'es',
    target: readEdition(doc),
    source,
    evidence: [],
    approved: false,
    headlineMax: 70,
  });

/** The file as somebody sends it back. */
function returned(doc: Y.Doc, change: (xliff: string) => string, source = SOURCE) {
  const bytes = new TextEncoder().encode(change(toXliff2(storyOf(doc))));
  return planMerge(readExchange({ name: 'f.xlf', bytes, from: 'en', to: 'es' }), storyOf(doc, source));
}

const translated = (xliff: string) =>
  xliff
    .replace('state="initial" subState="copydesk:edited"', 'state="translated"')
    .replace('<target>Tormenta', '<target>Tormenta en el valle')
    .replace('<source>It hailed.</source>', '<source>It hailed.</source><target>Granizó.</target>')
    .replace('<source>Nobody was hurt.</source>', '<source>Nobody was hurt.</source><target>No hubo heridos.</target>');

describe('taking passages from a file', () => {
  it('writes them, makes those that are not there yet in their place, and confirms only when asked to', () => {
    const doc = translation();
    const options = { source: SOURCE, language: 'es', origin: null };
    const plan = returned(doc, translated);
    expect(plan.rows.map(({ kind }) => kind)).toEqual(['file', 'file', 'file']);
    // The last first: the order of the text is that of the source all the same.
    for (const row of plan.rows.toReversed()) {
      expect(takeFromFile(doc, row, { ...options, target: readEdition(doc), confirm: false })).toBe(true);
    }
    const all = passages(readEdition(doc), SOURCE, []);
    expect(all.map(({ target }) => target.content)).toMatchObject([
      [{ text: 'Tormenta en el valle' }],
      [{ text: 'Granizó.' }],
      [{ text: 'No hubo heridos.' }],
    ]);
    expect(all.map(({ state }) => state)).toEqual(['edited', 'edited', 'edited']);

    for (const row of plan.rows) takeFromFile(doc, row, { ...options, target: readEdition(doc), confirm: true });
    expect(passages(readEdition(doc), SOURCE, []).map(({ state }) => state)).toEqual(['confirmed', 'edited', 'edited']);
  });

  it('leaves a passage stale that was translated from an older source', () => {
    const doc = translation();
    const [first, ...rest] = SOURCE.content.content;
    if (first?.type !== 'headline') throw new Error('no headline');
    const now = { ...first, content: [{ type: 'text' as const, text: 'Hail in the valley' }] };
    const today: EditionText = { ...SOURCE, content: { type: 'doc', content: [now, ...rest] } };
    const [row] = returned(doc, translated, today).rows;
    if (row === undefined) throw new Error('no row');
    takeFromFile(doc, row, { target: readEdition(doc), source: today, language: 'es', confirm: true, origin: null });
    expect(passages(readEdition(doc), today, [])[0]).toMatchObject({ state: 'edited', stale: true });
  });
});
