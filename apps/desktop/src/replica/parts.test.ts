import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DocumentStore, StoreError } from '@copydesk/shared/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { parseChannelPath } from './channel.ts';
import { nextLocalEpoch, serverEpoch } from './epochs.ts';
import { mergeMany } from './merge.ts';
import { profileName } from './profiles.ts';
import { fileSecrets } from './secrets.ts';
import { watchDisk } from './storage/disk.ts';
import { Unsent } from './unsent.ts';
import { retryDelay } from './upstream/retry.ts';

const STORY = '0b0e6a52-6d1c-4f0e-9d53-6f3d1d6a4c11';
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copydesk-parts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('parseChannelPath', () => {
  it.each([
    ['/p/-/rpc', { kind: 'visitor', profile: null }],
    ['/p/0a-u/rpc', { kind: 'rpc', profile: '0a-u' }],
    [`/p/0a-u/sync/${STORY}.en?epoch=x%2B1`, { kind: 'sync', profile: '0a-u', document: `${STORY}.en`, epoch: 'x+1' }],
    [
      `/p/0a-u/sync/${STORY}.pt-BR.notes`,
      { kind: 'sync', profile: '0a-u', document: `${STORY}.pt-BR.notes`, epoch: null },
    ],
    [`/p/-/sync/${STORY}.en`, null],
    [`/p/0a-u/sync/../rpc/x`, null],
    ['/p/0a-u/sync/nothing', null],
    ['/q/0a-u/rpc', null],
    ['', null],
  ])('reads %s', (path, expected) => {
    expect(parseChannelPath(path)).toEqual(expected);
  });
});

describe('epochs', () => {
  it('names rebuilt histories after the one the server knows', () => {
    expect(nextLocalEpoch('e')).toBe('e+1');
    expect(nextLocalEpoch('e+1')).toBe('e+2');
    expect(serverEpoch('e+2')).toBe('e');
    expect(serverEpoch('e')).toBe('e');
  });
});

describe('retryDelay', () => {
  it('[N1] spreads fifty desktops that lost their line together: never more than a fifth in any 100 ms', () => {
    for (let attempt = 0; attempt < 6; attempt++) {
      // Evenly drawn, so that nothing here is left to chance.
      const delays = Array.from({ length: 50 }, (_, n) => retryDelay(attempt, () => n / 50)).sort((a, b) => a - b);
      for (const start of delays) {
        const together = delays.filter((delay) => delay >= start && delay < start + 100).length;
        expect(together, `attempt ${attempt}`).toBeLessThanOrEqual(10);
      }
    }
  });

  it('stays between a fifth of a second and ten, and grows', () => {
    expect(retryDelay(0, () => 0)).toBe(200);
    expect(retryDelay(0, () => 1)).toBe(2_000);
    expect(retryDelay(2, () => 1)).toBe(8_000);
    expect(retryDelay(1_000, () => 1)).toBe(10_000);
    expect(retryDelay(1_000, () => 0)).toBe(200);
  });
});

describe('Unsent', () => {
  it('counts the same for typing as for pasting, and nothing for deleting', () => {
    const doc = new Y.Doc();
    const unsent = new Unsent();
    let head = 0;
    doc.on('update', (update: Uint8Array) => {
      head += 1;
      unsent.add(head, update, '2026-01-01T00:00:00.000Z');
    });
    const text = doc.getText('t');
    for (const letter of 'one two three') text.insert(text.length, letter);
    expect(unsent.words).toBe(3);
    unsent.acknowledge(head);
    expect(unsent).toMatchObject({ words: 0, since: null });
    text.insert(0, 'four five ');
    text.delete(0, 2);
    expect(unsent).toMatchObject({ words: 3, since: '2026-01-01T00:00:00.000Z' });
  });
});

describe('mergeMany', () => {
  it('gives what all updates give, however many', () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    for (let i = 0; i < 333; i++) doc.getText('t').insert(0, String(i % 10));
    const copy = new Y.Doc();
    Y.applyUpdate(copy, mergeMany(updates));
    expect(copy.getText('t').toString()).toBe(doc.getText('t').toString());
    expect(() => mergeMany([])).toThrow(TypeError);
  });
});

describe('fileSecrets', () => {
  it('keeps a session where only its owner reads it', async () => {
    const secrets = fileSecrets(folder);
    expect(await secrets.load('p')).toBeNull();
    await secrets.save('p', 'one');
    await secrets.save('p', 'two');
    expect(await secrets.load('p')).toBe('two');
    expect((await stat(join(folder, 'p', 'session'))).mode & 0o777).toBe(0o600);
    await secrets.remove('p');
    await expect(readFile(join(folder, 'p', 'session'))).rejects.toThrow('ENOENT');
    await secrets.remove('p');
  });
});

describe('profileName', () => {
  it('tells servers and people apart', () => {
    expect(profileName('http://a.test', 'u1')).toMatch(/^[0-9a-f]{12}-u1$/);
    expect(profileName('http://a.test', 'u1')).not.toBe(profileName('http://b.test', 'u1'));
  });
});

describe('watchDisk', () => {
  it('says when this computer cannot keep text, and when it can again', async () => {
    let fails: StoreError | null = null;
    const inner: DocumentStore = {
      load: async () => null,
      compact: async () => {},
      append: async () => {
        if (fails) throw fails;
        return 1;
      },
    };
    const states: string[] = [];
    const { store, state } = watchDisk(inner, (now) => states.push(now.state === 'ok' ? 'ok' : now.reason));
    const name = parseChannelPath(`/p/a/sync/${STORY}.en`);
    if (name?.kind !== 'sync') throw new Error('not a document');
    await store.append(name.document, []);
    fails = new StoreError('full', 'disk full');
    await expect(store.append(name.document, [])).rejects.toThrow('disk full');
    await expect(store.append(name.document, [])).rejects.toThrow('disk full');
    expect(state()).toMatchObject({ state: 'failing', reason: 'full' });
    fails = null;
    await store.append(name.document, []);
    expect(states).toEqual(['full', 'ok']);
  });
});
