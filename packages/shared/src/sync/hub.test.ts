import { describe, expect, it, vi } from 'vitest';
import { CLOSE } from './close-codes.ts';
import { StoreError } from './ports.ts';
import { encodeAwareness, encodeQueryAwareness, encodeStep1 } from './protocol.ts';
import { awarenessUpdate, HubFixture, NAME, READ, SYSTEM } from './testing/hub-fixture.ts';

const t = new HubFixture();

describe('the witness', () => {
  it('[H27] sees a change by whom it is, and its word is stored with the row', async () => {
    await t.restart({
      witness: ({ transaction, by }) =>
        [...transaction.changed.values()].some((keys) => keys.has('byline') || keys.has('slug'))
          ? { by: by.userId, what: 'fields' }
          : null,
    });
    const ana = await t.joined('ana');
    ana.doc.getMap('fields').set('byline', 'Ana');
    ana.type('text');
    await t.settled();
    await t.hub.exclusive(NAME, (turn) => turn.edit(SYSTEM, (doc) => doc.getMap('fields').set('slug', 'storm')));
    expect(t.store.rows(NAME).map((row) => row.witnessed)).toEqual([
      { by: 'ana', what: 'fields' },
      null,
      { by: 'system', what: 'fields' },
    ]);
  });
});

describe('limits', () => {
  it('[H16] closes what is too large or too fast', async () => {
    await t.restart({
      limits: { maxFrameBytes: 1_000, maxStateVectorBytes: 10, maxWritesPerSecond: 4, rateWindowMs: 1_000 },
    });
    const [ana, ben, eva] = [await t.joined('ana'), await t.joined('ben'), await t.joined('eva')];
    ana.send(new Uint8Array(1_001));
    ben.send(encodeStep1(new Uint8Array(11)));
    for (let i = 0; i < 6; i++) eva.type('x');
    await t.settled();
    expect(ana.closed).toMatchObject({ code: 4413 });
    expect(ben.closed).toMatchObject({ code: 4413 });
    expect(eva.closed).toMatchObject({ code: 4529 });
  });

  it('[H16] closes who asks or signals too often', async () => {
    await t.restart({ limits: { maxQuestionsPerSecond: 4, maxSignalsPerSecond: 8, rateWindowMs: 1_000 } });
    const floods: [user: string, frame: Uint8Array, fits: number][] = [
      ['asks', encodeStep1(Uint8Array.of(0)), 2],
      ['asks who is there', encodeQueryAwareness(), 2],
      ['tells who is there', encodeAwareness(Uint8Array.of(0)), 8],
      ['speaks a later version', Uint8Array.of(110, 1, 2, 3), 8],
    ];
    for (const [user, frame, fits] of floods) {
      const peer = await t.joined(user);
      for (let i = 0; i < fits; i++) peer.send(frame);
      await t.settled();
      expect(peer.closed, user).toBeNull();
      for (let i = 0; i < 8; i++) peer.send(frame);
      await t.settled();
      expect(peer.closed, user).toMatchObject({ code: 4529 });
    }
  });

  it('[H16] lets so many bytes of one peer wait for the disk and no more', async () => {
    await t.restart({ limits: { maxPendingBytes: 1_000 } });
    const [ana, ben] = [await t.joined('ana'), await t.joined('ben')];
    const gate = t.store.hold();
    ana.type('first');
    await Promise.resolve();
    for (let i = 0; i < 20; i++) ana.type('x'.repeat(100));
    ben.type('a word');
    gate.release();
    await t.settled();
    expect(ana.closed).toMatchObject({ code: 4529 });
    expect(ben.durable[0]).toBe(ben.sent);
  });

  it('[H16] refuses what makes a document too large, and lets it shrink', async () => {
    await t.restart({ limits: { maxDocumentBytes: 2_000 } });
    const ana = await t.joined('ana');
    for (let i = 0; i < 10; i++) {
      ana.type('x'.repeat(100));
      ana.doc.getText('content').delete(0, 100);
    }
    ana.type('y'.repeat(1_000));
    await t.settled();
    expect(ana.refused).toBeNull();
    ana.type('z'.repeat(1_500));
    await t.settled();
    expect(ana.refused?.code).toBe('too-large');
    const ben = await t.joined('ben');
    ben.doc.getText('content').delete(0, 900);
    await t.settled();
    expect(ben.refused).toBeNull();
    ben.type('fits again');
    await t.settled();
    expect(ben.refused).toBeNull();
  });

  it('[H16] drops a peer that takes nothing', async () => {
    await t.restart({ limits: { maxBufferedBytes: 500 } });
    const ana = await t.joined('ana');
    const slow = await t.joined('ben', { flow: false });
    for (let i = 0; i < 5; i++) {
      ana.type('x'.repeat(300));
      await t.settled();
    }
    expect(slow.closed).toBe('terminated');
    expect(ana.closed).toBeNull();
  });

  it('[H18] sends an empty awareness frame to who was sent nothing for long', async () => {
    vi.useFakeTimers();
    await t.restart({ limits: { quietMs: 1_000 } });
    const ana = t.peer('ana');
    ana.connect(t.hub);
    await vi.advanceTimersByTimeAsync(0);
    const before = ana.frames.length;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ana.frames.slice(before)).toEqual([{ type: 'awareness', update: Uint8Array.of(0) }]);
  });

  it('[H21] forgets a room that nobody is in, and opens it again', async () => {
    vi.useFakeTimers();
    await t.restart({ limits: { idleRoomMs: 1_000 } });
    const rooms: boolean[] = [];
    t.hub.on('room', (_document, open) => rooms.push(open));
    const ana = t.peer('ana');
    ana.connect(t.hub);
    await vi.advanceTimersByTimeAsync(0);
    ana.type('kept');
    ana.disconnect();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(rooms).toEqual([true, false]);
    const ben = t.peer('ben');
    ben.connect(t.hub);
    await vi.advanceTimersByTimeAsync(0);
    expect(ben.text()).toBe('kept');
    expect(rooms).toEqual([true, false, true]);
  });

  it('[H21] compacts a long log', async () => {
    await t.restart({ limits: { compactAfterRows: 5 } });
    const ana = await t.joined('ana');
    for (let i = 0; i < 7; i++) {
      ana.type(String(i));
      await t.settled();
    }
    expect(t.store.rows(NAME).length).toBeLessThan(5);
    await t.restart();
    expect((await t.joined('ben')).text()).toBe('0123456');
  });

  it('[H21] compacts a short one once all have left', async () => {
    vi.useFakeTimers();
    await t.restart({ limits: { compactRestingAfterRows: 50, compactLeftAfterRows: 5, idleRoomMs: 1_000 } });
    const ana = await t.joined('ana');
    for (let i = 0; i < 7; i++) {
      ana.type(String(i));
      await t.settled();
    }
    await vi.advanceTimersByTimeAsync(3_000);
    expect(t.store.rows(NAME)).toHaveLength(7);
    ana.disconnect();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(t.store.rows(NAME).length).toBeLessThan(5);
    expect((await t.joined('ben')).text()).toBe('0123456');
  });

  it('[H21] compacts a shorter one once nobody writes any more', async () => {
    vi.useFakeTimers();
    await t.restart({ limits: { compactAfterRows: 50, compactRestingAfterRows: 5 } });
    const ana = await t.joined('ana');
    for (let i = 0; i < 7; i++) {
      ana.type(String(i));
      await t.settled();
    }
    expect(t.store.rows(NAME)).toHaveLength(7);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(t.store.rows(NAME).length).toBeLessThan(5);
    expect((await t.joined('ben')).text()).toBe('0123456');
  });
});

