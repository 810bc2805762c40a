import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from './close-codes.ts';
import { documentName } from './documents.ts';
import { createHub } from './hub.ts';
import type { Hub, HubOptions } from './hub-api.ts';
import { type Access, NoSuchDocument, StoreError } from './ports.ts';
import { encodeAwareness, encodeStep1, encodeStep2, encodeUpdate, type Frame } from './protocol.ts';
import { createMemoryStore, createTestPeer, type MemoryStore, settled, type TestPeer } from './testing/index.ts';

const NAME = documentName('0b5e6f0a-0000-4000-8000-000000000001', 'en');
const SYSTEM = { userId: 'system', name: 'System', sessionId: '' };
const WRITE: Access = { level: 'write', reason: '' };
const READ: Access = { level: 'read', reason: 'This text is approved.' };

let store: MemoryStore;
let hub: Hub;
let access: Map<string, Access | null>;
let warnings: string[];
let peers: TestPeer[];

function start(options: Partial<HubOptions> = {}): Hub {
  const warn = (event: string) => {
    warnings.push(event);
  };
  return createHub({
    store,
    policy: { access: (peer) => (access.has(peer.userId) ? (access.get(peer.userId) ?? null) : WRITE) },
    log: { info: () => {}, warn, error: warn },
    mode: 'server',
    ...options,
  });
}

function peer(userId: string, options: Parameters<typeof createTestPeer>[2] = {}): TestPeer {
  const made = createTestPeer(NAME, userId, options);
  peers.push(made);
  return made;
}

async function joined(userId: string, options: Parameters<typeof createTestPeer>[2] = {}): Promise<TestPeer> {
  const made = peer(userId, options);
  made.connect(hub);
  await settled(hub, NAME);
  return made;
}

function types(frames: readonly Frame[]): string[] {
  return frames.map((frame) => frame.type);
}

beforeEach(() => {
  store = createMemoryStore();
  store.create(NAME, 'epoch-1');
  access = new Map();
  warnings = [];
  peers = [];
  hub = start();
});

afterEach(async () => {
  vi.useRealTimers();
  for (const made of peers) made.destroy();
  await hub.drain();
});

describe('joining', () => {
  it('[H1] tells the access before anything else', async () => {
    access.set('ana', READ);
    const ana = await joined('ana');
    expect(ana.frames[0]).toEqual({ type: 'access', level: 'read', reason: READ.reason, epoch: 'epoch-1' });
  });

  it('[H2] answers a missing document as one that must not be known', async () => {
    access.set('ana', null);
    const other = documentName('0b5e6f0a-0000-4000-8000-000000000009', 'en');
    const hidden = peer('ana');
    hidden.connect(hub);
    const missing = createTestPeer(other, 'ben');
    peers.push(missing);
    missing.connect(hub);
    await expect(settled(hub, other)).rejects.toThrow(NoSuchDocument);
    expect(hidden.closed).toEqual({ code: 4404, reason: CLOSE.noSuchDocument.reason });
    expect(missing.closed).toEqual(hidden.closed);
    expect(hidden.frames).toEqual([]);
    expect(missing.frames).toEqual([]);
  });

  it('[H3] shares one load and sends nothing before its end', async () => {
    const load = vi.spyOn(store, 'load');
    const ana = peer('ana');
    const ben = peer('ben');
    ana.connect(hub);
    ben.connect(hub);
    expect(ana.frames).toEqual([]);
    await settled(hub, NAME);
    expect(load).toHaveBeenCalledTimes(1);
    expect(types(ana.frames)).toContain('step2');
    expect(types(ben.frames)).toContain('step2');
  });

  it('[H3] leaves no room behind when a load fails', async () => {
    store.failWith(() => new StoreError('io', 'disk gone'));
    const ana = peer('ana');
    ana.connect(hub);
    await expect(settled(hub, NAME)).rejects.toThrow('disk gone');
    expect(ana.closed).toMatchObject({ code: 4507 });
    store.failWith(null);
    ana.connect(hub);
    await settled(hub, NAME);
    expect(ana.closed).toBeNull();
  });

  it('[H15] closes another history with 4409', async () => {
    expect((await joined('ana', { epoch: 'epoch-0' })).closed).toMatchObject({ code: 4409 });
  });

  it('[H15] lets in without an epoch who is empty or covered, and nobody else', async () => {
    const ana = await joined('ana', { epoch: null });
    ana.type('hello');
    await settled(hub, NAME);
    expect(ana.closed).toBeNull();
    ana.disconnect();
    ana.connect(hub);
    await settled(hub, NAME);
    expect(ana.closed).toBeNull();
    const stranger = peer('ben', { epoch: null });
    stranger.type('from elsewhere');
    stranger.connect(hub);
    await settled(hub, NAME);
    expect(stranger.closed).toMatchObject({ code: 4409 });
    expect(types(stranger.frames)).toEqual(['access']);
    expect(store.rows(NAME)).toHaveLength(1);
  });

  it('[H15] takes no write of who has not said which history it holds', async () => {
    const bare = peer('ana', { epoch: null });
    bare.connect(hub);
    const other = new Y.Doc();
    other.getText('content').insert(0, 'x');
    const direct = createTestPeer(NAME, 'ben', { epoch: null });
    const socket = direct.far;
    const connection = hub.connect({ document: NAME, peer: direct.identity, socket: socket.socket, epoch: null });
    connection.receive(encodeUpdate(Y.encodeStateAsUpdate(other)));
    await settled(hub, NAME);
    expect(socket.closed).toMatchObject({ code: 4409 });
    expect(store.rows(NAME)).toHaveLength(0);
    direct.destroy();
  });
});

