import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { documentName } from './documents.ts';
import { createHub } from './hub.ts';
import type { Hub } from './hub-api.ts';
import { type DocumentName, StoreError } from './ports.ts';
import { createMemoryStore, createTestPeer, type MemoryStore, settled, type TestPeer } from './testing/index.ts';

const NAME: DocumentName = documentName('0b5e6f0a-0000-4000-8000-000000000002', 'en');
const SILENT = { info: () => {}, warn: () => {}, error: () => {} };
const PEERS = 4;

/** A busy hub gathers what peers write before it takes it. */
function start(store: MemoryStore, busy: boolean): Hub {
  const policy = { access: () => ({ level: 'write', reason: '' }) as const };
  return createHub({
    store,
    policy,
    log: SILENT,
    mode: 'server',
    limits: { compactAfterRows: 20 },
    busyness: () => (busy ? 1 : 0),
  });
}

type Step =
  | { readonly kind: 'type' | 'delete' | 'format'; readonly who: number; readonly at: number }
  | { readonly kind: 'disconnect'; readonly who: number }
  | { readonly kind: 'connect'; readonly who: number }
  | { readonly kind: 'deliver'; readonly who: number }
  | { readonly kind: 'crash' }
  | { readonly kind: 'failingDisk' };

const who = fc.nat(PEERS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constantFrom('type', 'delete', 'format'), who, at: fc.nat(200) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('deliver'), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('disconnect'), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('connect'), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('failingDisk') }) },
);

function edit(peer: TestPeer, kind: 'type' | 'delete' | 'format', at: number): void {
  const text = peer.doc.getText('content');
  if (kind === 'type' || text.length < 2) text.insert(at % (text.length + 1), String.fromCharCode(97 + (at % 26)));
  else if (kind === 'delete') text.delete(at % text.length, 1);
  else text.format(at % text.length, 1, { bold: at % 2 === 0 ? true : null });
}

/** What a store holds, read as a new hub would. */
async function stored(store: MemoryStore): Promise<Y.Doc> {
  const doc = new Y.Doc();
  for (const update of (await store.load(NAME))?.updates ?? []) Y.applyUpdate(doc, update);
  return doc;
}

describe('the hub under random use', () => {
  it('[C1] all copies become equal and nothing acknowledged is lost, through cuts, crashes and failing disks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(step, { minLength: 10, maxLength: 120 }), async (busy, steps) => {
        const store = createMemoryStore();
        store.create(NAME, 'epoch-1');
        let hub = start(store, busy);
        const peers = Array.from({ length: PEERS }, (_, i) => createTestPeer(NAME, `user ${i}`, { flow: false }));
        for (const peer of peers) peer.connect(hub);
        for (const now of steps) {
          if (now.kind === 'crash') {
            await crash();
            hub = start(store, busy);
          } else if (now.kind === 'failingDisk') {
            store.failWith((operation) => (operation === 'append' ? new StoreError('full', 'disk full') : null));
            await settled(hub, NAME).catch(() => {});
            store.failWith(null);
          } else {
            const peer = peers[now.who];
            if (peer === undefined) continue;
            if (now.kind === 'connect') peer.connect(hub);
            else if (now.kind === 'disconnect') peer.disconnect();
            else if (now.kind !== 'deliver') edit(peer, now.kind, now.at);
            else {
              peer.far.flush(3);
              await settled(hub, NAME).catch(() => {});
            }
          }
        }

        /** Ends the hub without a word, and checks that what it acknowledged is stored. */
        async function crash(): Promise<void> {
          for (const peer of peers) peer.far.flush();
          const acknowledged = peers.map((peer) => {
            const last = peer.frames.findLast((frame) => frame.type === 'durable');
            return last === undefined ? new Map<number, number>() : Y.decodeStateVector(last.stateVector);
          });
          const held = await stored(store);
          for (const clocks of acknowledged) {
            for (const [client, clock] of clocks) expect(Y.getState(held.store, client)).toBeGreaterThanOrEqual(clock);
          }
          for (const peer of peers) peer.disconnect();
          await hub.drain();
        }

        for (const peer of peers) peer.connect(hub);
        for (let round = 0; round < 4; round++) {
          await settled(hub, NAME);
          for (const peer of peers) peer.far.flush();
        }
        const truth = (await stored(store)).getText('content').toDelta();
        for (const peer of peers) {
          expect(peer.closed).toBeNull();
          expect(peer.durable[0]).toBe(peer.sent);
          expect(peer.doc.getText('content').toDelta()).toEqual(truth);
          expect(peer.doc.store.pendingStructs).toBeNull();
          expect(peer.doc.store.pendingDs).toBeNull();
          peer.destroy();
        }
        await hub.drain();
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
