import type { Access } from '@copydesk/shared/sync';

/** The local side of a link: this replica's copy of one document. */
export interface LocalDocument {
  /** The history held here as the server names it; null if nothing is held. */
  serverEpoch(): Promise<string | null>;
  /** What is here (state vector; empty if nothing is held). */
  stateVector(): Promise<Uint8Array>;
  /** The server said what the person may do and which history this is. Makes the local copy if there is none. */
  accessHeard(access: Access, epoch: string): Promise<void>;
  /** The server lets the person in no more: what is here may only be read, until it says otherwise. */
  accessLost(reason: string): Promise<void>;
  /** Commits what came from the server. */
  received(update: Uint8Array): Promise<void>;
  /** What is committed here beyond `stateVector`, up to log row `head`. Asks open windows for their last words first. */
  beyond(stateVector: Uint8Array): Promise<{ update: Uint8Array; head: number }>;
  /** Rows that the server has not acknowledged, merged; null if there are none. */
  pending(): Promise<{ update: Uint8Array; head: number } | null>;
  /** The server has committed all rows up to `head`. */
  acknowledged(head: number): Promise<void>;
  /** Takes what is pending out of the document and keeps it as a held change. */
  hold(code: string, detail: string): Promise<void>;
  /** The server holds another history: what is pending is held, the rest is forgotten, to be fetched anew. */
  forget(detail: string): Promise<void>;
  /** Presence of the windows here, for a new connection; null if nobody is in. */
  awareness(): Uint8Array | null;
  awarenessHeard(update: Uint8Array): void;
  /** The line is down: nobody elsewhere can be seen. */
  awarenessLost(): void;
}
