import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Batch } from './batch.ts';
import { LiveDocument } from './live-document.ts';
import { type LogRow, NOBODY, type StoredDocument, type Witness } from './ports.ts';
import { NAME } from './testing/hub-fixture.ts';
import { checkUpdate } from './update-check.ts';

const EMPTY: StoredDocument = { epoch: 'e', head: 0, updates: [], owners: new Map() };

/** A hub's document, and a few people who each type in a copy of it. */
function newsroom(people: readonly string[], witness?: Witness) {
  const live = new LiveDocument(NAME, EMPTY, [], witness);
  const typed: Uint8Array[] = [];
  const docs = people.map(() => {
    const doc = new Y.Doc();
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'told') typed.push(update);
    });
    return doc;
  });
  return {
    live,
    docs,
    /** Person `who` does something, and it is taken into the batch. */
    does(who: number, batch: Batch, change: (doc: Y.Doc) => void, userId = people[who]): void {
      const doc = docs[who];
      if (doc === undefined || userId === undefined) throw new Error('no such person');
      change(doc);
      for (const update of typed.splice(0)) {
        const content = checkUpdate(live.doc, update, batch.settled);
        const added = live.apply(update, content, { userId, name: '', sessionId: '' }, 'upstream');
        if (added !== null) batch.add(added.row, null, added.brings);
      }
    },
    /** Person `who` is told all there is. */
    told(who: number): void {
      const doc = docs[who];
      if (doc !== undefined) Y.applyUpdate(doc, Y.encodeStateAsUpdate(live.doc, Y.encodeStateVector(doc)), 'told');
    },
  };
}

const type = (words: string) => (doc: Y.Doc) => {
  const text = doc.getText('content');
  text.insert(text.length, words);
};

/** Puts rows in a document one after another; each has to find all that it builds on. */
function replay(rows: readonly LogRow[], into = new Y.Doc()): Y.Doc {
  for (const { update } of rows) {
    expect(checkUpdate(into, update).gap).toBe(false);
    Y.applyUpdate(into, update);
  }
  return into;
}

describe('[H6] the rows of a batch', () => {
  it('hold what each person typed in one piece, whoever typed between', () => {
    const { live, docs, does } = newsroom(['ana', 'ben']);
    const batch = new Batch();
    for (const letter of 'abc') {
      does(0, batch, type(letter));
      does(1, batch, type(letter.toUpperCase()));
    }
    expect(batch.rows.map(({ userId, newClientIds }) => [userId, newClientIds])).toEqual([
      ['ana', [docs[0]?.clientID]],
      ['ben', [docs[1]?.clientID]],
    ]);
    expect(replay(batch.rows).getText('content').toString()).toBe(live.doc.getText('content').toString());
  });

  it('come in an order in which each finds what it builds on', () => {
    const { does, told } = newsroom(['ana', 'ben']);
    const batch = new Batch();
    does(0, batch, type('a'));
    told(1);
    does(1, batch, type('b'));
    told(0);
    does(0, batch, type('c'));
    does(0, batch, type('d'));
    expect(batch.rows.map(({ userId }) => userId)).toEqual(['ana', 'ben', 'ana']);
    expect(replay(batch.rows).getText('content').toString()).toBe('abcd');
  });

  it('stay apart where one deletes, or the witness has a word to say', () => {
    const witness: Witness = ({ transaction }) =>
      [...transaction.changed.values()].some((keys) => keys.has('byline')) ? 'seen' : null;
    const { does } = newsroom(['ana'], witness);
    const batch = new Batch();
    does(0, batch, type('a'));
    does(0, batch, (doc) => doc.getText('content').delete(0, 1));
    does(0, batch, type('b'));
    does(0, batch, (doc) => doc.getMap('fields').set('byline', 'Ana'));
    does(0, batch, type('c'));
    expect(batch.rows.map(({ witnessed }) => witnessed)).toEqual([null, null, null, 'seen', null]);
    expect(replay(batch.rows).getText('content').toString()).toBe('bc');
  });

  it('stay apart where somebody else brought back what a person had typed', () => {
    const { live, does } = newsroom(['ana']);
    const batch = new Batch();
    does(0, batch, type('a'));
    does(0, batch, type('b'), NOBODY.userId);
    does(0, batch, type('c'));
    expect(batch.rows.map(({ userId }) => userId)).toEqual(['ana', '', 'ana']);
    expect(replay(batch.rows).getText('content').toString()).toBe(live.doc.getText('content').toString());
  });

  it('and all of them as one give the document, whatever was done in it', () => {
    const step = fc.record({
      who: fc.nat(2),
      kind: fc.constantFrom('insert', 'insert', 'insert', 'insert', 'delete', 'format', 'fact', 'element'),
      at: fc.nat(1_000),
      told: fc.boolean(),
      ends: fc.integer({ min: 0, max: 9 }),
    });
    let [letters, kept] = [0, 0];
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const { live, does, told } = newsroom(['ana', 'ben', 'eva']);
        const [log, reader] = [new Y.Doc(), new Y.Doc()];
        let batch = new Batch();
        const commit = () => {
          replay(batch.rows, log);
          expect(new Set(batch.rows.flatMap((row) => row.newClientIds)).size).toBe(
            batch.rows.flatMap((row) => row.newClientIds).length,
          );
          if (batch.rows.length > 0) Y.applyUpdate(reader, batch.merged());
          kept += batch.rows.length;
          batch = new Batch();
        };
        for (const { who, kind, at, told: isTold, ends } of steps) {
          if (isTold) told(who);
          letters += 1;
          does(who, batch, (doc) => {
            const text = doc.getText('content');
            const place = at % Math.max(1, text.length);
            if (kind === 'fact') doc.getMap('facts').set(`key ${at % 3}`, at);
            else if (kind === 'element') doc.getXmlFragment('body').insert(0, [new Y.XmlElement('p')]);
            else if (kind === 'insert' || text.length === 0) text.insert(place, `${at} `);
            else if (kind === 'delete') text.delete(place, 1);
            else text.format(place, 1, { bold: true });
          });
          if (ends === 0) commit();
        }
        commit();
        for (const doc of [log, reader]) {
          expect(doc.getText('content').toDelta()).toEqual(live.doc.getText('content').toDelta());
          expect(doc.getMap('facts').toJSON()).toEqual(live.doc.getMap('facts').toJSON());
          expect(doc.getXmlFragment('body').length).toBe(live.doc.getXmlFragment('body').length);
          expect(Y.encodeStateVector(doc).length).toBe(Y.encodeStateVector(live.doc).length);
        }
      }),
    );
    expect(kept).toBeLessThan(letters);
  });
});