describe('turns and ends', () => {
  it('[H19] gives a turn the document to itself', async () => {
    const ana = await t.joined('ana');
    ana.type('before');
    const { promise: wait, resolve: go } = Promise.withResolvers<void>();
    const turn = t.hub.exclusive(NAME, async ({ doc, head }) => {
      await wait;
      return { text: doc.getText('content').toString(), head };
    });
    ana.type(' after');
    go();
    expect(await turn).toEqual({ text: 'before', head: 1 });
    await t.settled();
    expect(t.store.rows(NAME)).toHaveLength(2);
  });

  it('[H19] edits in a turn, under an id of the editor, before it goes on', async () => {
    const ana = await t.joined('ana');
    const head = await t.hub.exclusive(NAME, (turn) =>
      turn.edit(SYSTEM, (doc) => doc.getText('content').insert(0, 'A')),
    );
    expect(head).toBe(1);
    expect(ana.text()).toBe('A');
    const other = { ...SYSTEM, userId: 'other' };
    await t.hub.exclusive(NAME, (turn) => turn.edit(other, (doc) => doc.getText('content').insert(0, 'B')));
    expect(t.store.rows(NAME).map((row) => [row.userId, row.newClientIds.length])).toEqual([
      ['system', 1],
      ['other', 1],
    ]);
  });

  it('[H19] passes on what the turn throws, and undoes an edit that throws', async () => {
    await expect(t.hub.exclusive(NAME, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    const edit = t.hub.exclusive(NAME, (turn) =>
      turn.edit(SYSTEM, (doc) => {
        doc.getText('content').insert(0, 'half');
        throw new Error('broken off');
      }),
    );
    await expect(edit).rejects.toThrow('broken off');
    expect((await t.joined('ana')).text()).toBe('');
  });

  it('[H20] flushes: waits for what writing peers have not sent', async () => {
    const ana = await t.joined('ana', { flow: false });
    ana.far.flush();
    await t.settled();
    t.access.set('ben', READ);
    await t.joined('ben', { flow: false });
    const done = vi.fn();
    const flush = t.hub.flush(NAME, 60_000).then(done);
    await t.settled();
    expect(done).not.toHaveBeenCalled();
    ana.far.flush();
    await flush;
    const gone = t.hub.flush(NAME, 60_000);
    ana.disconnect();
    await gone;
  });

  it('[H20] flushes: asks whom a pause was announced to', async () => {
    const ana = await t.joined('ana', { flow: false });
    ana.far.flush();
    await t.settled();
    t.hub.announce(NAME, { level: 'read', reason: 'Being submitted.' });
    const done = vi.fn();
    const flush = t.hub.flush(NAME, 60_000).then(done);
    await t.settled();
    expect(done).not.toHaveBeenCalled();
    ana.far.flush();
    await flush;
  });

  it('[H20] flushes: does not wait longer than it may', async () => {
    await t.joined('ana', { flow: false });
    await t.hub.flush(NAME, 5);
  });

  it('[H20] announces a pause in writing without refusing what still arrives', async () => {
    const ana = await t.joined('ana');
    t.hub.announce(NAME, { level: 'read', reason: 'Being submitted.' });
    expect(ana.access).toMatchObject({ level: 'read', reason: 'Being submitted.' });
    ana.type('last words');
    await t.settled();
    expect(ana.refused).toBeNull();
    expect(t.store.rows(NAME)).toHaveLength(1);
    await t.hub.exclusive(NAME, async (turn) => turn.announceAccess());
    expect(ana.access?.level).toBe('write');
  });

  it('[H22] closes a session and drops what it sent', async () => {
    const ana = await t.joined('ana');
    const ben = await t.joined('ben');
    const gate = t.store.hold();
    ben.type('x');
    ana.type('too late');
    t.hub.closeSession(ana.identity.sessionId, CLOSE.signIn);
    gate.release();
    await t.settled();
    expect(ana.closed).toMatchObject({ code: 4401 });
    expect(ben.text()).toBe('x');
  });

  it('[H2] closes who may no longer know of the document', async () => {
    const ana = await t.joined('ana');
    t.access.set('ana', null);
    t.hub.announceAccess([NAME]);
    expect(ana.closed).toMatchObject({ code: 4404 });
  });

  it('[H23] commits what was taken before it stops', async () => {
    const ana = await t.joined('ana');
    ana.type('1');
    ana.type('2');
    await t.hub.drain();
    expect(t.store.rows(NAME)).toHaveLength(1);
    expect(ana.durable[0]).toBe(ana.sent);
    expect(ana.closed).toMatchObject({ code: 4503 });
    ana.connect(t.hub);
    expect(ana.closed).toMatchObject({ code: 4503 });
    await expect(t.settled()).rejects.toThrow(StoreError);
  });

  it('[H26] closes all when the document was replaced', async () => {
    const ana = await t.joined('ana');
    const closed = t.hub.exclusive(NAME, async () => {
      t.store.remove(NAME);
      t.store.create(NAME, 'epoch-2');
      await t.hub.replaced(NAME);
    });
    ana.type('of the old history');
    await closed;
    expect(ana.closed).toMatchObject({ code: 4409 });
    expect((await t.joined('ben', { epoch: 'epoch-2' })).text()).toBe('');
    expect(t.store.rows(NAME)).toHaveLength(0);
  });
});

describe('presence', () => {
  const caret = { cursor: { anchor: 1 } };

  it('[H17] shows who is there, by the name of the session, and forgets them when they go', async () => {
    const [ana, ben] = [await t.joined('ana'), await t.joined('ben')];
    const heard = vi.fn();
    t.hub.on('presence', heard);
    ana.setAwareness({ ...caret, user: { name: 'The Pope', color: '#fff' } });
    await t.settled();
    const user = { id: 'ana', name: 'Name of ana' };
    expect(ben.awareness.getStates().get(ana.doc.clientID)).toEqual({ ...caret, user });
    expect(t.hub.present(NAME)).toEqual([{ userId: 'ana', name: 'Name of ana', writing: true }]);
    const eva = await t.joined('eva');
    expect(eva.awareness.getStates().has(ana.doc.clientID)).toBe(true);
    ana.disconnect();
    expect(ben.awareness.getStates().has(ana.doc.clientID)).toBe(false);
    expect(heard).toHaveBeenLastCalledWith(NAME, []);
    ana.connect(t.hub);
    await t.settled();
    expect(ben.awareness.getStates().has(ana.doc.clientID)).toBe(true);
  });

  it('[H17] drops ids of others, also an echo of one who has left', async () => {
    const [ana, ben] = [await t.joined('ana'), await t.joined('ben')];
    ana.setAwareness({ cursor: null });
    ben.setAwareness({ cursor: null });
    await t.settled();
    const id = ana.doc.clientID;
    const forged = encodeAwareness(awarenessUpdate(id, Number.MAX_SAFE_INTEGER, '{"cursor":{}}'));
    ben.send(forged);
    await t.settled();
    expect(t.hub.present(NAME).find(({ userId }) => userId === 'ana')?.writing).toBe(false);
    ana.disconnect();
    ben.send(forged);
    await t.settled();
    expect(t.hub.present(NAME).map(({ userId }) => userId)).toEqual(['ben']);
    expect(ben.closed).toBeNull();
  });

  it('[H17] ignores states that are too large, too deep or no object, and too many ids', async () => {
    const ana = await t.joined('ana');
    const states = [`{"x":"${'x'.repeat(5_000)}"}`, `{"x":${'['.repeat(9)}${']'.repeat(9)}}`, '7', '"x"', '[]'];
    states.forEach((json, id) => {
      ana.send(encodeAwareness(awarenessUpdate(id, 1, json)));
    });
    await t.settled();
    expect(t.hub.present(NAME)).toEqual([]);
    for (let id = 100; id < 140; id++) ana.send(encodeAwareness(awarenessUpdate(id, 1, '{}')));
    const ben = await t.joined('ben');
    expect(ben.awareness.getStates().size).toBe(16);
    ana.send(encodeAwareness(awarenessUpdate(100, 2, '{')));
    await t.settled();
    expect(ana.closed).toMatchObject({ code: 4400 });
  });

  it('[H17] ignores a frame that is larger than a crowd', async () => {
    await t.restart({ limits: { maxPresenceBytes: 100 } });
    const ana = await t.joined('ana');
    ana.setAwareness({ ...caret, note: 'x'.repeat(100) });
    await t.settled();
    expect(t.hub.present(NAME)).toEqual([]);
    ana.setAwareness(caret);
    await t.settled();
    expect(t.hub.present(NAME)).toHaveLength(1);
    expect(ana.closed).toBeNull();
  });

  it('[N5] keeps the presence of who is here, whose own clock was put back so that they do not renew it', async () => {
    vi.useFakeTimers();
    await t.restart({ limits: { quietMs: 1_000, renewPresenceMs: 1_200 } });
    const [ana, ben] = [t.peer('ana'), t.peer('ben')];
    for (const peer of [ana, ben]) peer.connect(t.hub);
    await vi.advanceTimersByTimeAsync(0);
    ana.setAwareness(caret);
    await vi.advanceTimersByTimeAsync(0);
    const heard = () => ben.awareness.meta.get(ana.doc.clientID)?.clock ?? 0;
    const own = ana.awareness.meta.get(ana.doc.clientID)?.clock;
    const first = heard();
    vi.setSystemTime(Date.now() - 86_400_000);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(heard()).toBeGreaterThan(first);
    expect(ben.awareness.getStates().get(ana.doc.clientID)).toMatchObject(caret);
    // What she says of herself is hers to say.
    expect(ana.awareness.meta.get(ana.doc.clientID)?.clock).toBe(own);
    // A clock that was put back makes nobody's presence older than what is known of it.
    ana.setAwareness({ cursor: null });
    await vi.advanceTimersByTimeAsync(0);
    expect(ben.awareness.getStates().get(ana.doc.clientID)).toMatchObject({ cursor: null });
  });
});
