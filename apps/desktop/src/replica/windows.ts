/** Connects windows' document sockets to the hub, once the document is on this computer. */
import { CLOSE, type DocumentName, type Hub, type Log, type Peer, type PeerIdentity } from '@copydesk/shared/sync';
import type { Channel, ChannelEnd } from './channel.ts';

/** A window says little before it is answered: its state vector and its caret. */
const MAX_EARLY_BYTES = 1024 * 1024;

export interface WindowsOptions {
  readonly hub: Hub;
  readonly log: Log;
  readonly identity: () => PeerIdentity;
  /** True once the document is on this computer, as new as can be had now. */
  readonly isHere: (document: DocumentName) => boolean;
  /** The code with which the server refused it for good, so that there is no use in waiting for it; else null. */
  readonly refusedWith: (document: DocumentName) => number | null;
  /** True if it cannot be fetched now. */
  readonly isOffline: () => boolean;
  readonly opened: (document: DocumentName) => void;
  readonly closed: (document: DocumentName) => void;
}

export interface Windows {
  open(document: DocumentName, epoch: string | null, channel: Channel): ChannelEnd;
  /** Something changed that waiting windows may be waiting for. */
  check(document?: DocumentName): void;
}

interface Waiting {
  readonly document: DocumentName;
  attach(): void;
  refuse(close: { code: number; reason: string }): void;
}

export function createWindows(options: WindowsOptions): Windows {
  const { hub } = options;
  const waiting = new Set<Waiting>();

  function check(entry: Waiting): void {
    const refusal = options.refusedWith(entry.document);
    if (options.isHere(entry.document)) entry.attach();
    else if (refusal !== null) entry.refuse(refusal === CLOSE.damaged.code ? CLOSE.damaged : CLOSE.noSuchDocument);
    // Not final: the window tries again and finds it when the line is back.
    else if (options.isOffline()) entry.refuse(CLOSE.draining);
  }

  return {
    open(document, epoch, channel) {
      let peer: Peer | null = null;
      let early: Uint8Array[] = [];
      let earlyBytes = 0;
      let over = false;
      const entry: Waiting = {
        document,
        attach() {
          // `opened` may have had it checked already.
          if (!waiting.delete(entry)) return;
          peer = hub.connect({ document, epoch, socket: channel, peer: options.identity() });
          for (const frame of early) peer.receive(frame);
          early = [];
        },
        refuse(close) {
          waiting.delete(entry);
          channel.close(close.code, close.reason);
        },
      };
      waiting.add(entry);
      options.opened(document);
      check(entry);
      return {
        bytes(frame) {
          if (peer) return peer.receive(frame);
          earlyBytes += frame.length;
          if (earlyBytes > MAX_EARLY_BYTES) return entry.refuse(CLOSE.tooSlow);
          early.push(frame);
        },
        text: () => entry.refuse(CLOSE.badFrame),
        closed() {
          if (over) return;
          over = true;
          waiting.delete(entry);
          peer?.closed();
          options.closed(document);
        },
      };
    },
    check(document) {
      for (const entry of [...waiting]) if (document === undefined || entry.document === document) check(entry);
    },
  };
}