describe('writing', () => {
  it('[H4] commits before it shows or acknowledges', async () => {
    const ana = await joined('ana');
    const ben = await joined('ben');
    const acknowledged = ana.durable[0];
    const gate = store.hold();
    ana.type('hello');
    await Promise.resolve();
    expect(ben.text()).toBe('');
    expect(ana.durable[0]).toBe(acknowledged);
    gate.release();
    await settled(hub, NAME);
    expect(ben.text()).toBe('hello');
    expect(ana.durable[0]).toBe(ana.sent);
  });

  it('[H5] counts every write frame, also deletions and what adds nothing', async () => {
    const ana = await joined('ana');
    ana.type('abc');
    ana.doc.getText('content').delete(0, 1);
    ana.send(encodeUpdate(Y.encodeStateAsUpdate(ana.doc)));
    await settled(hub, NAME);
    expect(ana.durable[0]).toBe(ana.sent + 1);
    const last = ana.frames.findLast((frame) => frame.type === 'durable');
    expect(last && Y.decodeStateVector(last.stateVector)).toEqual(new Map([[ana.doc.clientID, 3]]));
  });

  it('[H5] names in 100 only the client ids of its user', async () => {
    const ana = await joined('ana');
    const ben = await joined('ben');
    ana.type('a');
    await settled(hub, NAME);
    ben.type('b');
    await settled(hub, NAME);
    const last = ben.frames.findLast((frame) => frame.type === 'durable');
    expect(last && [...Y.decodeStateVector(last.stateVector).keys()]).toEqual([ben.doc.clientID]);
  });

  it('[H6] logs what was added and nothing else', async () => {
    const ana = await joined('ana');
    ana.type('abc');
    await settled(hub, NAME);
    const whole = Y.encodeStateAsUpdate(ana.doc);
    ana.send(encodeStep2(whole));
    await settled(hub, NAME);
    expect(store.rows(NAME)).toHaveLength(1);
    ana.type('d');
    ana.send(encodeStep2(Y.encodeStateAsUpdate(ana.doc)));
    await settled(hub, NAME);
    const rows = store.rows(NAME);
    expect(rows).toHaveLength(2);
    expect(rows[1]?.update.length).toBeLessThan(whole.length);
    expect(rows.map((row) => row.newClientIds)).toEqual([[ana.doc.clientID], []]);
  });

  it('[H7] answers a Step1 with what is committed', async () => {
    const ana = await joined('ana');
    const gate = store.hold();
    ana.type('hello');
    const ben = peer('ben');
    ben.connect(hub);
    await Promise.resolve();
    expect(types(ben.frames)).not.toContain('step2');
    gate.release();
    await settled(hub, NAME);
    expect(ben.text()).toBe('hello');
  });

  it('[H8] sends one frame of shared bytes to the others and none to the author', async () => {
    const [ana, ben, eva] = [await joined('ana'), await joined('ben'), await joined('eva')];
    const seen: Uint8Array[] = [];
    for (const made of [ben, eva]) {
      const take = made.far.onFrame;
      made.far.onFrame = (frame) => {
        seen.push(frame);
        take(frame);
      };
    }
    const before = ana.frames.length;
    const gate = store.hold();
    ana.type('1');
    ana.type('2');
    ana.type('3');
    gate.release();
    await settled(hub, NAME);
    expect(types(ana.frames.slice(before)).filter((type) => type === 'update')).toEqual([]);
    expect(ben.text()).toBe('123');
    expect(eva.text()).toBe('123');
    // What arrives while rows are on their way to the disk goes out together, the same bytes to both.
    expect(seen.length).toBeLessThan(6);
    expect(new Set(seen).size).toBe(seen.length / 2);
  });

  it('[H9] acknowledges nothing and shows nothing when the append fails', async () => {
    const ana = await joined('ana');
    const ben = await joined('ben');
    const before = ana.durable[0];
    store.failWith((operation) => (operation === 'append' ? new StoreError('full', 'disk full') : null));
    ana.type('lost?');
    await expect(settled(hub, NAME)).rejects.toThrow('disk full');
    expect(ana.closed).toMatchObject({ code: 4507 });
    expect(ben.closed).toMatchObject({ code: 4507 });
    expect(ben.text()).toBe('');
    expect(ana.durable[0]).toBe(before);
    store.failWith(null);
    ben.connect(hub);
    await settled(hub, NAME);
    expect(ben.text()).toBe('');
    ana.connect(hub);
    await settled(hub, NAME);
    expect(ben.text()).toBe('lost?');
    expect(ana.durable[0]).toBe(ana.sent);
  });

  it('[H10] refuses what is not allowed at its place in the queue, and all after it', async () => {
    const ana = await joined('ana');
    const ben = await joined('ben');
    const refusals: string[] = [];
    hub.on('refused', (_document, by, code) => refusals.push(`${by.userId} ${code}`));
    ana.type('before ');
    await settled(hub, NAME);
    const taken = ana.sent;
    access.set('ana', READ);
    ana.type('after');
    ana.type('later');
    await settled(hub, NAME);
    expect(ana.refused).toEqual({ type: 'refused', count: taken + 1, code: 'read-only', detail: READ.reason });
    expect(ana.durable[0]).toBe(taken);
    expect(ben.text()).toBe('before ');
    access.delete('ana');
    hub.announceAccess([NAME]);
    ana.type('!');
    await settled(hub, NAME);
    expect(ben.text()).toBe('before ');
    expect(refusals).toEqual(['ana read-only']);
    ana.connect(hub);
    await settled(hub, NAME);
    expect(ben.text()).toBe('before afterlater!');
  });

  it('[H10] does not refuse a reader what adds nothing', async () => {
    const ana = await joined('ana');
    ana.type('abc');
    ana.doc.getText('content').delete(1, 1);
    await settled(hub, NAME);
    access.set('ben', READ);
    const ben = await joined('ben');
    ben.send(encodeStep2(Y.encodeStateAsUpdate(ben.doc)));
    await settled(hub, NAME);
    expect(ben.text()).toBe('ac');
    expect(ben.refused).toBeNull();
    ben.doc.getText('content').delete(0, 1);
    await settled(hub, NAME);
    expect(ben.refused?.code).toBe('read-only');
    expect(ana.text()).toBe('ac');
  });

  it('[H11] asks only those who may write, and again when they may', async () => {
    access.set('ana', READ);
    const ana = await joined('ana');
    expect(types(ana.frames)).not.toContain('step1');
    access.delete('ana');
    hub.announceAccess();
    expect(ana.access?.level).toBe('write');
    expect(types(ana.frames).filter((type) => type === 'step1')).toHaveLength(1);
  });

  it('[H12] refuses new structs under the client id of somebody else', async () => {
    const ana = await joined('ana');
    ana.type('mine');
    await settled(hub, NAME);
    const ben = await joined('ben');
    ben.doc.clientID = ana.doc.clientID;
    ben.type(' forged');
    await settled(hub, NAME);
    expect(ben.refused?.code).toBe('foreign-client');
    expect(ana.text()).toBe('mine');
    expect(store.rows(NAME)).toHaveLength(1);
  });

  it('[H12] remembers owners after the room was closed', async () => {
    const ana = await joined('ana');
    ana.type('mine');
    await settled(hub, NAME);
    await hub.drain();
    hub = start();
    const ben = await joined('ben');
    ben.doc.clientID = ana.doc.clientID;
    ben.type(' forged');
    await settled(hub, NAME);
    expect(ben.refused?.code).toBe('foreign-client');
  });

  it('[H13] asks for what is missing, and acknowledges only once it has it', async () => {
    const ana = await joined('ana', { flow: false });
    ana.far.flush();
    const sentBefore = ana.sent;
    const updates: Uint8Array[] = [];
    const other = new Y.Doc();
    other.on('update', (update: Uint8Array) => updates.push(update));
    other.getText('content').insert(0, 'a');
    other.getText('content').insert(1, 'b');
    ana.send(encodeUpdate(updates[1] ?? new Uint8Array()));
    await settled(hub, NAME);
    ana.far.flush();
    expect(types(ana.frames).filter((type) => type === 'step1')).toHaveLength(2);
    expect(ana.durable[0]).toBe(sentBefore);
    expect(store.rows(NAME)).toHaveLength(0);
    ana.send(encodeStep2(Y.encodeStateAsUpdate(other)));
    await settled(hub, NAME);
    ana.far.flush();
    expect(ana.durable[0]).toBe(ana.sent + 2);
    expect(store.rows(NAME)).toHaveLength(1);
  });

  it('[H13] closes after the third gap in a row', async () => {
    const ana = await joined('ana', { flow: false });
    const other = new Y.Doc();
    other.getText('content').insert(0, 'a');
    const start = Y.encodeStateVector(other);
    other.getText('content').insert(1, 'b');
    const gap = encodeUpdate(Y.encodeStateAsUpdate(other, start));
    for (let i = 0; i < 3; i++) ana.send(gap);
    await settled(hub, NAME);
    expect(ana.closed).toMatchObject({ code: 4400 });
    expect(store.rows(NAME)).toHaveLength(0);
  });

  it('[H14] closes a peer that sends nonsense, and takes what came before it', async () => {
    const ana = await joined('ana');
    const ben = await joined('ben');
    ana.type('good');
    ana.send(Uint8Array.of(0x80, 0, 2, 0));
    await settled(hub, NAME);
    expect(ana.closed).toMatchObject({ code: 4400 });
    expect(ben.text()).toBe('good');
    expect(warnings).toEqual(['bad frame']);
    ben.send(encodeUpdate(Uint8Array.of(1, 1, 1, 0, 0xff, 0)));
    await settled(hub, NAME);
    expect(ben.closed).toMatchObject({ code: 4400 });
    expect(store.rows(NAME)).toHaveLength(1);
  });

  it('[H14] reads the document anew when an update breaks it', async () => {
    const ana = await joined('ana');
    const ben = await joined('ben');
    ana.type('good');
    await settled(hub, NAME);
    // Two new clients whose structs each build on the other's: well formed, but never to be applied.
    const circular = Uint8Array.of(2, 1, 101, 0, 0x84, 102, 0, 1, 120, 1, 102, 0, 0x84, 101, 0, 1, 121, 0);
    ben.send(encodeUpdate(circular));
    ana.type('!');
    await settled(hub, NAME);
    expect(ben.closed).toMatchObject({ code: 4400 });
    expect(warnings).toContain('document rebuilt');
    expect(ana.durable[0]).toBe(ana.sent);
    const eva = await joined('eva');
    expect(eva.text()).toBe('good!');
    expect(eva.doc.store.pendingStructs).toBeNull();
    expect(store.rows(NAME)).toHaveLength(2);
  });
});

