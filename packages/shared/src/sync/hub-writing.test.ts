import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { StoreError } from './ports.ts';
import { encodeStep1, encodeStep2, encodeUpdate } from './protocol.ts';
import { CIRCULAR, HubFixture, NAME, READ, SYSTEM, types } from './testing/hub-fixture.ts';
import type { TestPeer } from './testing/test-peer.ts';

const t = new HubFixture();

describe('writing', () => {
  it('[H4] commits before it shows or acknowledges', async () => {
    const ana = await t.joined('ana');
    const ben = await t.joined('ben');
    const acknowledged = ana.durable[0];
    const gate = t.store.hold();
    ana.type('hello');
    await Promise.resolve();
    expect(ben.text()).toBe('');
    expect(ana.durable[0]).toBe(acknowledged);
    gate.release();
    await t.settled();
    expect(ben.text()).toBe('hello');
    expect(ana.durable[0]).toBe(ana.sent);
  });

  it('[H5] counts every write frame, also deletions and what adds nothing', async () => {
    const ana = await t.joined('ana');
    ana.type('abc');
    ana.doc.getText('content').delete(0, 1);
    ana.send(encodeUpdate(Y.encodeStateAsUpdate(ana.doc)));
    await t.settled();
    expect(ana.durable[0]).toBe(ana.sent + 1);
    const last = ana.frames.findLast((frame) => frame.type === 'durable');
    expect(last && Y.decodeStateVector(last.stateVector)).toEqual(new Map([[ana.doc.clientID, 3]]));
  });

  it('[H5] names in 100 only the client ids of its user', async () => {
    const ana = await t.joined('ana');
    const ben = await t.joined('ben');
    ana.type('a');
    await t.settled();
    ben.type('b');
    await t.settled();
    const last = ben.frames.findLast((frame) => frame.type === 'durable');
    expect(last && [...Y.decodeStateVector(last.stateVector).keys()]).toEqual([ben.doc.clientID]);
  });

  it('[H6] logs what was added and nothing else', async () => {
    const ana = await t.joined('ana');
    ana.type('abc');
    await t.settled();
    const whole = Y.encodeStateAsUpdate(ana.doc);
    ana.send(encodeStep2(whole));
    await t.settled();
    expect(t.store.rows(NAME)).toHaveLength(1);
    ana.type('d');
    ana.send(encodeStep2(Y.encodeStateAsUpdate(ana.doc)));
    await t.settled();
    const rows = t.store.rows(NAME);
    expect(rows).toHaveLength(2);
    expect(rows[1]?.update.length).toBeLessThan(whole.length);
    expect(rows.map((row) => row.newClientIds)).toEqual([[ana.doc.clientID], []]);
  });

  it('[H7] answers a Step1 with what is committed', async () => {
    const ana = await t.joined('ana');
    const gate = t.store.hold();
    ana.type('hello');
    const ben = t.peer('ben');
    ben.connect(t.hub);
    await Promise.resolve();
    expect(types(ben.frames)).not.toContain('step2');
    gate.release();
    await t.settled();
    expect(ben.text()).toBe('hello');
  });

  it('[H8] sends one frame of shared bytes to the others and none to the author', async () => {
    const [ana, ben, eva] = [await t.joined('ana'), await t.joined('ben'), await t.joined('eva')];
    const seen: Uint8Array[] = [];
    for (const made of [ben, eva]) {
      const take = made.far.onFrame;
      made.far.onFrame = (frame) => {
        seen.push(frame);
        take(frame);
      };
    }
    const before = ana.frames.length;
    const gate = t.store.hold();
    ana.type('1');
    ana.type('2');
    ana.type('3');
    gate.release();
    await t.settled();
    expect(types(ana.frames.slice(before)).filter((type) => type === 'update')).toEqual([]);
    expect(ben.text()).toBe('123');
    expect(eva.text()).toBe('123');
    // What arrives while rows are on their way to the disk goes out together, the same bytes to both.
    expect(seen.length).toBeLessThan(6);
    expect(new Set(seen).size).toBe(seen.length / 2);
  });

  it('[H9] acknowledges nothing and shows nothing when the append fails', async () => {
    const ana = await t.joined('ana');
    const ben = await t.joined('ben');
    const before = ana.durable[0];
    t.store.failWith((operation) => (operation === 'append' ? new StoreError('full', 'disk full') : null));
    ana.type('lost?');
    await expect(t.settled()).rejects.toThrow('disk full');
    expect(ana.closed).toMatchObject({ code: 4507 });
    expect(ben.text()).toBe('');
    expect(ana.durable[0]).toBe(before);
    t.store.failWith(null);
    await t.settled();
    expect(ben.text()).toBe('');
    ana.connect(t.hub);
    await t.settled();
    expect(ben.text()).toBe('lost?');
    expect(ana.durable[0]).toBe(ana.sent);
  });

  it('[H9] [K6] closes who wrote alone, and still answers and shows who comes and goes', async () => {
    const [ana, ben] = [await t.joined('ana'), await t.joined('ben')];
    ana.type('kept');
    await t.settled();
    t.store.failWith((operation) => (operation === 'append' ? new StoreError('full', 'disk full') : null));
    for (const _ of [1, 2]) {
      ana.type(' not yet');
      // In one batch with what cannot be stored.
      ben.send(encodeStep1(Uint8Array.of(0)));
      const asked = ben.frames.length;
      await t.settled().catch(() => {});
      await t.settled();
      expect(ana.closed).toMatchObject({ code: 4507 });
      expect(ben.closed).toBeNull();
      expect(types(ben.frames.slice(asked))).toContain('step2');
      expect(ben.text()).toBe('kept');
      const eva = await t.joined('eva');
      expect([eva.closed, eva.text()]).toEqual([null, 'kept']);
      eva.disconnect();
      ana.connect(t.hub);
    }
    await t.settled().catch(() => {});
    // A turn that writes is told so, and closes nobody.
    await expect(
      t.hub.exclusive(NAME, (turn) => turn.edit(SYSTEM, (doc) => doc.getText('content').insert(0, '!'))),
    ).rejects.toThrow('disk full');
    expect(ben.closed).toBeNull();
    t.store.failWith(null);
    ben.type(' on');
    await t.settled();
    expect(ben.durable[0]).toBe(ben.sent);
    ana.connect(t.hub);
    await t.settled();
    for (const text of [ana.text(), ben.text()])
      expect(text.split(' ').toSorted()).toEqual(['kept', 'not', 'not', 'on', 'yet', 'yet']);
  });

  it('[H9] closes all of a document that cannot be read either', async () => {
    const [ana, ben] = [await t.joined('ana'), await t.joined('ben')];
    t.store.failWith(() => new StoreError('io', 'no disk'));
    ana.type('lost?');
    await expect(t.settled()).rejects.toThrow('no disk');
    expect(ana.closed).toMatchObject({ code: 4507 });
    expect(ben.closed).toMatchObject({ code: 4507 });
    t.store.failWith(null);
  });

  it('[H10] refuses what is not allowed at its place in the queue, and all after it', async () => {
    const ana = await t.joined('ana');
    const ben = await t.joined('ben');
    const refusals: string[] = [];
    t.hub.on('refused', (_document, by, code) => refusals.push(`${by.userId} ${code}`));
    ana.type('before ');
    await t.settled();
    const taken = ana.sent;
    t.access.set('ana', READ);
    ana.type('after');
    ana.type('later');
    await t.settled();
    expect(ana.refused).toEqual({ type: 'refused', count: taken + 1, code: 'read-only', detail: READ.reason });
    expect(ana.durable[0]).toBe(taken);
    expect(ben.text()).toBe('before ');
    t.access.delete('ana');
    t.hub.announceAccess([NAME]);
    ana.type('!');
    await t.settled();
    expect(ben.text()).toBe('before ');
    expect(refusals).toEqual(['ana read-only']);
    ana.connect(t.hub);
    await t.settled();
    expect(ben.text()).toBe('before afterlater!');
  });

  it('[H10] does not refuse a reader what adds nothing', async () => {
    const ana = await t.joined('ana');
    ana.type('abc');
    ana.doc.getText('content').delete(1, 1);
    await t.settled();
    t.access.set('ben', READ);
    const ben = await t.joined('ben');
    ben.send(encodeStep2(Y.encodeStateAsUpdate(ben.doc)));
    await t.settled();
    expect(ben.text()).toBe('ac');
    expect(ben.refused).toBeNull();
    ben.doc.getText('content').delete(0, 1);
    await t.settled();
    expect(ben.refused?.code).toBe('read-only');
    expect(ana.text()).toBe('ac');
  });

  it('[H11] asks only those who may write, and again when they may', async () => {
    t.access.set('ana', READ);
    const ana = await t.joined('ana');
    expect(types(ana.frames)).not.toContain('step1');
    t.access.delete('ana');
    t.hub.announceAccess();
    expect(ana.access?.level).toBe('write');
    expect(types(ana.frames).filter((type) => type === 'step1')).toHaveLength(1);
  });

  it('[H12] refuses new structs under the client id of somebody else', async () => {
    const ana = await t.joined('ana');
    ana.type('mine');
    await t.settled();
    const ben = await t.joined('ben');
    ben.doc.clientID = ana.doc.clientID;
    ben.type(' forged');
    await t.settled();
    expect(ben.refused?.code).toBe('foreign-client');
    expect(ana.text()).toBe('mine');
    expect(t.store.rows(NAME)).toHaveLength(1);
  });

  it('[H12] remembers owners after the room was closed', async () => {
    const ana = await t.joined('ana');
    ana.type('mine');
    await t.settled();
    await t.restart();
    const ben = await t.joined('ben');
    ben.doc.clientID = ana.doc.clientID;
    ben.type(' forged');
    await t.settled();
    expect(ben.refused?.code).toBe('foreign-client');
  });

  it('[H13] asks for what is missing, and acknowledges only once it has it', async () => {
    const ana = await t.joined('ana', { flow: false });
    ana.far.flush();
    const sentBefore = ana.sent;
    const updates: Uint8Array[] = [];
    const other = new Y.Doc();
    other.on('update', (update: Uint8Array) => updates.push(update));
    other.getText('content').insert(0, 'a');
    other.getText('content').insert(1, 'b');
    ana.send(encodeUpdate(updates[1] ?? new Uint8Array()));
    await t.settled();
    ana.far.flush();
    expect(types(ana.frames).filter((type) => type === 'step1')).toHaveLength(2);
    expect(ana.durable[0]).toBe(sentBefore);
    expect(t.store.rows(NAME)).toHaveLength(0);
    ana.send(encodeStep2(Y.encodeStateAsUpdate(other)));
    await t.settled();
    ana.far.flush();
    expect(ana.durable[0]).toBe(ana.sent + 2);
    expect(t.store.rows(NAME)).toHaveLength(1);
  });

  it('[H13] closes after the third gap in a row', async () => {
    const ana = await t.joined('ana', { flow: false });
    const other = new Y.Doc();
    other.getText('content').insert(0, 'a');
    const start = Y.encodeStateVector(other);
    other.getText('content').insert(1, 'b');
    const gap = encodeUpdate(Y.encodeStateAsUpdate(other, start));
    for (let i = 0; i < 3; i++) ana.send(gap);
    await t.settled();
    expect(ana.closed).toMatchObject({ code: 4400 });
    expect(t.store.rows(NAME)).toHaveLength(0);
  });

  it('[H13] takes typing on before the answer to Step1 for one gap', async () => {
    const ana = await t.joined('ana', { flow: false });
    const sentBefore = ana.sent;
    const other = new Y.Doc();
    const text = other.getText('content');
    text.insert(0, 'written offline');
    const typed: Uint8Array[] = [];
    other.on('update', (update: Uint8Array) => typed.push(update));
    for (const [i, letter] of [...'on and on'].entries()) text.insert(15 + i, letter);
    text.delete(16, 2);
    for (const update of typed) ana.send(encodeUpdate(update));
    ana.send(encodeStep2(Y.encodeStateAsUpdate(other)));
    await t.settled();
    ana.far.flush();
    expect(ana.closed).toBeNull();
    expect(ana.durable[0]).toBe(sentBefore + typed.length + 1);
    expect(t.store.rows(NAME)).toHaveLength(1);
  });

  it('[H13] takes taking words back before the answer to Step1 for one gap', async () => {
    const ana = await t.joined('ana', { flow: false });
    const other = new Y.Doc();
    const text = other.getText('content');
    text.insert(0, 'written offline');
    const typed: Uint8Array[] = [];
    other.on('update', (update: Uint8Array) => typed.push(update));
    for (let end = 14; end > 8; end--) text.delete(end, 1);
    for (const letter of 'abc') text.insert(0, letter);
    text.delete(0, 1);
    for (const update of typed) ana.send(encodeUpdate(update));
    ana.send(encodeStep2(Y.encodeStateAsUpdate(other)));
    await t.settled();
    ana.far.flush();
    expect(ana.closed).toBeNull();
    expect(t.store.rows(NAME)).toHaveLength(1);
  });

  it('[H14] closes a peer that sends nonsense, and takes what came before it', async () => {
    const ana = await t.joined('ana');
    const ben = await t.joined('ben');
    ana.type('good');
    ana.send(Uint8Array.of(0x80, 0, 2, 0));
    await t.settled();
    expect(ana.closed).toMatchObject({ code: 4400 });
    expect(ben.text()).toBe('good');
    expect(t.warnings).toEqual(['bad frame']);
    ben.send(encodeUpdate(Uint8Array.of(1, 1, 1, 0, 0xff, 0)));
    await t.settled();
    expect(ben.closed).toMatchObject({ code: 4400 });
    expect(t.store.rows(NAME)).toHaveLength(1);
  });

  it('[H14] reads the document anew when an update breaks it', async () => {
    const ana = await t.joined('ana');
    const ben = await t.joined('ben');
    ana.type('good');
    await t.settled();
    ben.send(encodeUpdate(CIRCULAR));
    ana.type('!');
    await t.settled();
    expect(ben.closed).toMatchObject({ code: 4400 });
    expect(t.warnings).toEqual(['bad frame']);
    expect(ana.durable[0]).toBe(ana.sent);
    const eva = await t.joined('eva');
    expect(eva.text()).toBe('good!');
    expect(eva.doc.store.pendingStructs).toBeNull();
    expect(t.store.rows(NAME)).toHaveLength(2);
  });

  it('[H14] takes no elements nested deeper than a text can be read', async () => {
    const [ana, ben] = [await t.joined('ana'), await t.joined('ben')];
    const nest = (peer: TestPeer, depth: number) =>
      peer.doc.transact(() => {
        let inner = new Y.XmlElement('quote');
        peer.doc.getXmlFragment('body').push([inner]);
        for (let i = 1; i < depth; i++) {
          const next = new Y.XmlElement('quote');
          inner.push([next]);
          inner = next;
        }
      });
    nest(ana, 100);
    await t.settled();
    expect(ana.durable[0]).toBe(ana.sent);
    nest(ben, 5_000);
    ana.type('goes on');
    await t.settled();
    expect(ben.closed).toMatchObject({ code: 4400 });
    expect(ana.durable[0]).toBe(ana.sent);
    expect((await t.joined('eva')).text()).toBe('goes on');
    expect(t.store.rows(NAME)).toHaveLength(2);
  });

  it('[H14] closes to who lost access while the document was read anew', async () => {
    const ana = await t.joined('ana');
    const ben = await t.joined('ben');
    t.store.failWith((operation) => {
      if (operation !== 'load') return null;
      t.access.set('ana', null);
      t.hub.announceAccess();
      return null;
    });
    ben.send(encodeUpdate(CIRCULAR));
    await t.settled();
    expect(ana.closed).toMatchObject({ code: 4404 });
  });
});
