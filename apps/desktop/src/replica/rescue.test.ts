import { BLANK_EDITION, findBlock, removeWithin, setAside, setBlockText, writeSegment } from '@copydesk/editor/schema';
import { newSegment } from '@copydesk/shared/article';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { mayTakeWords, planRescue } from './rescue.ts';

function docFrom(...updates: Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

const stateOf = (doc: Y.Doc) => Y.encodeStateAsUpdate(doc);
const write = (doc: Y.Doc, text: string, id = 'first') => setBlockText(doc, id, [{ type: 'text', text }]);

/** A text as upstream has it, and what each side then does to a copy of it. */
function apart(text: string, mine: (doc: Y.Doc) => void, theirs: (doc: Y.Doc) => void) {
  const start = docFrom(BLANK_EDITION);
  write(start, text);
  const base = stateOf(start);
  const [here, there] = [docFrom(base), docFrom(base)];
  mine(here);
  theirs(there);
  const update = Y.encodeStateAsUpdate(there, Y.encodeStateVector(start));
  const pending = [Y.encodeStateAsUpdate(here, Y.encodeStateVector(start))];
  return { base: [base], pending, mine: here, update };
}

/** Takes the block out and puts one with other words in its place, under its id. */
function replace(doc: Y.Doc, text: string): void {
  removeWithin(doc, 'first');
  const block = new Y.XmlElement('heading');
  block.setAttribute('id', 'first');
  block.insert(0, [new Y.XmlText(text)]);
  doc.getXmlFragment('content').push([block]);
}

describe('words that an update takes along', () => {
  it('go into the block of the same id, at their places, beside what others changed', () => {
    const merge = apart(
      'One two three four.',
      (doc) => {
        write(doc, 'One and two three four.');
        write(doc, 'One and two three, four.');
      },
      (doc) => replace(doc, 'One two three four. Five.'),
    );
    expect(mayTakeWords(merge.mine, merge.update)).toBe(true);
    expect(planRescue(merge)).toEqual({
      homeless: [],
      rewrites: [
        {
          block: 'first',
          splices: [
            { index: 13, remove: 0, insert: ',' },
            { index: 4, remove: 0, insert: 'and ' },
          ],
        },
      ],
    });
  });

  it('are held where others changed the same words, and where the block is gone', () => {
    const changed = apart(
      'One two.',
      (doc) => write(doc, 'One and two.'),
      (doc) => replace(doc, 'Nothing.'),
    );
    const changes = [{ block: 'first', before: 'One two.', after: 'One and two.' }];
    expect(planRescue(changed)).toEqual({
      rewrites: [],
      homeless: [{ code: 'passage-gone', changes, text: 'One and two.' }],
    });
    const gone = apart(
      'One two.',
      (doc) => removeWithin(doc, 'first'),
      (doc) => write(doc, 'One and two.'),
    );
    expect(mayTakeWords(gone.mine, gone.update)).toBe(true);
    expect(planRescue(gone).homeless).toEqual([{ code: 'passage-written', changes, text: 'One and two.' }]);
  });

  it('are left alone where they went along, into the text or aside', () => {
    const start = docFrom(BLANK_EDITION);
    write(start, 'One.');
    writeSegment(start, 'first', newSegment([]));
    const base = stateOf(start);
    const mine = docFrom(base);
    write(mine, 'One two.');
    // As after an acknowledgement that was lost on its way.
    for (const takeAlong of [
      (doc: Y.Doc) => replace(doc, 'One two. Three.'),
      (doc: Y.Doc) => setAside(doc, 'first', { sourceText: '', at: '2026-11-24T10:00:00.000Z' }),
    ]) {
      const theirs = docFrom(stateOf(mine));
      takeAlong(theirs);
      const update = Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(mine));
      const pending = [Y.encodeStateAsUpdate(mine, Y.encodeStateVector(start))];
      expect(planRescue({ base: [base], pending, mine, update })).toEqual({ rewrites: [], homeless: [] });
    }
  });

  it('are found where they build on what upstream has already, though that is not acknowledged', () => {
    const start = docFrom(BLANK_EDITION);
    write(start, 'One.');
    const base = stateOf(start);
    const mine = docFrom(base);
    const pending: Uint8Array[] = [];
    mine.on('update', (row) => pending.push(row));
    write(mine, 'One two.');
    const theirs = docFrom(stateOf(mine));
    removeWithin(mine, 'first');
    write(theirs, 'One two three.');
    const update = Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(mine));
    expect(planRescue({ base: [base], pending, mine, update }).homeless).toEqual([
      expect.objectContaining({
        code: 'passage-written',
        changes: [{ block: 'first', before: 'One two.', after: 'One two three.' }],
      }),
    ]);
  });

  it('are none where people only write, delete words and add passages', () => {
    const merge = apart(
      'One two three.',
      (doc) => write(doc, 'One and three.'),
      (doc) => {
        write(doc, 'Two three, four.');
        write(doc, 'A headline', 'headline');
        doc.getXmlFragment('content').push([new Y.XmlElement('paragraph')]);
      },
    );
    expect(mayTakeWords(merge.mine, merge.update)).toBe(false);
    expect(planRescue(merge)).toEqual({ rewrites: [], homeless: [] });
  });

  it('are not those that a person saw and deleted', () => {
    const merge = apart(
      'One two.',
      (doc) => {
        write(doc, 'One and two.');
        write(doc, 'One two.');
      },
      (doc) => removeWithin(doc, 'first'),
    );
    expect(findBlock(docFrom(...merge.base, merge.update), 'first')).toBeNull();
    expect(planRescue(merge)).toEqual({ rewrites: [], homeless: [] });
  });
});
