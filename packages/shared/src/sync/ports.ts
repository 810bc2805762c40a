/**
 * The hub's ports. Each has one contract suite under `testing/` that every adapter passes.
 */
import type * as Y from 'yjs';
import type { AccessLevel } from '../article/model.ts';

/** `{articleId}.{language}` or `{articleId}.{language}.notes`; made only by `documentName` and `parseDocumentName`. */
export type DocumentName = string & { readonly __documentName: true };

/** Who is at the other end of a connection, as the server's session or the replica's sign-in says. */
export interface PeerIdentity {
  readonly userId: string;
  readonly name: string;
  /** The session, so that revoking it can close its sockets. */
  readonly sessionId: string;
}

/** Who changes are by that come from others than who brings them: they make no client id anybody's. */
export const NOBODY: PeerIdentity = { userId: '', name: '', sessionId: '' };

/** One connection's way out. Frames sent after `close` or `terminate` are dropped by the adapter. */
export interface PeerSocket {
  /** Bytes handed over but not yet taken by the network. */
  readonly bufferedAmount: number;
  /** `more`: another frame follows before this turn of the event loop ends; both may leave in one write. */
  send(frame: Uint8Array, more?: boolean): void;
  /** Flushes what was sent, then closes. */
  close(code: number, reason: string): void;
  /** Drops the connection at once, without a flush. */
  terminate(): void;
}

export interface Access {
  readonly level: AccessLevel;
  /** Words for the person: why they may only read, or '' if they may write. */
  readonly reason: string;
}

/**
 * Judges a person's access to a document. Synchronous, from what is true now, because it is asked again at each
 * write's place in the document's queue. `null`: no such document, or one the person may not know of.
 */
export interface AccessPolicy {
  access(peer: PeerIdentity, document: DocumentName): Access | null;
}

/** One row for the log: what an update added to the document, or several that one person wrote one after another. */
export interface LogRow {
  readonly update: Uint8Array;
  readonly userId: string;
  /** Client ids that this row brings to the document for the first time; they belong to `userId` from then on. */
  readonly newClientIds: readonly number[];
  /** `upstream`: came from the server, or was acknowledged by it. `local`: written by a window, to be sent on. */
  readonly origin: 'local' | 'upstream';
  /** What the hub's witness saw in the change; stored in the same transaction. JSON. */
  readonly witnessed: unknown;
}

export interface StoredDocument {
  readonly epoch: string;
  /** Sequence number of the last row in the log, 0 if there never was one. Grows by 1 a row, never goes back. */
  readonly head: number;
  /** Snapshot first, then rows in order; applied one after another they give the document. */
  readonly updates: readonly Uint8Array[];
  /** Whose each client id is. */
  readonly owners: ReadonlyMap<number, string>;
}

/**
 * Where documents are kept. `append` resolves only when the rows are on the disk (fsync), all or none.
 */
export interface DocumentStore {
  /** `null` if there is no such document. Throws `StoreError`. */
  load(document: DocumentName): Promise<StoredDocument | null>;
  /** Appends rows and resolves with the new head once they are committed. Throws `StoreError`; then nothing is stored. */
  append(document: DocumentName, rows: readonly LogRow[]): Promise<number>;
  /** Folds the log up to `head` into one snapshot, in one transaction. The replica's store never folds local rows. */
  compact(document: DocumentName): Promise<void>;
}

export type StoreErrorKind = 'full' | 'readonly' | 'busy' | 'corrupt' | 'closed' | 'io';

/** A store could not do what was asked; nothing was stored. `message` says what it means for the text. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreErrorKind;
  constructor(kind: StoreErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** What is stored is not what was written: asking again gives the same. */
export function isDamage(error: unknown): error is StoreError {
  return error instanceof StoreError && error.kind === 'corrupt';
}

/** There is no such document in the store. */
export class NoSuchDocument extends Error {
  override readonly name = 'NoSuchDocument';
}

/** Looks at a change as it is applied and says what to store beside it (evidence), or null. Must not write. */
export type Witness = (change: {
  readonly document: DocumentName;
  readonly transaction: Y.Transaction;
  readonly by: PeerIdentity;
}) => unknown;

/** Structured log; never tokens or article text. */
export interface Log {
  info(event: string, facts?: Record<string, unknown>): void;
  warn(event: string, facts?: Record<string, unknown>): void;
  error(event: string, facts?: Record<string, unknown>): void;
}
