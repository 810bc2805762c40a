/**
 * What every adapter of a port must do, as suites to be run inside a vitest file of the adapter.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { documentName } from '../documents.ts';
import type { AccessPolicy, DocumentName, DocumentStore, LogRow, PeerIdentity, PeerSocket } from '../ports.ts';

const NAME = documentName('0b5e6f0a-0000-4000-8000-00000000000a', 'en');
const OTHER = documentName('0b5e6f0a-0000-4000-8000-00000000000b', 'en');

/** A store under test. */
export interface StoreUnderTest {
  readonly store: DocumentStore;
  /** Makes an empty document. */
  create(document: DocumentName, epoch: string): Promise<void>;
  /** Closes and opens it again, where it outlives that; returns the store to use from then on. */
  reopen(): Promise<DocumentStore>;
  end(): Promise<void>;
}

function row(doc: Y.Doc, change: (text: Y.Text) => void, more: Partial<LogRow> = {}): LogRow {
  const before = Y.encodeStateVector(doc);
  change(doc.getText('content'));
  const update = Y.encodeStateAsUpdate(doc, before);
  return { update, userId: 'ana', newClientIds: [], origin: 'upstream', witnessed: null, ...more };
}

function textOf(updates: readonly Uint8Array[]): string {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  expect(doc.store.pendingStructs).toBeNull();
  return doc.getText('content').toString();
}

/** `DocumentStore`. */
export function documentStoreContract(name: string, setup: () => Promise<StoreUnderTest>): void {
  describe(`DocumentStore: ${name}`, () => {
    let under: StoreUnderTest;
    let store: DocumentStore;
    let doc: Y.Doc;

    beforeEach(async () => {
      under = await setup();
      store = under.store;
      doc = new Y.Doc();
      await under.create(NAME, 'epoch-1');
    });

    afterEach(() => under.end());

    it('knows no document that was not made', async () => {
      expect(await store.load(OTHER)).toBeNull();
      await expect(store.append(OTHER, [row(doc, (text) => text.insert(0, 'x'))])).rejects.toMatchObject({
        name: 'NoSuchDocument',
      });
      expect(await store.load(NAME)).toMatchObject({ epoch: 'epoch-1', head: 0, updates: [] });
    });

    it('keeps rows in order, counts them, and remembers whose the client ids are', async () => {
      const first = row(doc, (text) => text.insert(0, 'one'), { newClientIds: [doc.clientID] });
      const second = row(doc, (text) => text.insert(3, ' two'));
      expect(await store.append(NAME, [first, second])).toBe(2);
      expect(await store.append(NAME, [row(doc, (text) => text.delete(0, 3), { userId: 'ben' })])).toBe(3);
      const loaded = await (await under.reopen()).load(NAME);
      expect(loaded?.head).toBe(3);
      expect(textOf(loaded?.updates ?? [])).toBe(' two');
      expect(loaded?.owners).toEqual(new Map([[doc.clientID, 'ana']]));
    });

    it('lets a client id stay with its first owner', async () => {
      await store.append(NAME, [row(doc, (text) => text.insert(0, '1'), { newClientIds: [7] })]);
      await store.append(NAME, [row(doc, (text) => text.insert(0, '2'), { newClientIds: [7], userId: 'ben' })]);
      expect((await store.load(NAME))?.owners.get(7)).toBe('ana');
    });

    it('takes appends that overlap, one after the other', async () => {
      const rows = Array.from({ length: 20 }, (_, i) => row(doc, (text) => text.insert(text.length, String(i % 10))));
      const heads = await Promise.all(rows.map((one) => store.append(NAME, [one])));
      expect(heads).toEqual(rows.map((_, i) => i + 1));
      expect(textOf((await store.load(NAME))?.updates ?? [])).toBe(doc.getText('content').toString());
    });

    it('compacts without changing the text, the head or the owners, and goes on after it', async () => {
      await store.append(NAME, [row(doc, (text) => text.insert(0, 'abc'), { newClientIds: [doc.clientID] })]);
      await store.append(NAME, [row(doc, (text) => text.delete(1, 1)), row(doc, (text) => text.insert(2, 'd'))]);
      await store.compact(NAME);
      await store.compact(NAME);
      const loaded = await store.load(NAME);
      expect(loaded).toMatchObject({ epoch: 'epoch-1', head: 3 });
      expect(loaded?.updates).toHaveLength(1);
      expect(loaded?.owners.get(doc.clientID)).toBe('ana');
      expect(await store.append(NAME, [row(doc, (text) => text.insert(0, '!'))])).toBe(4);
      expect(textOf((await (await under.reopen()).load(NAME))?.updates ?? [])).toBe('!acd');
    });

    it('folds no local row', async () => {
      const rows = [
        row(doc, (text) => text.insert(0, '1')),
        row(doc, (text) => text.insert(1, '2')),
        row(doc, (text) => text.insert(2, '3'), { origin: 'local' }),
        row(doc, (text) => text.insert(3, '4')),
      ];
      await store.append(NAME, rows);
      await store.compact(NAME);
      const loaded = await store.load(NAME);
      expect(loaded?.head).toBe(4);
      expect(loaded?.updates).toHaveLength(3);
      expect(loaded?.updates.slice(1).map((update) => [...update])).toEqual(
        rows.slice(2).map((one) => [...one.update]),
      );
    });
  });
}

