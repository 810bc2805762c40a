/** One person's computer: the replica's own hub, documents and links on a real file, and a window that outlives it. */

import { contentOf, readEdition } from '@copydesk/editor/schema';
import { canonicalContent, hashText, sealOf } from '@copydesk/shared/article';
import { createSqliteDocumentStore } from '@copydesk/shared/node';
import { createHub, type DocumentName, type Hub, type PeerIdentity } from '@copydesk/shared/sync';
import { createTestPeer, type TestPeer } from '@copydesk/shared/sync/testing';
import * as Y from 'yjs';
import { type LocalDocuments, openLocalDocuments } from '../../../apps/desktop/src/replica/local-documents.ts';
import type { HeldEntry } from '../../../apps/desktop/src/replica/storage/held-operations.ts';
import { migrations, operations } from '../../../apps/desktop/src/replica/storage/operations.ts';
import { silent } from '../../../apps/desktop/src/replica/testing/window.ts';
import { createLink, type Link } from '../../../apps/desktop/src/replica/upstream/link.ts';
import { createHandLine, type HandLine } from './hand-line.ts';
import { type InProcessStore, openInProcess } from './local-store.ts';

export const EPOCH = 'epoch-1';
/** Nobody waits for a clock in a world that is moved by hand. */
export const LIMITS = { busyWindowMs: 0, fullWindowMs: 0, idleRoomMs: 3_600_000, maxWritesPerSecond: 1_000_000 };

/** The edits that a person makes carry this, so that they can be undone. */
export const MINE = { source: 'person' } as const;

export interface DesktopOptions {
  readonly file: string;
  readonly peer: PeerIdentity;
  readonly documents: readonly DocumentName[];
  readonly server: () => Hub;
  /** Client ids come from the seed, so that a seed repeats. */
  readonly nextClient: () => number;
}

interface Running {
  readonly store: InProcessStore<typeof operations>;
  readonly hub: Hub;
  readonly documents: LocalDocuments;
  readonly links: ReadonlyMap<DocumentName, Link>;
}

export class Desktop {
  readonly line: HandLine;
  readonly #options: DesktopOptions;
  #running: Running;
  #windows: Map<DocumentName, TestPeer>;
  /** Windows that are connected to the process that runs now. */
  readonly #connected = new Set<TestPeer>();
  #undo: Y.UndoManager | null = null;
  #online = false;

  private constructor(options: DesktopOptions, line: HandLine, running: Running) {
    this.#options = options;
    this.line = line;
    this.#running = running;
    this.#windows = new Map();
  }

  static async start(options: DesktopOptions): Promise<Desktop> {
    const line = createHandLine(options.server, options.peer);
    const desktop = new Desktop(options, line, await run(options, line));
    desktop.goOnline();
    return desktop;
  }

  get online(): boolean {
    return this.#online;
  }

  /** The window's document; null while it has not come. */
  doc(document: DocumentName): Y.Doc | null {
    return this.#windows.get(document)?.doc ?? null;
  }

  get undo(): Y.UndoManager | null {
    return this.#undo;
  }

  /** Opens the windows of what has come from the server and is not open yet. */
  openWindows(): void {
    for (const document of this.#options.documents) {
      const open = this.#windows.get(document);
      if (open !== undefined && open.closed === null && this.#connected.has(open)) continue;
      if (!this.#running.documents.has(document)) continue;
      const window = open ?? this.#newWindow(document);
      window.connect(this.#running.hub);
      this.#connected.add(window);
    }
  }

  goOnline(): void {
    this.#online = true;
    for (const link of this.#running.links.values()) link.start();
  }

  goOffline(): void {
    this.#online = false;
    for (const link of this.#running.links.values()) link.stop();
  }

  /** The process dies; `windows` too, as with the whole machine: then only what was committed is left. */
  async crash({ windows }: { windows: boolean }): Promise<void> {
    const { hub, store, links } = this.#running;
    store.crash();
    for (const window of this.#windows.values()) window.disconnect();
    this.#connected.clear();
    this.line.cut();
    for (const link of links.values()) link.stop();
    if (windows) {
      for (const window of this.#windows.values()) window.destroy();
      this.#windows.clear();
      this.#undo = null;
    }
    await hub.drain();
    this.#running = await run(this.#options, this.line);
    if (this.#online) this.goOnline();
    this.openWindows();
  }

  /** What the replica and its windows have of each document, or in what they differ. */
  async state(): Promise<string> {
    const parts: string[] = [];
    for (const document of this.#options.documents) {
      if (!this.#running.documents.has(document)) return `no ${document}`;
      const here = await this.#running.hub.exclusive(document, async (turn) => stateOf(turn.doc));
      const window = this.#windows.get(document);
      const shown = window === undefined ? 'no window' : stateOf(window.doc);
      if (shown !== here) return `window ${shown}, replica ${here}`;
      parts.push(here);
    }
    return parts.join(' ');
  }

  /** What is held here. */
  async held(): Promise<readonly HeldEntry[]> {
    return this.#running.store.call('heldChanges');
  }

  /** True once the server has acknowledged everything written here. */
  get settled(): boolean {
    return this.#running.documents.withUnsent().length === 0;
  }

  async stop(): Promise<void> {
    this.goOffline();
    for (const window of this.#windows.values()) window.destroy();
    await this.#running.hub.drain();
    await this.#running.store.close();
  }

  #newWindow(document: DocumentName): TestPeer {
    const window = createTestPeer(document, this.#options.peer.userId, { epoch: EPOCH });
    window.doc.clientID = this.#options.nextClient();
    this.#windows.set(document, window);
    if (document === this.#options.documents[0]) {
      this.#undo = new Y.UndoManager(contentOf(window.doc), { trackedOrigins: new Set([MINE]), captureTimeout: 0 });
    }
    return window;
  }
}

async function run({ file, documents: names }: DesktopOptions, line: HandLine): Promise<Running> {
  const store = openInProcess(file, operations, migrations);
  const links = new Map<DocumentName, Link>();
  const documents = await openLocalDocuments({
    store: { ...store, documents: createSqliteDocumentStore(store), salvage: null },
    hub: () => hub,
    isOpen: () => true,
    onChange: () => {},
    onText: () => {},
    onHeld: () => {},
    log: silent,
  });
  const hub = createHub({
    store: createSqliteDocumentStore(store),
    policy: documents.policy,
    log: silent,
    mode: 'replica',
    limits: LIMITS,
  });
  hub.on('committed', (event) => {
    if (event.origin === 'local') documents.written(event.document, event.head, event.update);
    links.get(event.document)?.committed(event);
  });
  for (const document of names) {
    const link = createLink({
      document,
      open: line.open,
      local: documents.of(document),
      token: async () => 'token',
      tokenRejected: () => {},
      log: silent,
      onChange: () => {},
      onAsking: () => {},
      onCaughtUp: () => {},
    });
    links.set(document, link);
  }
  return { store, hub, documents, links };
}

/** Canonical hash of a text, or the notes in a fixed order; says so if something is pending. */
export function stateOf(doc: Y.Doc): string {
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return 'pending';
  const threads = doc.getMap<Y.Map<unknown>>('threads');
  const notes = [...threads.keys()].sort().map((key) => [key, threads.get(key)?.toJSON()]);
  return `${sealOf(canonicalContent(readEdition(doc), null))}:${hashText(JSON.stringify(notes, sortedKeys))}`;
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
