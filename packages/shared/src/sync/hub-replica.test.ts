import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { awarenessUpdate, HubFixture, NAME, READ } from './testing/hub-fixture.ts';

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
});
