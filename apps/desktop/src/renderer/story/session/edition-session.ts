/**
 * One edition's document in this window: the Y.Doc, its line to this computer's replica, what the person may do with
 * it and where what they typed is safe. When the replica replaces the document's history, the session goes on in a
 * fresh Y.Doc, and text that the replica had not taken is held, never lost and never mixed in.
 */
import { contentOf, currentEdition } from '@copydesk/editor/schema';
import { blockText, textBlocks } from '@copydesk/shared/article';
import { CLOSE, isFinalClose, parseDocumentName, tidyOnlyIf } from '@copydesk/shared/sync';
import { toBase64 } from 'lib0/buffer';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Bridge } from '../../bridge/index.ts';
import { forgetOthers } from './forget-others.ts';
import {
  type AccessNews,
  MESSAGE,
  readAccess,
  readDurable,
  readRefused,
  watchedWebSocket,
  writeFrame,
} from './wire.ts';
import { createWriteQueue, type WriteQueue } from './write-queue.ts';

/** The document that an editor binds to. A replaced history is another one of these. */
export interface OpenDocument {
  readonly name: string;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
}

export type SessionState =
  /** Before the first sync. `waiting`: this computer has no text for it yet, and the line has to bring it. */
  | { readonly phase: 'opening'; readonly waiting: boolean }
  | {
      readonly phase: 'open';
      readonly document: OpenDocument;
      readonly access: AccessNews;
      readonly connected: boolean;
      /** The history was replaced while the story was open here. */
      readonly replaced: { readonly held: boolean } | null;
    }
  /** The other side ended it for good. `document`: what was on the screen, still readable and to be saved as a copy. */
  | {
      readonly phase: 'refused';
      readonly code: number;
      readonly reason: string;
      readonly document: OpenDocument | null;
    };

/** Text of this window that has to become a held change. */
interface Rescue {
  readonly epoch: string;
  readonly update: Uint8Array;
  readonly changes: { block: string; before: string; after: string }[];
}

/** One Y.Doc with its provider: a session has one after another, never two. */
interface Attempt {
  readonly document: OpenDocument;
  readonly provider: WebsocketProvider;
  readonly queue: WriteQueue;
  /** What each block said before the first edit that is not saved here. */
  readonly before: Map<string, string>;
  access: AccessNews | null;
  synced: boolean;
}

const RESCUE_RETRY_MS = 2_000;

/** After these the document is fetched anew: what this window holds is of another history, or was not understood. */
const STARTS_ANEW: ReadonlySet<number> = new Set([CLOSE.otherHistory.code, CLOSE.tooLarge.code, CLOSE.badFrame.code]);

export class EditionSession {
  readonly name: string;
  readonly #isNotes: boolean;
  readonly #bridge: Pick<Bridge, 'WebSocket' | 'syncUrl' | 'localCall'>;
  readonly #listeners = new Set<() => void>();
  #attempt: Attempt;
  #state: SessionState = { phase: 'opening', waiting: false };
  #replaced: { held: boolean } | null = null;
  #rescues: Rescue[] = [];
  #rescueTimer: ReturnType<typeof setTimeout> | null = null;
  #closed = false;

  constructor(bridge: Pick<Bridge, 'WebSocket' | 'syncUrl' | 'localCall'>, name: string) {
    this.#bridge = bridge;
    this.name = name;
    this.#isNotes = parseDocumentName(name)?.notes === true;
    this.#attempt = this.#open();
    this.#attempt.provider.connect();
  }

  /** Tells of each change of `state` and of `savedHere`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): SessionState => this.#state;

  /** Whether this computer has taken all that was typed in the open document: no part of `state`, since each key changes it. */
  readonly savedHere = (): boolean => this.#attempt.queue.savedHere;

  /** Whether everything typed here is kept by this computer: the window may go. */
  get settled(): boolean {
    return this.savedHere() && this.#rescues.length === 0;
  }

  /** The notice about a replaced history was read. */
  dismissReplaced(): void {
    this.#replaced = null;
    this.#publish();
  }