/** The two ends of a real connection: what the hub is given, and what a client sees. */
export interface SocketUnderTest {
  readonly socket: PeerSocket;
  /** Frames that came out at the other end, in order. */
  received(): readonly Uint8Array[];
  /** Resolves when `count` frames have come out. */
  receivedCount(count: number): Promise<void>;
  /** Resolves when the other end knows that the connection is over, with the code it saw. */
  closed(): Promise<number>;
  end(): Promise<void>;
}

/** `PeerSocket`. */
export function peerSocketContract(name: string, setup: () => Promise<SocketUnderTest>): void {
  describe(`PeerSocket: ${name}`, () => {
    let under: SocketUnderTest;

    beforeEach(async () => {
      under = await setup();
    });

    afterEach(() => under.end());

    it('delivers frames whole and in order', async () => {
      const frames = [Uint8Array.of(1), Uint8Array.of(2, 3), new Uint8Array(70_000).fill(4)];
      for (const frame of frames) under.socket.send(frame);
      await under.receivedCount(3);
      expect(under.received().map((frame) => [frame.length, frame[0]])).toEqual([
        [1, 1],
        [2, 2],
        [70_000, 4],
      ]);
      expect(under.socket.bufferedAmount).toBe(0);
    });

    it('delivers frames that more was to follow, whether or not it does', async () => {
      under.socket.send(Uint8Array.of(1), true);
      under.socket.send(Uint8Array.of(2));
      under.socket.send(Uint8Array.of(3));
      under.socket.send(new Uint8Array(70_000).fill(4), true);
      await under.receivedCount(4);
      expect(under.received().map((frame) => frame[0])).toEqual([1, 2, 3, 4]);
    });

    it('delivers one frame as often as it is sent', async () => {
      const frame = Uint8Array.of(7, 8);
      for (let i = 0; i < 3; i++) under.socket.send(frame);
      await under.receivedCount(3);
      expect(under.received().map((received) => [...received])).toEqual([[...frame], [...frame], [...frame]]);
    });

    it('delivers what was sent before it closes, and the code', async () => {
      under.socket.send(Uint8Array.of(1), true);
      under.socket.close(4404, 'no such document');
      expect(await under.closed()).toBe(4404);
      expect(under.received()).toHaveLength(1);
    });

    it('drops what is sent after a close, without throwing', async () => {
      under.socket.close(4400, 'bad frame');
      under.socket.send(Uint8Array.of(1));
      under.socket.close(4403, 'forbidden');
      under.socket.terminate();
      await under.closed();
      under.socket.send(Uint8Array.of(1));
      expect(under.received()).toHaveLength(0);
    });

    it('can be terminated at once', async () => {
      under.socket.terminate();
      under.socket.send(Uint8Array.of(1));
      under.socket.close(4400, 'bad frame');
      await under.closed();
      expect(under.received()).toHaveLength(0);
    });
  });
}

/** A policy under test, with one document and people whose access to it is known. */
export interface PolicyUnderTest {
  readonly policy: AccessPolicy;
  readonly document: DocumentName;
  readonly writer: PeerIdentity;
  readonly reader: PeerIdentity;
  /** May not know of the document. */
  readonly outsider: PeerIdentity;
  /** Takes the writer's right to write away. */
  demoteWriter(): Promise<void>;
  end(): Promise<void>;
}

/** `AccessPolicy`. */
export function accessPolicyContract(name: string, setup: () => Promise<PolicyUnderTest>): void {
  describe(`AccessPolicy: ${name}`, () => {
    let under: PolicyUnderTest;

    beforeEach(async () => {
      under = await setup();
    });

    afterEach(() => under.end());

    it('tells who may write, and why others may not', () => {
      expect(under.policy.access(under.writer, under.document)).toEqual({ level: 'write', reason: '' });
      const reader = under.policy.access(under.reader, under.document);
      expect(reader?.level).toBe('read');
      expect(reader?.reason).not.toBe('');
    });

    it('answers alike for a document that is not there and one that must not be known', () => {
      expect(under.policy.access(under.outsider, under.document)).toBeNull();
      expect(under.policy.access(under.writer, OTHER)).toBeNull();
    });

    it('judges by what is true now', async () => {
      await under.demoteWriter();
      expect(under.policy.access(under.writer, under.document)?.level).not.toBe('write');
    });
  });
}
