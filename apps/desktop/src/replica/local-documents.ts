/**
 * This computer's copies of documents: which there are, what the person may do in them, what the server has not
 * acknowledged. Bytes are the hub's and the store's; this keeps them true to what the server says.
 */
import { readEdition } from '@copydesk/editor/schema';
import { type AccessLevel, canonicalContent, sealOf } from '@copydesk/shared/article';
import {
  type Access,
  type AccessPolicy,
  applyAsIs,
  type DocumentName,
  deletesMarksAlone,
  type Hub,
  type Log,
  StoreError,
  type Turn,
} from '@copydesk/shared/sync';
import * as Y from 'yjs';
import { nextLocalEpoch, serverEpoch } from './epochs.ts';
import { describeHeld, type Reason } from './held.ts';
import { mergeMany } from './merge.ts';
import { heldBeside, mayTakeWords, planRescue, rewrite } from './rescue.ts';
import { openSalvagedText } from './salvaged.ts';
import type { Salvage } from './storage/salvage-operations.ts';
import { ifPossible, type ReplicaStore } from './storage/store.ts';
import { Unsent } from './unsent.ts';
import type { LocalDocument } from './upstream/local-document.ts';

/** How long windows may take to send their last words when the server asks for them. */
const FLUSH_MS = 1_500;

interface Known {
  /** The history's name for the windows. */
  epoch: string;
  level: AccessLevel;
  reason: string;
  readonly unsent: Unsent;
}

export interface LocalDocuments {
  has(document: DocumentName): boolean;
  /** Every document that is here, or of which something was salvaged. */
  all(): DocumentName[];
  /** Erases a document that the server has all of; false if it has not. */
  erase(document: DocumentName): Promise<boolean>;
  /** For the hub: what the server last said. */
  readonly policy: AccessPolicy;
  unsent(document: DocumentName): { words: number; since: string | null };
  /** Documents with rows that the server has not acknowledged, or with what was salvaged of such. */
  withUnsent(): DocumentName[];
  /** A document came into memory: tells its windows how far the server has it. */
  opened(document: DocumentName): Promise<void>;
  /** A window's write was committed. */
  written(document: DocumentName, head: number, update: Uint8Array): void;
  /** Makes a document that the server does not know yet. Does nothing if it is there. */
  create(document: DocumentName, epoch: string, seed: Uint8Array | null): Promise<void>;
  /** Puts a document that cannot be read aside, to be fetched anew. */
  quarantine(document: DocumentName): Promise<Salvage>;
  /** Holds what was salvaged of texts that came before the last start could. Rejects with `StoreError`. */
  settleSalvaged(): Promise<void>;
  /** Why windows of a history were closed, as far as is known; what was held of it says it better. */
  whyReplaced(document: DocumentName, epoch: string): Reason;
  /** The local side of a link. */
  of(document: DocumentName): LocalDocument;
}

export interface LocalDocumentsOptions {
  readonly store: ReplicaStore;
  readonly log: Log;
  /** The hub is made with this module's policy, so it comes by a function. */
  readonly hub: () => Hub;
  /** True if a window shows the document. */
  readonly isOpen: (document: DocumentName) => boolean;
  readonly onChange: (document: DocumentName) => void;
  /** The text of a document came from elsewhere than the hub: it is new here, or was rebuilt. */
  readonly onText: (document: DocumentName) => void;
  readonly onHeld: () => void;
}

