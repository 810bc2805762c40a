/** A hub in memory with a text, people who are there honestly, and whoever sends it what they like. */
import { BLANK_EDITION, insertBlockAfter, readEdition, setBlockText } from '@copydesk/editor/schema';
import { type AccessLevel, textBlocks } from '@copydesk/shared/article';
import { createHub, decodeFrame, documentName, type Hub, type Peer } from '@copydesk/shared/sync';
import {
  createMemoryStore,
  createSocketPair,
  createTestPeer,
  settled,
  type TestPeer,
} from '@copydesk/shared/sync/testing';
import { expect } from 'vitest';
import * as Y from 'yjs';
import type { Aim } from './hostile-updates.ts';

const NAME = documentName('0b5e6f0a-0000-4000-8000-00000000000f', 'en');

/** What one frame did. */
export interface Impact {
  /** `closed <code>`, `refused <code>`, `asked` (answered with Step1) or `nothing` of these. */
  readonly outcome: string;
  /** Rows it left in the log. */
  readonly rows: number;
  /** Frames that an honest peer was sent: of text, and of presence. */
  readonly heard: { readonly text: number; readonly presence: number };
  /** Lines in the log of the program. */
  readonly lines: number;
  readonly cpuMs: number;
}

export class HostileHub {
  readonly store = createMemoryStore();
  readonly hub: Hub;
  /** Writes; what it holds is what everybody must hold. */
  readonly honest: TestPeer;
  readonly #reader: TestPeer;
  #deleted: readonly [number, number] = [0, 0];
  #lines = 0;
  #serial = 0;

  private constructor() {
    this.store.create(NAME, 'epoch-1', BLANK_EDITION);
    const line = () => {
      this.#lines += 1;
    };
    const level = (userId: string): AccessLevel => (userId.startsWith('reader') ? 'read' : 'write');
    this.hub = createHub({
      store: this.store,
      policy: { access: ({ userId }) => ({ level: level(userId), reason: '' }) },
      log: { info: line, warn: line, error: line },
      mode: 'server',
      limits: { compactAfterRows: Infinity },
    });
    this.honest = createTestPeer(NAME, 'ana');
    this.#reader = createTestPeer(NAME, 'reader');
  }