describe('the witness', () => {
  it('[H27] sees a change by whom it is, and its word is stored with the row', async () => {
    await hub.drain();
    hub = start({
      witness: ({ transaction, by }) =>
        transaction.changed.has(transaction.doc.getMap('fields')) ? { by: by.userId, what: 'fields' } : null,
    });
    const ana = await joined('ana');
    ana.doc.getMap('fields').set('byline', 'Ana');
    ana.type('text');
    await settled(hub, NAME);
    await hub.exclusive(NAME, (turn) => turn.edit(SYSTEM, (doc) => doc.getMap('fields').set('slug', 'storm')));
    expect(store.rows(NAME).map((row) => row.witnessed)).toEqual([
      { by: 'ana', what: 'fields' },
      null,
      { by: 'system', what: 'fields' },
    ]);
  });
});

describe('limits', () => {
  it('[H16] closes what is too large or too fast', async () => {
    await hub.drain();
    hub = start({
      limits: { maxFrameBytes: 1_000, maxStateVectorBytes: 10, maxWritesPerSecond: 4, rateWindowMs: 1_000 },
    });
    const [ana, ben, eva] = [await joined('ana'), await joined('ben'), await joined('eva')];
    ana.send(new Uint8Array(1_001));
    ben.send(encodeStep1(new Uint8Array(11)));
    for (let i = 0; i < 6; i++) eva.type('x');
    await settled(hub, NAME);
    expect(ana.closed).toMatchObject({ code: 4413 });
    expect(ben.closed).toMatchObject({ code: 4413 });
    expect(eva.closed).toMatchObject({ code: 4529 });
  });

  it('[H16] refuses what makes a document too large, and lets it shrink', async () => {
    await hub.drain();
    hub = start({ limits: { maxDocumentBytes: 2_000 } });
    const ana = await joined('ana');
    for (let i = 0; i < 10; i++) {
      ana.type('x'.repeat(100));
      ana.doc.getText('content').delete(0, 100);
    }
    ana.type('y'.repeat(1_000));
    await settled(hub, NAME);
    expect(ana.refused).toBeNull();
    ana.type('z'.repeat(1_500));
    await settled(hub, NAME);
    expect(ana.refused?.code).toBe('too-large');
    const ben = await joined('ben');
    ben.doc.getText('content').delete(0, 900);
    await settled(hub, NAME);
    expect(ben.refused).toBeNull();
    ben.type('fits again');
    await settled(hub, NAME);
    expect(ben.refused).toBeNull();
  });

  it('[H16] drops a peer that takes nothing', async () => {
    await hub.drain();
    hub = start({ limits: { maxBufferedBytes: 500 } });
    const ana = await joined('ana');
    const slow = await joined('ben', { flow: false });
    for (let i = 0; i < 5; i++) {
      ana.type('x'.repeat(300));
      await settled(hub, NAME);
    }
    expect(slow.closed).toBe('terminated');
    expect(ana.closed).toBeNull();
  });

  it('[H18] sends an empty awareness frame to who was sent nothing for long', async () => {
    await hub.drain();
    vi.useFakeTimers();
    hub = start({ limits: { quietMs: 1_000 } });
    const ana = peer('ana');
    ana.connect(hub);
    await vi.advanceTimersByTimeAsync(0);
    const before = ana.frames.length;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ana.frames.slice(before)).toEqual([{ type: 'awareness', update: Uint8Array.of(0) }]);
  });

  it('[H21] forgets a room that nobody is in, and opens it again', async () => {
    await hub.drain();
    vi.useFakeTimers();
    hub = start({ limits: { idleRoomMs: 1_000 } });
    const rooms: boolean[] = [];
    hub.on('room', (_document, open) => rooms.push(open));
    const ana = peer('ana');
    ana.connect(hub);
    await vi.advanceTimersByTimeAsync(0);
    ana.type('kept');
    ana.disconnect();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(rooms).toEqual([true, false]);
    const ben = peer('ben');
    ben.connect(hub);
    await vi.advanceTimersByTimeAsync(0);
    expect(ben.text()).toBe('kept');
    expect(rooms).toEqual([true, false, true]);
  });

  it('[H21] compacts a long log', async () => {
    await hub.drain();
    hub = start({ limits: { compactAfterRows: 5 } });
    const ana = await joined('ana');
    for (let i = 0; i < 7; i++) {
      ana.type(String(i));
      await settled(hub, NAME);
    }
    expect(store.rows(NAME).length).toBeLessThan(5);
    await hub.drain();
    hub = start();
    expect((await joined('ben')).text()).toBe('0123456');
  });
});