/** Reads what is known of each document. */
export async function openLocalDocuments(options: LocalDocumentsOptions): Promise<LocalDocuments> {
  const { store, log } = options;
  const known = new Map<DocumentName, Known>();
  /** Documents whose access was heard but whose text has not come yet: they are not here until it has. */
  const arriving = new Map<DocumentName, { epoch: string; access: Access }>();
  for (const { document, epoch, level, reason } of await store.call('localDocuments')) {
    known.set(document, { epoch, level, reason, unsent: new Unsent() });
  }
  for (const { document, seq, update, at } of await store.call('unsentRows')) {
    known.get(document)?.unsent.add(seq, update, new Date(at).toISOString());
  }

  const salvaged = await openSalvagedText({ store, log, onHeld: options.onHeld });

  async function create(document: DocumentName, epoch: string, seed: Uint8Array | null, access: Access): Promise<void> {
    await store.call('createLocal', document, epoch, seed, access);
    if (!known.has(document)) known.set(document, { epoch, ...access, unsent: new Unsent() });
    options.onText(document);
    await salvaged.settle(document, seed);
  }

  /** Tells the document's windows what the person may do in it from now on. */
  async function setAccess(document: DocumentName, facts: Known, access: Access): Promise<void> {
    if (facts.level === access.level && facts.reason === access.reason) return;
    facts.level = access.level;
    facts.reason = access.reason;
    await ifPossible(store.call('setAccess', document, access), log);
    options.hub().announceAccess([document]);
  }

  /**
   * What is pending of a document, described as a held change, and the base it was built on; null if nothing is. No
   * change is to be held if nobody made one: a window that was just told that it may write no more had tidied formatting.
   */
  async function describePending(document: DocumentName, turn: Turn, code: string, detail: string) {
    // What is in memory only would be in no held change: this is tried again with the next connection.
    if (!turn.kept) throw new StoreError('io', 'This text is not kept on this computer yet.');
    const pending = await store.call('pendingSince', document, 0);
    if (pending.length === 0) return null;
    const base = new Y.Doc();
    applyAsIs(base, await store.call('baseUpdates', document));
    const update = mergeMany(pending.map((row) => row.update));
    const { epoch, doc: mine } = turn;
    const isNobodys = deletesMarksAlone(base, update) && sameText(base, mine);
    return { base, row: isNobodys ? null : describeHeld({ document, code, detail, epoch, base, mine, update }) };
  }

  /** Takes the pending rows out of a document and keeps them as a held change. */
  async function holdPending(document: DocumentName, code: string, detail: string): Promise<void> {
    const facts = known.get(document);
    if (!facts) return;
    const hub = options.hub();
    const found = await hub.exclusive(document, async (turn) => {
      const held = await describePending(document, turn, code, detail);
      if (held === null) return null;
      const epoch = nextLocalEpoch(facts.epoch);
      await store.call('holdPending', document, epoch, Y.encodeStateAsUpdate(held.base), held.row);
      facts.epoch = epoch;
      facts.unsent.clear();
      // Within the turn: nothing may be written to the old room any more.
      await hub.replaced(document);
      return held;
    });
    if (found === null) return;
    options.onText(document);
    options.onChange(document);
    if (found.row !== null) options.onHeld();
  }

  /** Forgets a document, whose pending rows are kept as a held change, so that it can be fetched anew. */
  async function forget(document: DocumentName, code: string, detail: string): Promise<void> {
    if (!known.has(document)) return;
    const hub = options.hub();
    const held = await hub.exclusive(document, async (turn) => {
      const found = await describePending(document, turn, code, detail);
      await store.call('forgetLocal', document, found?.row ?? null);
      // Within the turn: a window that comes back waits until the document is fetched, and writes to no other.
      known.delete(document);
      await hub.replaced(document);
      return found;
    });
    options.onChange(document);
    if (held !== null && held.row !== null) options.onHeld();
  }

  /** Applies what came from upstream so that no words are lost that either side wrote in what the other took out. */
  async function applyUpstream(document: DocumentName, { unsent }: Known, update: Uint8Array): Promise<void> {
    const held = await options.hub().exclusive(document, async (turn) => {
      // Asked here, where all that was written before is committed. What is in memory only can be compared with nothing.
      const isSafe = unsent.since === null || !turn.kept || !mayTakeWords(turn.doc, update);
      if (isSafe) {
        await turn.applyUpstream(update, null);
        return false;
      }
      const base = await store.call('baseUpdates', document);
      const pending = (await store.call('pendingSince', document, 0)).map((row) => row.update);
      const { rewrites, homeless } = planRescue({ base, pending, mine: turn.doc, update });
      await turn.applyUpstream(update, {
        witnessed: homeless.length === 0 ? null : heldBeside(document, homeless),
        edit: rewrites.length === 0 ? null : (doc) => rewrite(doc, rewrites),
      });
      if (rewrites.length + homeless.length > 0)
        log.info('words-rescued', { document, rewritten: rewrites.length, held: homeless.length });
      return homeless.length > 0;
    });
    if (held) options.onHeld();
  }

  const policy: AccessPolicy = {
    access(_peer, document) {
      const facts = known.get(document);
      return facts ? { level: facts.level, reason: facts.reason } : null;
    },
  };

  function localDocument(document: DocumentName): LocalDocument {
    return {
      async serverEpoch() {
        const facts = known.get(document);
        return facts ? serverEpoch(facts.epoch) : null;
      },
      async stateVector() {
        if (!known.has(document)) return Y.encodeStateVector(new Y.Doc());
        return options.hub().exclusive(document, async (turn) => Y.encodeStateVector(turn.doc));
      },
      async accessHeard(access, epoch) {
        const facts = known.get(document);
        if (!facts) {
          arriving.set(document, { epoch, access });
        } else {
          await setAccess(document, facts, access);
        }
        options.onChange(document);
      },
      async accessLost(reason) {
        arriving.delete(document);
        const facts = known.get(document);
        if (facts) await setAccess(document, facts, { level: 'read', reason });
        // It will not come, so what was salvaged of it is held without it.
        else await salvaged.settle(document, null);
        options.onChange(document);
      },
      async received(update) {
        const first = arriving.get(document);
        const facts = known.get(document);
        if (facts !== undefined) return applyUpstream(document, facts, update);
        if (first === undefined) return options.hub().applyUpstream(document, update);
        // In one step, so that a crash leaves all of it or nothing, never an empty text to write in.
        await create(document, first.epoch, update, first.access);
        arriving.delete(document);
        options.onChange(document);
      },
      async beyond(stateVector) {
        // The server may ask before it has given: then there is nothing here yet.
        if (!known.has(document)) return { update: Y.encodeStateAsUpdate(new Y.Doc()), head: 0 };
        const hub = options.hub();
        if (options.isOpen(document)) await hub.flush(document, FLUSH_MS);
        return hub.exclusive(document, async (turn) => ({
          update: Y.encodeStateAsUpdate(turn.doc, stateVector),
          head: turn.head,
        }));
      },
      async pending() {
        const rows = await store.call('pendingSince', document, 0);
        const last = rows.at(-1);
        return last ? { update: mergeMany(rows.map((row) => row.update)), head: last.seq } : null;
      },
      async acknowledged(head) {
        // Rows whose acknowledgement could not be kept are sent once more after the next start, which adds nothing.
        await ifPossible(store.call('acknowledgeRows', document, head), log);
        known.get(document)?.unsent.acknowledge(head);
        options.hub().acknowledgeUpstream(document, head);
        options.onChange(document);
      },
      hold: (code, detail) => holdPending(document, code, detail),
      forget: (detail) => forget(document, 'other-history', detail),
      awareness: () => options.hub().localAwareness(document),
      awarenessHeard: (update) => options.hub().applyAwareness(document, update),
      awarenessLost: () => options.hub().clearRemoteAwareness(document),
    };
  }

  return {
    has: (document) => known.has(document),
    policy,
    unsent(document) {
      const unsent = known.get(document)?.unsent;
      return { words: unsent?.words ?? 0, since: unsent?.since ?? null };
    },
    withUnsent() {
      const unsent = [...known].filter(([, facts]) => facts.unsent.since !== null).map(([document]) => document);
      return [...unsent, ...salvaged.documents()];
    },
    async opened(document) {
      if (!known.has(document)) return;
      options.hub().acknowledgeUpstream(document, await store.call('acknowledgedHead', document));
    },
    written(document, head, update) {
      known.get(document)?.unsent.add(head, update, new Date().toISOString());
      options.onChange(document);
    },
    async settleSalvaged() {
      for (const document of salvaged.documents()) {
        if (known.has(document)) await salvaged.settle(document, mergeMany(await store.call('baseUpdates', document)));
      }
    },
    whyReplaced(document, epoch) {
      if (known.get(document)?.epoch === epoch)
        return { code: 'not-taken', detail: 'This computer could not take this text.' };
      return { code: 'other-history', detail: 'There is another copy of this story now, made anew.' };
    },
    all: () => [...new Set([...known.keys(), ...salvaged.documents()])],
    async erase(document) {
      if (!known.has(document)) return false;
      const hub = options.hub();
      return hub.exclusive(document, async (turn) => {
        if (!turn.kept || (await store.call('pendingSince', document, 0)).length > 0) return false;
        await store.call('forgetLocal', document, null);
        known.delete(document);
        await hub.replaced(document);
        return true;
      });
    },
    async quarantine(document) {
      const salvage = await store.call('quarantine', document, new Date().toISOString());
      salvaged.found(salvage.unsent);
      known.delete(document);
      await options.hub().replaced(document);
      options.onChange(document);
      return salvage;
    },
    create: (document, epoch, seed) => create(document, epoch, seed, { level: 'write', reason: '' }),
    of: localDocument,
  };
}

/** Whether two documents say the same to a reader and in the seal. */
function sameText(a: Y.Doc, b: Y.Doc): boolean {
  const seal = (doc: Y.Doc) => sealOf(canonicalContent(readEdition(doc), null));
  return seal(a) === seal(b);
}
