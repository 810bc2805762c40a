import { afterEach, beforeEach, vi } from 'vitest';
import { documentName } from '../documents.ts';
import { createHub } from '../hub.ts';
import type { Hub, HubOptions } from '../hub-api.ts';
import type { Access } from '../ports.ts';
import type { Frame } from '../protocol.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';
import { createTestPeer, settled, type TestPeer, type TestPeerOptions } from './test-peer.ts';

export const NAME = documentName('0b5e6f0a-0000-4000-8000-000000000001', 'en');
export const SYSTEM = { userId: 'system', name: 'System', sessionId: '' };
export const WRITE: Access = { level: 'write', reason: '' };
export const READ: Access = { level: 'read', reason: 'This text is approved.' };

/** Two new clients whose structs each build on the other's: well formed, but never to be applied. */
export const CIRCULAR = Uint8Array.of(2, 1, 101, 0, 0x84, 102, 0, 1, 120, 1, 102, 0, 0x84, 101, 0, 1, 121, 0);

/** A hub with one empty document for each test of a file. Call it at the top of the file. */
export class HubFixture {
  store: MemoryStore = createMemoryStore();
  hub: Hub;
  /** By user id; who is not in it may write. */
  access = new Map<string, Access | null>();
  /** Events the hub logged as warnings or errors. */
  warnings: string[] = [];
  readonly #defaults: Partial<HubOptions>;
  #peers: TestPeer[] = [];

  constructor(defaults: Partial<HubOptions> = {}) {
    this.#defaults = defaults;
    this.hub = this.#start({});
    beforeEach(async () => {
      await this.hub.drain();
      this.store = createMemoryStore();
      this.store.create(NAME, 'epoch-1');
      this.access = new Map();
      this.warnings = [];
      this.hub = this.#start({});
    });
    afterEach(async () => {
      vi.useRealTimers();
      for (const peer of this.#peers.splice(0)) peer.destroy();
      await this.hub.drain();
    });
  }

  #start(options: Partial<HubOptions>): Hub {
    const warn = (event: string) => {
      this.warnings.push(event);
    };
    return createHub({
      store: this.store,
      policy: { access: (peer) => (this.access.has(peer.userId) ? (this.access.get(peer.userId) ?? null) : WRITE) },
      log: { info: () => {}, warn, error: warn },
      mode: 'server',
      ...this.#defaults,
      ...options,
    });
  }

  /** Stops the hub and starts another on the same store. */
  async restart(options: Partial<HubOptions> = {}): Promise<void> {
    await this.hub.drain();
    this.hub = this.#start(options);
  }

  peer(userId: string, options: TestPeerOptions = {}): TestPeer {
    const peer = createTestPeer(NAME, userId, options);
    this.#peers.push(peer);
    return peer;
  }

  /** A peer that is connected and synced. */
  async joined(userId: string, options: TestPeerOptions = {}): Promise<TestPeer> {
    const peer = this.peer(userId, options);
    peer.connect(this.hub);
    await this.settled();
    return peer;
  }

  settled(): Promise<void> {
    return settled(this.hub, NAME);
  }
}

export function types(frames: readonly Frame[]): string[] {
  return frames.map((frame) => frame.type);
}

/** An awareness update of one state, as y-protocols writes it. */
export function awarenessUpdate(id: number, clock: number, json: string): Uint8Array {
  const text = new TextEncoder().encode(json);
  return Uint8Array.of(1, ...varUint(id), ...varUint(clock), ...varUint(text.length), ...text);
}

function varUint(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...varUint(Math.floor(value / 0x80))];
}
