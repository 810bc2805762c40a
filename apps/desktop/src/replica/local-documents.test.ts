import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BLANK_EDITION, contentOf, setBlockText } from '@copydesk/editor/schema';
import { applyAsIs, createHub, documentName, type Hub } from '@copydesk/shared/sync';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as Y from 'yjs';
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
let hub: Hub;

async function open(): Promise<void> {
  store = await openReplicaStore({ folder, log: silent, workerUrl: WORKER });
  documents = await openLocalDocuments({
    store,
    log: silent,
    hub: () => hub,
    isOpen: () => false,
    onChange: () => {},
    onText: () => {},
    onHeld: () => {},
  });
  hub = createHub({ store: store.documents, policy: documents.policy, log: silent, mode: 'replica' });
}

function headlineOf(doc: Y.Doc): Y.XmlText {
  const headline = contentOf(doc).get(0);
  const text = headline instanceof Y.XmlElement ? headline.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error('there is no headline');
  return text;
}

/** A story in whose headline two people made the same words bold at once: one of the marks is needless. */
function twiceBold(): Uint8Array {
  const start = new Y.Doc();
  Y.applyUpdate(start, BLANK_EDITION);
  setBlockText(start, 'headline', [{ type: 'text', text: 'Harbour bridge closes' }]);
  const whole = Y.encodeStateAsUpdate(start);
  const bold = ['Ana', 'Omar'].map(() => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, whole);
    headlineOf(doc).format(0, 7, { bold: true });
    return Y.encodeStateAsUpdate(doc);
  });
  const merged = new Y.Doc();
  applyAsIs(merged, bold);
  return Y.encodeStateAsUpdate(merged);
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

it('holds nothing where a window tidied formatting, and all where somebody changed it', async () => {
  await documents.create(DOCUMENT, 'e', twiceBold());
  const edit = (change: (doc: Y.Doc) => void) =>
    hub.exclusive(DOCUMENT, async (turn) => {
      await turn.edit(ME, change);
    });
  const held = async () => (await store.call('heldChanges')).length;
  const pending = async () => (await store.call('pendingSince', DOCUMENT, 0)).length;
  let tidied = 0;
  await edit((doc) => {
    tidied = Y.cleanupYTextFormatting(headlineOf(doc));
  });
  expect(tidied).toBeGreaterThan(0);
  expect(await pending()).toBe(1);
  await documents.of(DOCUMENT).hold('read-only', 'This text is frozen.');
  expect([await pending(), await held()]).toEqual([0, 0]);

  await edit((doc) => headlineOf(doc).format(0, 7, { bold: null }));
  await documents.of(DOCUMENT).hold('read-only', 'This text is frozen.');
  expect([await pending(), await held()]).toEqual([0, 1]);
});

it('opens, and counts a change as unsent, though its bytes were damaged on the disk', async () => {
  await documents.create(DOCUMENT, 'e', BLANK_EDITION);
  await hub.exclusive(DOCUMENT, async (turn) => {
    await turn.edit(ME, (doc) => headlineOf(doc).insert(0, 'Harbour bridge closes'));
  });
  await store.close();
  const db = new SqliteDatabase(join(folder, 'replica.sqlite'));
  db.exec(`UPDATE document_rows SET "update" = x'ffffffff' WHERE origin = 'local'`);
  db.close();
  await open();
  expect(documents.withUnsent()).toEqual([DOCUMENT]);
});
