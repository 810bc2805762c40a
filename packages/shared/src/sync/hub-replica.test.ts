import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { StoreError } from './ports.ts';
import { encodeUpdate } from './protocol.ts';
import { awarenessUpdate, CIRCULAR, HubFixture, NAME, READ } from './testing/hub-fixture.ts';

const t = new HubFixture({ mode: 'replica' });

describe('replica', () => {
  it('[H24] takes every write as a local row, whatever the access', async () => {
    t.access.set('ana', READ);
    const committed = vi.fn();
    t.hub.on('committed', committed);
    const ana = await t.joined('ana');
    ana.type('typed offline');
    await t.settled();
    expect(ana.access?.level).toBe('read');
    expect(ana.refused).toBeNull();
    expect(t.store.rows(NAME).map((row) => row.origin)).toEqual(['local']);
    expect(committed).toHaveBeenCalledWith(expect.objectContaining({ document: NAME, head: 1, origin: 'local' }));
  });

  it('[H24] commits what comes from upstream and shows it', async () => {
    const ana = await t.joined('ana');
    const server = new Y.Doc();
    server.getText('content').insert(0, 'from the desk');
    await t.hub.applyUpstream(NAME, Y.encodeStateAsUpdate(server));
    expect(ana.text()).toBe('from the desk');
    expect(t.store.rows(NAME).map((row) => row.origin)).toEqual(['upstream']);
    await expect(t.hub.applyUpstream(NAME, Uint8Array.of(9))).rejects.toThrow('too early');
  });

  it('[H33] answers what comes from upstream in the same commit', async () => {
    const ana = await t.joined('ana');
    const committed = vi.fn();
    t.hub.on('committed', committed);
    const server = new Y.Doc();
    server.getText('content').insert(0, 'from the desk');
    const update = Y.encodeStateAsUpdate(server);
    const answer = { witnessed: { kept: 1 }, edit: (doc: Y.Doc) => doc.getText('content').insert(0, 'here: ') };
    await t.hub.exclusive(NAME, (turn) => turn.applyUpstream(update, answer));
    expect(ana.text()).toBe('here: from the desk');
    expect(t.store.rows(NAME)).toMatchObject([
      { origin: 'upstream', update, witnessed: { kept: 1 } },
      { origin: 'local', witnessed: null },
    ]);
    expect(committed.mock.calls.map(([{ origin, head }]) => [origin, head])).toEqual([
      ['upstream', 1],
      ['local', 2],
    ]);
  });

  it('[H33] keeps nothing of it when the answer fails', async () => {
    const ana = await t.joined('ana');
    const server = new Y.Doc();
    server.getText('content').insert(0, 'from the desk');
    const edit = () => {
      throw new Error('no answer');
    };
    const update = Y.encodeStateAsUpdate(server);
    const answered = t.hub.exclusive(NAME, (turn) => turn.applyUpstream(update, { witnessed: null, edit }));
    await expect(answered).rejects.toThrow('no answer');
    expect(t.store.rows(NAME)).toEqual([]);
    await t.hub.applyUpstream(NAME, update);
    expect(ana.text()).toBe('from the desk');
  });

  it('[H24] passes on what upstream acknowledged, to each by its own count', async () => {
    const ana = await t.joined('ana');
    ana.type('1');
    await t.settled();
    const first = ana.sent;
    ana.type('2');
    await t.settled();
    // The empty answer to the first Step1 needed nothing to be upstream.
    expect(ana.durable).toEqual([first + 1, 1]);
    t.hub.acknowledgeUpstream(NAME, 1);
    expect(ana.durable).toEqual([first + 1, first]);
    t.hub.acknowledgeUpstream(NAME, 2);
    expect(ana.durable).toEqual([first + 1, first + 1]);
    const ben = await t.joined('ana');
    expect(ben.durable).toEqual([1, 1]);
  });

  it('[H24] forgets no write of a long day offline', async () => {
    const ana = await t.joined('ana');
    for (let i = 0; i < 1_100; i++) {
      ana.type('x');
      await t.settled();
    }
    t.hub.acknowledgeUpstream(NAME, 500);
    expect(ana.durable[1]).toBe(ana.sent - 600);
    t.hub.acknowledgeUpstream(NAME, 1_050);
    expect(ana.durable[1]).toBeLessThan(ana.sent);
    t.hub.acknowledgeUpstream(NAME, 1_100);
    expect(ana.durable[1]).toBe(ana.sent);
  });

  it('[H14] rejects what it had taken from upstream when the document cannot be read anew', async () => {
    const ana = await t.joined('ana');
    const held = t.store.hold();
    ana.type('x');
    const server = new Y.Doc();
    server.getText('content').insert(0, 'from the desk');
    const taken = t.hub.applyUpstream(NAME, Y.encodeStateAsUpdate(server));
    const rejected = expect(taken).rejects.toThrow('disk gone');
    ana.send(encodeUpdate(CIRCULAR));
    t.store.failWith((operation) => (operation === 'load' ? new StoreError('io', 'disk gone') : null));
    held.release();
    await rejected;
    expect(ana.closed).toMatchObject({ code: 4400 });
  });

  it('[H28] goes on while the store cannot append: shows and sends on, and keeps it all when it can again', async () => {
    await t.restart({ limits: { keepRetryMs: 5 } });
    const heads: number[] = [];
    t.hub.on('committed', ({ head }) => heads.push(head));
    const [ana, other] = [await t.joined('ana'), await t.joined('ana')];
    ana.type('kept ');
    await t.settled();
    const kept = ana.sent;
    t.store.failWith((operation) => (operation === 'append' ? new StoreError('full', 'disk full') : null));
    ana.type('sent ');
    ana.type('on');
    await t.settled();
    const server = new Y.Doc();
    server.getText('content').insert(0, 'from the desk: ');
    await t.hub.applyUpstream(NAME, Y.encodeStateAsUpdate(server));
    expect([ana.closed, other.closed]).toEqual([null, null]);
    expect(other.text()).toBe(ana.text());
    expect(ana.text()).toContain('kept sent on');
    expect(ana.text()).toContain('from the desk: ');
    expect(await t.hub.exclusive(NAME, async (turn) => [turn.kept, turn.head])).toEqual([false, heads.at(-1)]);
    // Not on this computer, but on the server.
    t.hub.acknowledgeUpstream(NAME, heads.at(-1) ?? 0);
    expect(ana.durable).toEqual([kept, ana.sent]);
    ana.type('!');
    await t.settled();
    expect(ana.durable).toEqual([kept, ana.sent - 1]);
    expect(t.store.rows(NAME)).toHaveLength(1);

    t.store.failWith(null);
    await expect.poll(() => ana.durable).toEqual([ana.sent, ana.sent - 1]);
    expect(await t.hub.exclusive(NAME, async (turn) => [turn.kept, turn.head])).toEqual([true, heads.at(-1)]);
    expect(t.store.rows(NAME)).toHaveLength(heads.at(-1) ?? 0);
    const origins = t.store.rows(NAME).map((row) => row.origin);
    expect(origins.slice(1).every((origin, i) => origin === (i === origins.length - 2 ? 'local' : 'upstream'))).toBe(
      true,
    );
    await t.restart();
    expect((await t.joined('ana')).text()).toBe(ana.text());
  });

  it('[H28] keeps a room in memory while it holds what the store could not take', async () => {
    await t.restart({ limits: { keepRetryMs: 5, idleRoomMs: 1 } });
    const ana = await t.joined('ana');
    t.store.failWith((operation) => (operation === 'append' ? new StoreError('readonly', 'read-only') : null));
    ana.type('held in memory');
    await t.settled();
    const closed = new Promise<void>((resolve) => {
      t.hub.on('room', (_document, open) => {
        if (!open) resolve();
      });
    });
    ana.disconnect();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await t.hub.exclusive(NAME, async (turn) => turn.doc.getText('content').toString())).toBe('held in memory');
    t.store.failWith(null);
    await closed;
    expect(t.store.rows(NAME)).toHaveLength(1);
  });

  it('[H25] carries presence both ways and forgets it when the line is down', async () => {
    const out = vi.fn();
    t.hub.on('awareness', out);
    const ana = await t.joined('ana');
    expect(t.hub.localAwareness(NAME)).toBeNull();
    ana.setAwareness({ cursor: null });
    await t.settled();
    expect(out).toHaveBeenCalledTimes(1);
    expect(t.hub.localAwareness(NAME)).not.toBeNull();
    t.hub.applyAwareness(NAME, awarenessUpdate(7, 1, '{"user":{"id":"ben","name":"Ben"},"cursor":{}}'));
    expect(ana.awareness.getStates().has(7)).toBe(true);
    expect(t.hub.present(NAME)).toContainEqual({ userId: 'ben', name: 'Ben', writing: true });
    expect(out).toHaveBeenCalledTimes(1);
    t.hub.clearRemoteAwareness(NAME);
    expect(ana.awareness.getStates().has(7)).toBe(false);
    expect(t.hub.present(NAME)).toHaveLength(1);
  });

  it('[H25] shows who is there also when the server counts from an earlier clock after its restart', async () => {
    const ana = await t.joined('ana');
    const ben = (clock: number, cursor: string) =>
      t.hub.applyAwareness(NAME, awarenessUpdate(7, clock, `{"cursor":"${cursor}"}`));
    ben(1_000, 'before');
    t.hub.clearRemoteAwareness(NAME);
    ben(10, 'after');
    expect(ana.awareness.getStates().get(7)).toMatchObject({ cursor: 'after' });
  });
});
