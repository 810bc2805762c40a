import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BLANK_EDITION } from '@copydesk/editor/schema';
import { createHub, documentName, type Hub } from '@copydesk/shared/sync';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LocalDocuments, openLocalDocuments } from './local-documents.ts';
import { openReplicaStore, type ReplicaStore } from './storage/store.ts';
import { silent } from './testing/window.ts';

const WORKER = new URL('./storage/worker.ts', import.meta.url);
const DOCUMENT = documentName('0b0e6a52-6d1c-4f0e-9d53-6f3d1d6a4c11', 'en');
const ME = { userId: 'u1', name: 'Sara Klein', sessionId: 's' };
const REASON = 'You may no longer open this story.';
let folder: string;
let store: ReplicaStore;
let documents: LocalDocuments;

async function open(): Promise<void> {
  store = await openReplicaStore({ folder, log: silent, workerUrl: WORKER });
  let hub: Hub | null = null;
  documents = await openLocalDocuments({
    store,
    log: silent,
    hub() {
      hub ??= createHub({ store: store.documents, policy: documents.policy, log: silent, mode: 'replica' });
      return hub;
    },
    isOpen: () => false,
    onChange: () => {},
    onText: () => {},
    onHeld: () => {},
  });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copydesk-documents-'));
  await open();
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

it('lets a text be read only once the server lets nobody in, also after a restart, until it says otherwise', async () => {
  await documents.create(DOCUMENT, 'e', BLANK_EDITION);
  expect(await documents.policy.access(ME, DOCUMENT)).toEqual({ level: 'write', reason: '' });
  await documents.of(DOCUMENT).accessLost(REASON);
  expect(await documents.policy.access(ME, DOCUMENT)).toEqual({ level: 'read', reason: REASON });
  await store.close();
  await open();
  expect(await documents.policy.access(ME, DOCUMENT)).toEqual({ level: 'read', reason: REASON });
  await documents.of(DOCUMENT).accessHeard({ level: 'write', reason: '' }, 'e');
  expect(await documents.policy.access(ME, DOCUMENT)).toEqual({ level: 'write', reason: '' });
});

it('makes nothing of a text that never came', async () => {
  await documents.of(DOCUMENT).accessHeard({ level: 'write', reason: '' }, 'e');
  await documents.of(DOCUMENT).accessLost(REASON);
  expect(documents.has(DOCUMENT)).toBe(false);
  expect(await documents.policy.access(ME, DOCUMENT)).toBeNull();
});