describe('turns and ends', () => {
  it('[H19] gives a turn the document to itself', async () => {
    const ana = await joined('ana');
    ana.type('before');
    const { promise: wait, resolve: go } = Promise.withResolvers<void>();
    const turn = hub.exclusive(NAME, async ({ doc, head }) => {
      await wait;
      return { text: doc.getText('content').toString(), head };
    });
    ana.type(' after');
    go();
    expect(await turn).toEqual({ text: 'before', head: 1 });
    await settled(hub, NAME);
    expect(store.rows(NAME)).toHaveLength(2);
  });

  it('[H19] edits in a turn, under an id of the editor, before it goes on', async () => {
    const ana = await joined('ana');
    const head = await hub.exclusive(NAME, (turn) => turn.edit(SYSTEM, (doc) => doc.getText('content').insert(0, 'A')));
    expect(head).toBe(1);
    expect(ana.text()).toBe('A');
    const other = { ...SYSTEM, userId: 'other' };
    await hub.exclusive(NAME, (turn) => turn.edit(other, (doc) => doc.getText('content').insert(0, 'B')));
    expect(store.rows(NAME).map((row) => [row.userId, row.newClientIds.length])).toEqual([
      ['system', 1],
      ['other', 1],
    ]);
  });

  it('[H19] passes on what the turn throws, and undoes an edit that throws', async () => {
    await expect(hub.exclusive(NAME, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    const edit = hub.exclusive(NAME, (turn) =>
      turn.edit(SYSTEM, (doc) => {
        doc.getText('content').insert(0, 'half');
        throw new Error('broken off');
      }),
    );
    await expect(edit).rejects.toThrow('broken off');
    expect((await joined('ana')).text()).toBe('');
  });

  it('[H20] flushes: waits for what writing peers have not sent', async () => {
    const ana = await joined('ana', { flow: false });
    ana.far.flush();
    await settled(hub, NAME);
    access.set('ben', READ);
    await joined('ben', { flow: false });
    const done = vi.fn();
    const flush = hub.flush(NAME, 60_000).then(done);
    await settled(hub, NAME);
    expect(done).not.toHaveBeenCalled();
    ana.far.flush();
    await flush;
    const gone = hub.flush(NAME, 60_000);
    ana.disconnect();
    await gone;
  });

  it('[H20] flushes: does not wait longer than it may', async () => {
    await joined('ana', { flow: false });
    await hub.flush(NAME, 5);
  });

  it('[H20] announces a pause in writing without refusing what still arrives', async () => {
    const ana = await joined('ana');
    hub.announce(NAME, { level: 'read', reason: 'Being submitted.' });
    expect(ana.access).toMatchObject({ level: 'read', reason: 'Being submitted.' });
    ana.type('last words');
    await settled(hub, NAME);
    expect(ana.refused).toBeNull();
    expect(store.rows(NAME)).toHaveLength(1);
    await hub.exclusive(NAME, async (turn) => turn.announceAccess());
    expect(ana.access?.level).toBe('write');
  });

  it('[H22] closes a session and drops what it sent', async () => {
    const ana = await joined('ana');
    const ben = await joined('ben');
    const gate = store.hold();
    ben.type('x');
    ana.type('too late');
    hub.closeSession(ana.identity.sessionId, CLOSE.signIn);
    gate.release();
    await settled(hub, NAME);
    expect(ana.closed).toMatchObject({ code: 4401 });
    expect(ben.text()).toBe('x');
  });

  it('[H2] closes who may no longer know of the document', async () => {
    const ana = await joined('ana');
    access.set('ana', null);
    hub.announceAccess([NAME]);
    expect(ana.closed).toMatchObject({ code: 4404 });
  });

  it('[H23] commits what was taken before it stops', async () => {
    const ana = await joined('ana');
    ana.type('1');
    ana.type('2');
    await hub.drain();
    expect(store.rows(NAME)).toHaveLength(2);
    expect(ana.durable[0]).toBe(ana.sent);
    expect(ana.closed).toMatchObject({ code: 4503 });
    ana.connect(hub);
    expect(ana.closed).toMatchObject({ code: 4503 });
    await expect(settled(hub, NAME)).rejects.toThrow(StoreError);
  });

  it('[H26] closes all when the document was replaced', async () => {
    const ana = await joined('ana');
    const closed = hub.exclusive(NAME, async () => {
      store.remove(NAME);
      store.create(NAME, 'epoch-2');
      await hub.replaced(NAME);
    });
    ana.type('of the old history');
    await closed;
    expect(ana.closed).toMatchObject({ code: 4409 });
    expect((await joined('ben', { epoch: 'epoch-2' })).text()).toBe('');
    expect(store.rows(NAME)).toHaveLength(0);
  });
});

describe('presence', () => {
  const caret = { cursor: { anchor: 1 } };

  it('[H17] shows who is there, by the name of the session, and forgets them when they go', async () => {
    const [ana, ben] = [await joined('ana'), await joined('ben')];
    const heard = vi.fn();
    hub.on('presence', heard);
    ana.setAwareness({ ...caret, user: { name: 'The Pope', color: '#fff' } });
    await settled(hub, NAME);
    const user = { id: 'ana', name: 'Name of ana' };
    expect(ben.awareness.getStates().get(ana.doc.clientID)).toEqual({ ...caret, user });
    expect(hub.present(NAME)).toEqual([{ userId: 'ana', name: 'Name of ana', writing: true }]);
    const eva = await joined('eva');
    expect(eva.awareness.getStates().has(ana.doc.clientID)).toBe(true);
    ana.disconnect();
    expect(ben.awareness.getStates().has(ana.doc.clientID)).toBe(false);
    expect(heard).toHaveBeenLastCalledWith(NAME, []);
    ana.connect(hub);
    await settled(hub, NAME);
    expect(ben.awareness.getStates().has(ana.doc.clientID)).toBe(true);
  });

  it('[H17] drops ids of others, also an echo of one who has left', async () => {
    const [ana, ben] = [await joined('ana'), await joined('ben')];
    ana.setAwareness({ cursor: null });
    ben.setAwareness({ cursor: null });
    await settled(hub, NAME);
    const id = ana.doc.clientID;
    const forged = encodeAwareness(awarenessUpdate(id, Number.MAX_SAFE_INTEGER, '{"cursor":{}}'));
    ben.send(forged);
    await settled(hub, NAME);
    expect(hub.present(NAME).find(({ userId }) => userId === 'ana')?.writing).toBe(false);
    ana.disconnect();
    ben.send(forged);
    await settled(hub, NAME);
    expect(hub.present(NAME).map(({ userId }) => userId)).toEqual(['ben']);
    expect(ben.closed).toBeNull();
  });

  it('[H17] ignores states that are too large, too deep or no object, and too many ids', async () => {
    const ana = await joined('ana');
    const states = [`{"x":"${'x'.repeat(5_000)}"}`, `{"x":${'['.repeat(9)}${']'.repeat(9)}}`, '7', '"x"', '[]'];
    states.forEach((json, id) => {
      ana.send(encodeAwareness(awarenessUpdate(id, 1, json)));
    });
    await settled(hub, NAME);
    expect(hub.present(NAME)).toEqual([]);
    for (let id = 100; id < 140; id++) ana.send(encodeAwareness(awarenessUpdate(id, 1, '{}')));
    const ben = await joined('ben');
    expect(ben.awareness.getStates().size).toBe(16);
    ana.send(encodeAwareness(awarenessUpdate(100, 2, '{')));
    await settled(hub, NAME);
    expect(ana.closed).toMatchObject({ code: 4400 });
  });
});

describe('replica', () => {
  beforeEach(async () => {
    await hub.drain();
    hub = start({ mode: 'replica' });
  });

  it('[H24] takes every write as a local row, whatever the access', async () => {
    access.set('ana', READ);
    const committed = vi.fn();
    hub.on('committed', committed);
    const ana = await joined('ana');
    ana.type('typed offline');
    await settled(hub, NAME);
    expect(ana.access?.level).toBe('read');
    expect(ana.refused).toBeNull();
    expect(store.rows(NAME).map((row) => row.origin)).toEqual(['local']);
    expect(committed).toHaveBeenCalledWith(expect.objectContaining({ document: NAME, head: 1, origin: 'local' }));
  });

  it('[H24] commits what comes from upstream and shows it', async () => {
    const ana = await joined('ana');
    const server = new Y.Doc();
    server.getText('content').insert(0, 'from the desk');
    await hub.applyUpstream(NAME, Y.encodeStateAsUpdate(server));
    expect(ana.text()).toBe('from the desk');
    expect(store.rows(NAME).map((row) => row.origin)).toEqual(['upstream']);
    await expect(hub.applyUpstream(NAME, Uint8Array.of(9))).rejects.toThrow('too early');
  });

  it('[H24] passes on what upstream acknowledged, to each by its own count', async () => {
    const ana = await joined('ana');
    ana.type('1');
    await settled(hub, NAME);
    const first = ana.sent;
    ana.type('2');
    await settled(hub, NAME);
    // The empty answer to the first Step1 needed nothing to be upstream.
    expect(ana.durable).toEqual([first + 1, 1]);
    hub.acknowledgeUpstream(NAME, 1);
    expect(ana.durable).toEqual([first + 1, first]);
    hub.acknowledgeUpstream(NAME, 2);
    expect(ana.durable).toEqual([first + 1, first + 1]);
    const ben = await joined('ana');
    expect(ben.durable).toEqual([1, 1]);
  });

  it('[H25] carries presence both ways and forgets it when the line is down', async () => {
    const out = vi.fn();
    hub.on('awareness', out);
    const ana = await joined('ana');
    expect(hub.localAwareness(NAME)).toBeNull();
    ana.setAwareness({ cursor: null });
    await settled(hub, NAME);
    expect(out).toHaveBeenCalledTimes(1);
    expect(hub.localAwareness(NAME)).not.toBeNull();
    hub.applyAwareness(NAME, awarenessUpdate(7, 1, '{"user":{"id":"ben","name":"Ben"},"cursor":{}}'));
    expect(ana.awareness.getStates().has(7)).toBe(true);
    expect(hub.present(NAME)).toContainEqual({ userId: 'ben', name: 'Ben', writing: true });
    expect(out).toHaveBeenCalledTimes(1);
    hub.clearRemoteAwareness(NAME);
    expect(ana.awareness.getStates().has(7)).toBe(false);
    expect(hub.present(NAME)).toHaveLength(1);
  });
});

function awarenessUpdate(id: number, clock: number, json: string): Uint8Array {
  const text = new TextEncoder().encode(json);
  return Uint8Array.of(1, ...varUint(id), ...varUint(clock), ...varUint(text.length), ...text);
}

function varUint(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...varUint(Math.floor(value / 0x80))];
}
