import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from './close-codes.ts';
import { documentName } from './documents.ts';
import { NoSuchDocument, StoreError } from './ports.ts';
import { encodeUpdate } from './protocol.ts';
import { HubFixture, NAME, READ, types } from './testing/hub-fixture.ts';
import { createTestPeer, settled } from './testing/test-peer.ts';

const t = new HubFixture();

describe('joining', () => {
  it('[H1] tells the access before anything else', async () => {
    t.access.set('ana', READ);
    const ana = await t.joined('ana');
    expect(ana.frames[0]).toEqual({ type: 'access', level: 'read', reason: READ.reason, epoch: 'epoch-1' });
  });

  it('[H2] answers a missing document as one that must not be known', async () => {
    t.access.set('ana', null);
    const other = documentName('0b5e6f0a-0000-4000-8000-000000000009', 'en');
    const hidden = t.peer('ana');
    hidden.connect(t.hub);
    const missing = createTestPeer(other, 'ben');
    missing.connect(t.hub);
    await expect(settled(t.hub, other)).rejects.toThrow(NoSuchDocument);
    expect(hidden.closed).toEqual({ code: 4404, reason: CLOSE.noSuchDocument.reason });
    expect(missing.closed).toEqual(hidden.closed);
    expect(hidden.frames).toEqual([]);
    expect(missing.frames).toEqual([]);
    missing.destroy();
  });

  it('[H3] shares one load and sends nothing before its end', async () => {
    const load = vi.spyOn(t.store, 'load');
    const ana = t.peer('ana');
    const ben = t.peer('ben');
    ana.connect(t.hub);
    ben.connect(t.hub);
    expect(ana.frames).toEqual([]);
    await t.settled();
    expect(load).toHaveBeenCalledTimes(1);
    expect(types(ana.frames)).toContain('step2');
    expect(types(ben.frames)).toContain('step2');
  });

  it('[H3] leaves no room behind when a load fails', async () => {
    t.store.failWith(() => new StoreError('io', 'disk gone'));
    const ana = t.peer('ana');
    ana.connect(t.hub);
    await expect(t.settled()).rejects.toThrow('disk gone');
    expect(ana.closed).toMatchObject({ code: 4507 });
    t.store.failWith(null);
    ana.connect(t.hub);
    await t.settled();
    expect(ana.closed).toBeNull();
  });

  it('[H32] while recovering, takes what others wrote from who brings it, attests nothing, and binds no id', async () => {
    // Ben's first word is in the hub's store and what he wrote after it is lost there; Ana's copy has both.
    const ben = new Y.Doc();
    ben.getText('content').insert(0, 'kept ');
    const update = Y.encodeStateAsUpdate(ben);
    const row = { update, userId: 'ben', newClientIds: [ben.clientID], origin: 'upstream', witnessed: null } as const;
    await t.store.append(NAME, [row]);
    ben.getText('content').insert(5, 'lost');
    const other = new Y.Doc();
    other.getText('more').insert(0, 'by somebody unknown here');
    const ana = t.peer('ana');
    for (const doc of [ben, other]) Y.applyUpdate(ana.doc, Y.encodeStateAsUpdate(doc));

    await t.restart();
    ana.connect(t.hub);
    await t.settled();
    expect(ana.refused).toMatchObject({ code: 'foreign-client' });
    ana.disconnect();

    const attested: string[] = [];
    await t.restart({ recovering: () => true, witness: ({ by }) => void attested.push(by.userId) });
    const told = vi.fn();
    t.hub.on('recovered', told);
    ana.connect(t.hub);
    await t.settled();
    await t.hub.exclusive(NAME, async ({ doc }) => expect(doc.getText('content').toString()).toBe('kept lost'));
    expect(told.mock.calls).toEqual([[NAME, ana.identity]]);
    expect(attested).toEqual(['']);
    expect([...((await t.store.load(NAME))?.owners ?? [])]).toEqual([[ben.clientID, 'ben']]);
    ana.send(encodeUpdate(forged(ben)));
    await t.settled();
    expect(ana.refused).toMatchObject({ code: 'foreign-client' });
  });

  it('[H29] closes a damaged document for good without reading it again, and goes on with the others', async () => {
    const other = documentName('0b5e6f0a-0000-4000-8000-000000000002', 'en');
    t.store.create(other, 'epoch-1');
    const told = vi.fn();
    t.hub.on('damaged', told);
    t.store.failWith(() => new StoreError('corrupt', 'row 7 was damaged'));
    const ana = t.peer('ana');
    ana.connect(t.hub);
    await expect(t.hub.exclusive(NAME, async () => {})).rejects.toThrow('row 7');
    expect(ana.closed).toMatchObject({ code: 4410 });
    t.store.failWith(null);
    const load = vi.spyOn(t.store, 'load');
    ana.connect(t.hub);
    expect(ana.closed).toMatchObject({ code: 4410 });
    await expect(t.hub.exclusive(NAME, async () => {})).rejects.toMatchObject({ kind: 'corrupt' });
    expect(load).not.toHaveBeenCalled();
    expect(told.mock.calls).toEqual([[NAME, expect.objectContaining({ kind: 'corrupt' })]]);
    await t.hub.exclusive(other, async (turn) => expect(turn.head).toBe(0));
  });

  it('[H15] closes another history with 4409', async () => {
    expect((await t.joined('ana', { epoch: 'epoch-0' })).closed).toMatchObject({ code: 4409 });
  });

  it('[H15] lets in without an epoch who is empty or covered, and nobody else', async () => {
    const ana = await t.joined('ana', { epoch: null });
    ana.type('hello');
    await t.settled();
    expect(ana.closed).toBeNull();
    ana.disconnect();
    ana.connect(t.hub);
    await t.settled();
    expect(ana.closed).toBeNull();
    const stranger = t.peer('ben', { epoch: null });
    stranger.type('from elsewhere');
    stranger.connect(t.hub);
    await t.settled();
    expect(stranger.closed).toMatchObject({ code: 4409 });
    expect(types(stranger.frames)).toEqual(['access']);
    expect(t.store.rows(NAME)).toHaveLength(1);
  });

  it('[H15] takes no write of who has not said which history it holds', async () => {
    const bare = t.peer('ana', { epoch: null });
    bare.connect(t.hub);
    const other = new Y.Doc();
    other.getText('content').insert(0, 'x');
    const direct = createTestPeer(NAME, 'ben', { epoch: null });
    const socket = direct.far;
    const connection = t.hub.connect({ document: NAME, peer: direct.identity, socket: socket.socket, epoch: null });
    connection.receive(encodeUpdate(Y.encodeStateAsUpdate(other)));
    await t.settled();
    expect(socket.closed).toMatchObject({ code: 4409 });
    expect(t.store.rows(NAME)).toHaveLength(0);
    direct.destroy();
  });
});

/** The next edit under a document's client id, as somebody else would make it up. */
function forged(doc: Y.Doc): Uint8Array {
  const before = Y.encodeStateVector(doc);
  doc.getText('content').insert(0, 'forged ');
  return Y.encodeStateAsUpdate(doc, before);
}
