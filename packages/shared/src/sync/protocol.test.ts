import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  BadFrame,
  decodeFrame,
  encodeAccess,
  encodeAwareness,
  encodeDurable,
  encodeQueryAwareness,
  encodeRefused,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
} from './protocol.ts';
import { checkUpdate } from './update-check.ts';

const bytes = fc.uint8Array({ maxLength: 400 });
const count = fc.nat(2 ** 31);

describe('the codec', () => {
  it('reads what it wrote', () => {
    fc.assert(
      fc.property(bytes, count, fc.string(), fc.string(), fc.constantFrom(0, 1), (body, n, code, detail, place) => {
        expect(decodeFrame(encodeStep1(body))).toEqual({ type: 'step1', stateVector: body });
        expect(decodeFrame(encodeStep2(body))).toEqual({ type: 'step2', update: body });
        expect(decodeFrame(encodeUpdate(body))).toEqual({ type: 'update', update: body });
        expect(decodeFrame(encodeAwareness(body))).toEqual({ type: 'awareness', update: body });
        expect(decodeFrame(encodeQueryAwareness())).toEqual({ type: 'queryAwareness' });
        const durable = encodeDurable(body, n, place === 0 ? 0 : 1);
        expect(decodeFrame(durable)).toEqual({ type: 'durable', stateVector: body, count: n, place });
        const refused = encodeRefused(n, code, detail);
        const wellFormed = { code: code.toWellFormed(), detail: detail.toWellFormed() };
        expect(decodeFrame(refused)).toEqual({ type: 'refused', count: n, ...wellFormed });
        const access = encodeAccess('suggest', wellFormed.code, 'e');
        expect(decodeFrame(access)).toEqual({ type: 'access', level: 'suggest', reason: wellFormed.code, epoch: 'e' });
      }),
    );
  });

  it('leaves a message of a later version alone', () => {
    expect(decodeFrame(Uint8Array.of(77, 1, 2, 3))).toEqual({ type: 'unknown', number: 77 });
  });

  it.each([
    ['nothing', []],
    ['a number not in its shortest form', [0x80, 0x00, 2, 0]],
    ['a longer one', [0x80, 0x80, 0x00, 2, 0]],
    ['a kind of sync not in its shortest form', [0, 0x82, 0x00, 0]],
    ['an unknown kind of sync', [0, 3, 0]],
    ['bytes after its end', [0, 2, 1, 0, 0]],
    ['a second message', [0, 2, 0, 0, 2, 0]],
    ['fewer bytes than it says', [0, 2, 9, 1]],
    ['a length beyond all numbers', [0, 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]],
    ['a body for queryAwareness', [3, 0]],
    ['an unknown access level', [101, 7, 0, 0]],
    ['an unknown place', [100, 0, 1, 2]],
    ['text that is not UTF-8', [102, 1, 1, 0xff, 0]],
  ])('refuses %s', (_what, frame) => {
    expect(() => decodeFrame(Uint8Array.from(frame))).toThrow(BadFrame);
  });
});

describe('the check of an update', () => {
  function everyKind(): Y.Doc {
    const doc = new Y.Doc();
    const map = doc.getMap('map');
    const nested = new Map<string, unknown>(Object.entries({ a: [1, -7, 2 ** 40, 1.5, 0.1, true, false, null, 'é'] }));
    map.set('any', { list: [...nested.values()], deep: { x: [[{}]] }, bytes: Uint8Array.of(1, 2) });
    map.set('big', 12n);
    map.set('none', undefined);
    map.set('bytes', Uint8Array.of(1, 2, 3));
    map.set('sub', new Y.Doc());
    const text = doc.getText('text');
    text.insert(0, 'plain 🎈 text');
    text.format(0, 5, { bold: true });
    text.insertEmbed(3, { image: 'x' });
    text.delete(2, 3);
    const element = new Y.XmlElement('paragraph');
    doc.getXmlFragment('xml').insert(0, [element, new Y.XmlText('loose')]);
    element.setAttribute('id', 'b1');
    element.insert(0, [new Y.XmlText('words')]);
    doc.getArray('array').insert(0, [1, 'two', { three: 3 }]);
    doc.getArray('array').delete(1, 1);
    return doc;
  }

  it('finds what Yjs finds', () => {
    const doc = everyKind();
    const update = Y.encodeStateAsUpdate(doc);
    const content = checkUpdate(new Y.Doc(), update);
    expect(content.gap).toBe(false);
    expect(content.structs).toMatchObject([
      { client: doc.clientID, start: 0, end: Y.getState(doc.store, doc.clientID) },
    ]);
    const decoded = Y.decodeUpdate(update);
    const ranges = [...decoded.ds.clients].flatMap(([client, items]) =>
      items.map(({ clock, len }) => ({ client, start: clock, end: clock + len })),
    );
    expect(content.deletes).toEqual(ranges);
  });

  it('sees a gap wherever Yjs would leave something pending', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2), fc.nat(20), fc.boolean()), { maxLength: 25 }),
        fc.nat(30),
        (steps, skip) => {
          const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
          const updates: Uint8Array[] = [];
          for (const doc of docs) {
            doc.on('update', (update: Uint8Array, origin: unknown) => {
              if (origin === 'sync') return;
              updates.push(update);
              for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, 'sync');
            });
          }
          for (const [who, at, remove] of steps) {
            const text = docs[who]?.getText('t');
            if (text === undefined) continue;
            if (remove && text.length > 0) text.delete(at % text.length, 1);
            else text.insert(at % (text.length + 1), 'ab');
          }
          const copy = new Y.Doc();
          updates.forEach((update, index) => {
            if (index === skip) return;
            const { gap } = checkUpdate(copy, update);
            const probe = new Y.Doc();
            Y.applyUpdate(probe, Y.encodeStateAsUpdate(copy));
            Y.applyUpdate(probe, update);
            const pending = probe.store.pendingStructs !== null || probe.store.pendingDs !== null;
            expect(gap).toBe(pending);
            if (!gap) Y.applyUpdate(copy, update);
          });
        },
      ),
    );
  });

  it.each([
    ['bytes after its end', [...Y.encodeStateAsUpdate(everyKind()), 0]],
    ['the other format', [...Y.encodeStateAsUpdateV2(everyKind())]],
    ['an empty struct', [1, 1, 5, 0, 4, 1, 1, 116, 0, 0]],
    ['a struct that builds on itself', [1, 1, 5, 0, 0x84, 5, 0, 1, 120, 0]],
    ['a client twice', [2, 1, 5, 0, 0, 1, 1, 5, 1, 0, 1, 0]],
    ['an empty deletion', [0, 1, 5, 1, 0, 0]],
    ['unknown content', [1, 1, 5, 0, 11, 1, 1, 116, 0]],
    ['an unknown type', [1, 1, 5, 0, 7, 1, 1, 116, 9, 0]],
  ])('refuses %s', (_what, update) => {
    expect(() => checkUpdate(new Y.Doc(), Uint8Array.from(update))).toThrow(BadFrame);
  });

  it('refuses values nested too deep', () => {
    const doc = new Y.Doc();
    let value: unknown = 1;
    for (let i = 0; i < 100; i++) value = [value];
    doc.getMap('m').set('deep', value);
    expect(() => checkUpdate(new Y.Doc(), Y.encodeStateAsUpdate(doc))).toThrow(BadFrame);
  });
});