  static async start(): Promise<HostileHub> {
    const target = new HostileHub();
    for (const peer of [target.honest, target.#reader]) peer.connect(target.hub);
    await target.settled();
    const { doc } = target.honest;
    doc.getMap('fields').set('byline', 'Ana');
    target.#deleted = [doc.clientID, Y.getState(doc.store, doc.clientID)];
    doc.getMap('fields').set('slug', 'harbour');
    doc.getMap('fields').delete('slug');
    setBlockText(doc, 'headline', [{ type: 'text', text: 'Harbour bridge closes' }]);
    for (const id of ['a', 'b'])
      insertBlockAfter(doc, null, {
        type: 'paragraph',
        attrs: { id },
        content: [{ type: 'text', text: `Text of ${id}.` }],
      });
    target.honest.setAwareness({ cursor: { anchor: 1 } });
    await target.settled();
    return target;
  }

  settled(): Promise<void> {
    return settled(this.hub, NAME);
  }

  /** Something to aim at, in the document as it is now. */
  aim(random: () => number): Aim {
    const { doc } = this.honest;
    const mine = doc.store.clients.get(doc.clientID) ?? [];
    const clockOf = (holds: (content: unknown) => boolean) =>
      mine.find((struct) => struct instanceof Y.Item && !struct.deleted && holds(struct.content))?.id.clock ?? 0;
    this.#serial += 1;
    return {
      own: 1_000_000 + this.#serial * 2,
      foreign: [doc.clientID, Y.getState(doc.store, doc.clientID)],
      element: [doc.clientID, clockOf((content) => content instanceof Y.ContentType)],
      text: [doc.clientID, clockOf((content) => content instanceof Y.ContentString)],
      deleted: this.#deleted,
      random,
    };
  }

  /** Connects as somebody, sends one frame, and sees what comes of it. */
  async strike(frame: Uint8Array, as: 'writer' | 'reader'): Promise<Impact> {
    const userId = `${as} ${this.#serial++}`;
    const far = createSocketPair();
    let asked = -1;
    let refused: string | null = null;
    far.onFrame = (bytes) => {
      const told = decodeFrame(bytes);
      if (told.type === 'step1') asked += 1;
      if (told.type === 'refused') refused = told.code;
    };
    if (as === 'reader') asked = 0;
    const identity = { userId, name: userId, sessionId: userId };
    const peer: Peer = this.hub.connect({ document: NAME, peer: identity, socket: far.socket, epoch: 'epoch-1' });
    far.onClose = () => peer.closed();
    far.flow();
    await this.settled();
    const before = { rows: this.#rows(), heard: this.#heard(), lines: this.#lines };
    const cpu = process.cpuUsage();
    peer.receive(frame);
    await this.settled();
    const { user, system } = process.cpuUsage(cpu);
    const heard = this.#heard();
    const code = typeof far.closed === 'object' ? far.closed?.code : far.closed;
    const outcome =
      code !== undefined && code !== null
        ? `closed ${code}`
        : refused !== null
          ? `refused ${refused}`
          : asked > 0
            ? 'asked'
            : 'nothing';
    const impact = {
      outcome,
      rows: this.#rows() - before.rows,
      heard: { text: heard.text - before.heard.text, presence: heard.presence - before.heard.presence },
      lines: this.#lines - before.lines,
      cpuMs: (user + system) / 1_000,
    };
    peer.closed();
    return impact;
  }

  /** Log rows ever appended. */
  #rows(): number {
    return this.store.rows(NAME).length;
  }

  #heard() {
    const { frames } = this.#reader;
    const count = (...types: string[]) => frames.filter(({ type }) => types.includes(type)).length;
    return { text: count('update', 'step2'), presence: count('awareness') };
  }

  /** Whatever came: everyone holds the same whole, readable text, what is stored is that text, and work goes on. */
  async expectWhole(what: string): Promise<void> {
    const serial = String(this.#serial++);
    this.honest.doc.getMap('fields').set('goes on', serial);
    await this.settled();
    expect([this.honest.closed, this.honest.refused], what).toEqual([null, null]);
    expect(this.honest.durable[0], what).toBe(this.honest.sent);
    const stored = new Y.Doc();
    for (const update of (await this.store.load(NAME))?.updates ?? []) Y.applyUpdate(stored, update);
    const live = await this.hub.exclusive(NAME, async ({ doc }) => holdings(doc));
    expect(live.text.fields['goes on'], what).toBe(serial);
    expect(textBlocks(live.text.content).length, what).toBeGreaterThan(1);
    for (const doc of [stored, this.honest.doc, this.#reader.doc]) {
      expect([doc.store.pendingStructs, doc.store.pendingDs], what).toEqual([null, null]);
      expect(holdings(doc), what).toEqual(live);
    }
    expect(Object.keys(Object.prototype), what).toEqual([]);
    expect(this.honest.awareness.getStates().get(this.honest.doc.clientID), what).toMatchObject({
      cursor: { anchor: 1 },
    });
    expect(this.#reader.awareness.getStates().get(this.honest.doc.clientID), what).toMatchObject({
      user: { id: 'ana', name: 'Name of ana' },
    });
  }

  /** Names that the hub shows, one for each person. */
  presentNames(): string[] {
    return this.hub.present(NAME).map(({ name }) => name);
  }

  /** How many states were in the last frame of presence that an honest peer was sent. */
  heardLast(): number {
    const last = this.#reader.frames.findLast((frame) => frame.type === 'awareness');
    return last?.type === 'awareness' ? (last.update[0] ?? 0) : 0;
  }

  async stop(): Promise<void> {
    await this.hub.drain();
    for (const peer of [this.honest, this.#reader]) peer.destroy();
  }
}

/** What a copy holds, as people see it and as Yjs counts it. */
function holdings(doc: Y.Doc) {
  return { text: readEdition(doc), clocks: Y.decodeStateVector(Y.encodeStateVector(doc)) };
}
