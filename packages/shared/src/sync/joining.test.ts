import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { joinRows } from './joining.ts';

/** A document and the rows that its log has. */
function written(clientID = 1) {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  const rows: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => rows.push(update));
  return { doc, rows, text: doc.getText('t') };
}

function build(...updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

const holds = (update: Uint8Array, words: string) => Buffer.from(update).includes(words);

describe('H31 the rows of a log, joined without a Y.Doc', () => {
  it('are what a Y.Doc makes of them', () => {
    const { doc, rows, text } = written();
    text.insert(0, 'one');
    const other = build(...rows);
    other.clientID = 2;
    other.getText('t').insert(3, ' two ✓');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)));
    text.insert(0, '> ');
    const joined = joinRows(rows);
    expect(joined?.clocks).toEqual(Y.decodeStateVector(Y.encodeStateVector(doc)));
    expect(
      build(joined?.update ?? Uint8Array.of())
        .getText('t')
        .toString(),
    ).toBe('> one two ✓');
  });

  it('are a single row itself, and nothing where there is none', () => {
    const { rows, text } = written();
    expect(joinRows([])?.update).toEqual(Uint8Array.of(0, 0));
    text.insert(0, 'one');
    expect(joinRows(rows)?.update).toBe(rows[0]);
  });

  it('hold no text that was deleted', () => {
    const { doc, rows, text } = written();
    text.insert(0, 'open secret');
    text.delete(4, 7);
    expect(joinRows(rows)).toBeNull();
    // In one row, as somebody whose copy forgets nothing brings it.
    expect(joinRows([Y.mergeUpdates(rows)])).toBeNull();
    const folded = Y.encodeStateAsUpdate(doc);
    text.insert(4, ' door');
    const joined = joinRows([folded, ...rows.slice(2)]);
    expect(joined !== null && holds(joined.update, 'open') && holds(joined.update, ' door')).toBe(true);
    expect(joined !== null && holds(joined.update, 'secret')).toBe(false);
  });

  it('are left to a Y.Doc where they have a gap, repeat something or can not be read', () => {
    const { rows, text } = written();
    for (const words of ['one', 'two', 'three']) text.insert(text.length, words);
    const [first, second, third] = rows;
    if (first === undefined || second === undefined || third === undefined) throw new Error('three rows');
    expect(joinRows([first, second, third])).not.toBeNull();
    expect(joinRows([first, third])).toBeNull();
    expect(joinRows([second])).toBeNull();
    expect(joinRows([first, second, second])).toBeNull();
    expect(joinRows([first, second.subarray(1)])).toBeNull();
  });

  it('never differ from the document, however it was written and folded', () => {
    let joins = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2), fc.nat(30), fc.boolean()), { minLength: 1, maxLength: 30 }),
        fc.nat(30),
        (steps, foldAt) => {
          const { doc: log, rows } = written(9);
          const docs = [1, 2, 3].map((client) => {
            const doc = new Y.Doc();
            doc.clientID = client;
            return doc;
          });
          for (const doc of docs) {
            doc.on('update', (update: Uint8Array, origin: unknown) => {
              if (origin === 'sync') return;
              for (const other of [...docs, log]) if (other !== doc) Y.applyUpdate(other, update, 'sync');
            });
          }
          steps.forEach(([who, at, remove], step) => {
            if (step === foldAt) rows.splice(0, rows.length, Y.encodeStateAsUpdate(log));
            const list = docs[who]?.getXmlFragment('x');
            if (list === undefined) return;
            if (remove && list.length > 0) list.delete(at % list.length, 1);
            else {
              const element = new Y.XmlElement('p');
              element.insert(0, [new Y.XmlText(`words ${step}`)]);
              list.insert(at % (list.length + 1), [element]);
            }
          });
          const joined = joinRows(rows);
          if (joined === null) {
            expect(steps.some(([, , remove]) => remove)).toBe(true);
            return;
          }
          joins += 1;
          expect(joined.clocks).toEqual(Y.decodeStateVector(Y.encodeStateVector(log)));
          expect(Y.encodeStateAsUpdate(build(joined.update))).toEqual(Y.encodeStateAsUpdate(build(...rows)));
          expect(Y.encodeStateAsUpdate(build(joined.update))).toEqual(Y.encodeStateAsUpdate(log));
        },
      ),
    );
    expect(joins).toBeGreaterThan(0);
  });
});
