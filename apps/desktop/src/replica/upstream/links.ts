/**
 * Which documents have a line to the server: those shown in a window keep theirs; the others are brought up to date
 * one after another, a few at a time, and let go.
 */
import type { Committed, DocumentName, Log } from '@copydesk/shared/sync';
import { createLink, type Link, type LinkView } from './link.ts';
import type { LocalDocument } from './local-document.ts';
import type { OpenSocket } from './socket.ts';

/** Documents synced at once without a window: enough to keep the line busy, few enough not to crowd a desk's server. */
const AT_ONCE = 3;

interface Entry {
  readonly link: Link;
  windows: number;
  /** True while it is being brought up to date. */
  syncing: boolean;
}

export interface Links {
  windowOpened(document: DocumentName): void;
  windowClosed(document: DocumentName): void;
  isOpen(document: DocumentName): boolean;
  /** Brings a document up to date when its turn comes. */
  sync(document: DocumentName): void;
  /** The line came back: everything that should be linked is. */
  start(): void;
  /** The line was cut: nothing is linked until `start`. */
  stop(): void;
  view(document: DocumentName): LinkView | null;
  committed(event: Committed): void;
  awareness(document: DocumentName, update: Uint8Array): void;
}

export interface LinksOptions {
  readonly open: OpenSocket;
  readonly token: () => Promise<string | null>;
  readonly tokenRejected: (token: string) => void;
  readonly localOf: (document: DocumentName) => LocalDocument;
  readonly log: Log;
  /** False while the server does not know the document. */
  readonly mayLink: (document: DocumentName) => boolean;
  readonly onChange: (document: DocumentName) => void;
  /** The server is about to be asked for what is missing of a document. */
  readonly onAsking: (document: DocumentName) => void;
  /** The answer to that is committed here. */
  readonly onCaughtUp: (document: DocumentName) => void;
  /** So many documents without a window are still to be brought up to date; 0 while the line is cut. */
  readonly onLeft: (documents: number) => void;
}

export function createLinks(options: LinksOptions): Links {
  const entries = new Map<DocumentName, Entry>();
  /** In the order in which they were asked for. */
  const waiting = new Set<DocumentName>();
  let running = false;

  function entryOf(document: DocumentName): Entry {
    const existing = entries.get(document);
    if (existing) return existing;
    const { open, token, tokenRejected, log } = options;
    const local = options.localOf(document);
    const link = createLink({
      document,
      open,
      token,
      tokenRejected,
      local,
      log,
      onChange: () => changed(document),
      onAsking: () => options.onAsking(document),
      onCaughtUp: () => options.onCaughtUp(document),
    });
    const entry: Entry = { link, windows: 0, syncing: false };
    entries.set(document, entry);
    return entry;
  }

  function isOpen(document: DocumentName): boolean {
    return (entries.get(document)?.windows ?? 0) > 0;
  }

  function changed(document: DocumentName): void {
    const entry = entries.get(document);
    if (!entry) return;
    if (entry.syncing && (entry.link.settled() || entry.link.view().link === 'closed')) {
      entry.syncing = false;
      letGo(document, entry);
      next();
      tellLeft();
    }
    options.onChange(document);
  }

  function letGo(document: DocumentName, entry: Entry): void {
    if (entry.windows > 0 || entry.syncing) return;
    entries.delete(document);
    entry.link.stop();
  }

  /** How many are being brought up to date without a window. */
  function syncing(): number {
    let count = 0;
    for (const entry of entries.values()) if (entry.syncing && entry.windows === 0) count += 1;
    return count;
  }

  function tellLeft(): void {
    options.onLeft(running ? waiting.size + syncing() : 0);
  }

  function next(): void {
    let busy = syncing();
    for (const document of waiting) {
      if (!running || busy >= AT_ONCE) return;
      waiting.delete(document);
      // One that is made known later is asked for again then.
      if (!options.mayLink(document)) continue;
      const entry = entryOf(document);
      // A window has been opened meanwhile.
      if (entry.windows > 0) continue;
      entry.syncing = true;
      entry.link.start();
      busy += 1;
    }
  }

  return {
    windowOpened(document) {
      const entry = entryOf(document);
      entry.windows += 1;
      if (running && options.mayLink(document)) entry.link.start();
    },
    windowClosed(document) {
      const entry = entries.get(document);
      if (!entry) return;
      entry.windows -= 1;
      if (entry.windows > 0) return;
      // What the window wrote last still goes out.
      entry.syncing = running && !entry.link.settled() && entry.link.view().link !== 'closed';
      letGo(document, entry);
    },
    isOpen,
    sync(document) {
      // One that a window shows is up to date by itself.
      if (isOpen(document)) return;
      waiting.add(document);
      next();
      tellLeft();
    },
    start() {
      running = true;
      for (const [document, entry] of entries) if (options.mayLink(document)) entry.link.start();
      next();
      tellLeft();
    },
    stop() {
      running = false;
      for (const [document, entry] of entries) {
        entry.link.stop();
        if (entry.syncing) {
          entry.syncing = false;
          waiting.add(document);
        }
        letGo(document, entry);
      }
      tellLeft();
    },
    view: (document) => entries.get(document)?.link.view() ?? null,
    committed: (event) => entries.get(event.document)?.link.committed(event),
    awareness: (document, update) => entries.get(document)?.link.awareness(update),
  };
}