  /** Ends the session. Call it when `settled`, or text that only this window has is gone. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#rescueTimer !== null) clearTimeout(this.#rescueTimer);
    this.#end(this.#attempt);
    this.#attempt.document.doc.destroy();
    this.#listeners.clear();
  }

  /** A fresh Y.Doc with a provider that does not connect yet: its events speak of `#attempt`. */
  #open(): Attempt {
    const doc = new Y.Doc();
    const awareness = new Awareness(doc);
    const queue = createWriteQueue();
    const before = new Map<string, string>();
    // Before the provider's own listener, so that an edit is in the queue when its frame is counted.
    doc.on('beforeTransaction', (transaction: Y.Transaction) => {
      if (transaction.local && queue.savedHere) remember(before, doc);
    });
    doc.on('update', (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (!transaction.local) return;
      queue.add(update);
      this.#publish();
    });
    const provider = new WebsocketProvider(this.#bridge.syncUrl, this.name, doc, {
      awareness,
      connect: false,
      disableBc: true,
      shouldReconnect: (event) => !isFinalClose(event.code),
      WebSocketPolyfill: watchedWebSocket(this.#bridge.WebSocket, {
        connected: () => queue.connected(),
        sending: (data) => {
          const kind = writeFrame(data);
          if (kind !== 'none') queue.sent(kind === 'whole');
        },
      }),
    });
    const attempt: Attempt = {
      document: { name: this.name, doc, awareness },
      provider,
      queue,
      before,
      access: null,
      synced: false,
    };
    tidyOnlyIf(doc, () => attempt.access?.level === 'write');
    this.#listen(attempt);
    return attempt;
  }

  #listen(attempt: Attempt): void {
    const { provider, queue } = attempt;
    provider.messageHandlers[MESSAGE.durable] = (_encoder, decoder) => {
      const { frames, place } = readDurable(decoder);
      if (place !== 'here') return;
      queue.acknowledged(frames);
      this.#publish();
    };
    provider.messageHandlers[MESSAGE.access] = (_encoder, decoder) => {
      attempt.access = readAccess(decoder);
      // From now on a reconnect names the history it holds.
      provider.params = { epoch: attempt.access.epoch };
      this.#publish();
    };
    provider.messageHandlers[MESSAGE.refused] = (_encoder, decoder) => {
      readRefused(decoder);
      this.#startAnew(attempt);
    };
    provider.on('sync', (synced: boolean) => {
      attempt.synced ||= synced;
      this.#publish();
    });
    provider.on('status', ({ status }) => {
      if (status === 'disconnected') forgetOthers(attempt.document.awareness);
      this.#publish();
    });
    attempt.document.doc.on('update', () => {
      if (this.#state.phase === 'opening') this.#publish();
    });
    provider.on('closed', ({ code, reason }) => {
      if (STARTS_ANEW.has(code)) this.#startAnew(attempt);
      else this.#refuse(attempt, code, reason);
    });
  }

  #refuse(attempt: Attempt, code: number, reason: string): void {
    if (attempt !== this.#attempt || this.#closed) return;
    this.#rescue(attempt);
    this.#set({ phase: 'refused', code, reason, document: attempt.synced ? attempt.document : null });
  }

  #startAnew(attempt: Attempt): void {
    if (attempt !== this.#attempt || this.#closed) return;
    const held = this.#rescue(attempt);
    this.#end(attempt);
    if (attempt.synced) this.#replaced = { held };
    this.#state = { phase: 'opening', waiting: false };
    this.#attempt = this.#open();
    this.#attempt.provider.connect();
    this.#publish();
  }

  #end({ provider }: Attempt): void {
    provider.destroy();
  }

  /** Puts text that this computer has not taken aside as a held change. */
  #rescue({ queue, before, document, access }: Attempt): boolean {
    const update = queue.unsaved();
    if (update === null) return false;
    const changes: Rescue['changes'] = [];
    for (const block of textBlocks(currentEdition(document.doc).content)) {
      const was = before.get(block.attrs.id) ?? '';
      const after = blockText(block);
      if (was !== after) changes.push({ block: block.attrs.id, before: was, after });
    }
    this.#rescues.push({ epoch: access?.epoch ?? '', update, changes });
    this.#handOver();
    return true;
  }

  /** Hands rescued text to the replica, again and again until it has it. */
  #handOver(): void {
    const rescue = this.#rescues[0];
    if (rescue === undefined || this.#rescueTimer !== null) return;
    const { epoch, update, changes } = rescue;
    const input = { document: this.name, epoch, update: toBase64(update), changes };
    const handed = () => {
      this.#rescues = this.#rescues.filter((other) => other !== rescue);
      this.#rescueTimer = null;
      this.#publish();
      this.#handOver();
    };
    const failed = () => {
      this.#rescueTimer = setTimeout(() => {
        this.#rescueTimer = null;
        this.#handOver();
      }, RESCUE_RETRY_MS);
    };
    this.#bridge.localCall('holdChange', input).then(handed, failed);
  }

  #publish(): void {
    if (this.#closed || this.#state.phase === 'refused') return;
    const { document, provider, access, synced } = this.#attempt;
    // An edition is always seeded: one without any block has not come to this computer yet. Notes may be empty.
    const here = synced && (this.#isNotes || contentOf(document.doc).length > 0);
    if (!here) {
      if (this.#state.phase === 'opening' && this.#state.waiting === synced) return;
      this.#set({ phase: 'opening', waiting: synced });
      return;
    }
    const next: SessionState = {
      phase: 'open',
      document,
      access: access ?? { level: 'read', reason: '', epoch: '' },
      connected: provider.wsconnected,
      replaced: this.#replaced,
    };
    this.#set(sameState(this.#state, next) ? this.#state : next);
  }

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function remember(before: Map<string, string>, doc: Y.Doc): void {
  before.clear();
  for (const block of textBlocks(currentEdition(doc).content)) before.set(block.attrs.id, blockText(block));
}

function sameState(a: SessionState, b: SessionState): boolean {
  if (a.phase !== 'open' || b.phase !== 'open') return false;
  return a.document === b.document && a.access === b.access && a.connected === b.connected && a.replaced === b.replaced;
}
