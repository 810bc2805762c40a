import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { LiveDocument } from './live-document.ts';
import type { LogRow, StoredDocument } from './ports.ts';
import { NAME } from './testing/hub-fixture.ts';
import { checkUpdate } from './update-check.ts';

const ANA = { userId: 'ana', name: 'Ana', sessionId: 's' };
const EMPTY: StoredDocument = { epoch: 'e', head: 0, updates: [], owners: new Map() };

function take(live: LiveDocument, update: Uint8Array): LogRow | null {
  return live.apply(update, checkUpdate(live.doc, update), ANA, 'upstream')?.row ?? null;
}

/** Each change of a document as an update of its own, until it is asked again. */
function changesOf(doc: Y.Doc): () => Uint8Array[] {
  const changes: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => void changes.push(update));
  return () => changes.splice(0);
}

describe('a row of the log', () => {
  it('is what came, byte for byte, where that is new and nothing else happens', () => {
    const live = new LiveDocument(NAME, EMPTY, []);
    const doc = new Y.Doc();
    const changes = changesOf(doc);
    doc.getText('content').insert(0, 'typed');
    const [update = new Uint8Array()] = changes();
    const frame = Uint8Array.of(9, 9, ...update);
    const row = take(live, frame.subarray(2));
    expect(row).toEqual({ update, userId: 'ana', newClientIds: [doc.clientID], origin: 'upstream', witnessed: null });
    // The frame that it came in is let go.
    expect(row?.update.buffer.byteLength).toBe(update.length);
    expect(take(live, update)).toBeNull();
  });

  it('says what went with it, where words come for a paragraph that is gone', () => {
    const [one, two] = [new Y.Doc(), new Y.Doc()];
    const fragment = one.getXmlFragment('content');
    fragment.insert(0, [new Y.XmlElement('paragraph')]);
    const live = new LiveDocument(NAME, EMPTY, []);
    take(live, Y.encodeStateAsUpdate(one));
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    const paragraph = two.getXmlFragment('content').get(0);
    if (!(paragraph instanceof Y.XmlElement)) throw new Error('no paragraph');
    const [ofOne, ofTwo] = [changesOf(one), changesOf(two)];
    fragment.delete(0);
    paragraph.insert(0, [new Y.XmlText('late')]);
    for (const update of ofOne()) take(live, update);
    const rows = ofTwo().map((update) => take(live, update));
    const stored = new Y.Doc();
    for (const row of rows) if (row !== null) Y.applyUpdate(stored, row.update);
    // Nobody who comes later is given the words.
    expect(rows.some((row) => row !== null && Buffer.from(row.update).includes('late'))).toBe(false);
  });

  it('makes the same document as what came, whoever wrote what', () => {
    const step = fc.record({
      from: fc.nat(2),
      kind: fc.constantFrom('insert', 'insert', 'insert', 'delete', 'format', 'fact'),
      at: fc.nat(1_000),
      told: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
        const streams = docs.map(changesOf);
        const live = new LiveDocument(NAME, EMPTY, []);
        const rows: Uint8Array[] = [];
        for (const { from, kind, at, told } of steps) {
          const doc = docs[from] ?? new Y.Doc();
          const text = doc.getText('content');
          const place = at % Math.max(1, text.length);
          if (kind === 'fact') doc.getMap('facts').set(`key ${at % 3}`, at);
          else if (kind === 'insert' || text.length === 0) text.insert(place, `${at} `);
          else if (kind === 'delete') text.delete(place, 1);
          else text.format(place, 1, { bold: true });
          if (!told) continue;
          for (const update of streams.flatMap((changes) => changes())) {
            const row = take(live, update);
            if (row !== null) rows.push(row.update);
            for (const other of docs) Y.applyUpdate(other, update);
          }
        }
        const stored = new LiveDocument(NAME, { ...EMPTY, updates: rows }, []);
        expect(Y.encodeStateAsUpdate(stored.doc)).toEqual(Y.encodeStateAsUpdate(live.doc));
      }),
    );
  });
});
