/**
 * The hub as its owners see it (the sync server, and each desktop's replica). `createHub` in hub.ts makes one.
 */
import type * as Y from 'yjs';
import type { Limits } from './limits.ts';
import type {
  Access,
  AccessPolicy,
  DocumentName,
  DocumentStore,
  Log,
  PeerIdentity,
  PeerSocket,
  StoreError,
  Witness,
} from './ports.ts';

export interface HubOptions {
  readonly store: DocumentStore;
  readonly policy: AccessPolicy;
  readonly log: Log;
  readonly limits?: Partial<Limits>;
  readonly witness?: Witness;
  /** `server`: client ids belong to people, a refused write is answered with 102.
   *  `replica`: windows of one person; every write is taken (access is only announced), rows are `local`. */
  readonly mode: 'server' | 'replica';
  /** True while clients may bring back, in a Step2, what a document had and has lost, other people's changes too. (server) */
  readonly recovering?: (document: DocumentName) => boolean;
  /** No presence clock that an earlier hub in this one's place gave out was greater. Default 0: there was none. */
  readonly presenceAfter?: number;
  /** Share of its time that this process was busy since the last call, 0 to 1; without it nothing is ever gathered. */
  readonly busyness?: () => number;
}

/** A connection that a transport has handed to the hub. */
export interface Peer {
  /** A message from the peer arrived. Never throws; a bad one closes the connection. */
  receive(frame: Uint8Array): void;
  /** The connection is gone (any reason). Idempotent, and keyed to this connection alone. */
  closed(): void;
}

export interface ConnectRequest {
  readonly document: DocumentName;
  readonly peer: PeerIdentity;
  readonly socket: PeerSocket;
  /** The history the client holds, or null if it did not say. */
  readonly epoch: string | null;
}

/** A place in the document's queue: all before it is committed (or see `kept`), nothing else happens until it ends. */
export interface Turn {
  /** To read. Writing goes through `edit`. */
  readonly doc: Y.Doc;
  readonly epoch: string;
  readonly head: number;
  /** False while the store cannot take what is in the document; then the rest is in memory only. (replica) */
  readonly kept: boolean;
  /** Writes to the document in one transaction, commits it, then broadcasts. Resolves with the new head. */
  edit(by: PeerIdentity, change: (doc: Y.Doc) => void): Promise<number>;
  /**
   * As `Hub.applyUpstream`. With an answer, all is committed together or nothing, and the row is the update as it came,
   * so that the log has the words that fall away when they land in what was deleted here. (replica)
   */
  applyUpstream(update: Uint8Array, answer: UpstreamAnswer | null): Promise<void>;
  /** Judges everyone's access anew and tells those for whom it changed (101). */
  announceAccess(): void;
}

/** What a replica adds to what came from upstream. */
export interface UpstreamAnswer {
  /** What to store beside the upstream row. JSON. */
  readonly witnessed: unknown;
  /** Written as a local row behind it; null: nothing. */
  readonly edit: ((doc: Y.Doc) => void) | null;
}

export interface Present {
  readonly userId: string;
  readonly name: string;
  /** Has a caret in the text, as against only looking. */
  readonly writing: boolean;
}

/** How much a hub holds at this moment. */
export interface HubLoad {
  readonly rooms: number;
  readonly peers: number;
  /** What waits in the documents' queues: frames, joins and turns, and the bytes of the frames. */
  readonly queued: number;
  readonly queuedBytes: number;
}

/** Rows that a window's writes became, for the replica's upstream link. */
export interface Committed {
  readonly document: DocumentName;
  /** Sequence number of the last of the rows. */
  readonly head: number;
  /** The rows' content, merged. */
  readonly update: Uint8Array;
  readonly origin: 'local' | 'upstream';
}

export interface HubEvents {
  /**
   * After a commit and its broadcast. In a replica also for rows that the store could not take yet, so that they go
   * upstream all the same; they have the numbers under which they will be stored.
   */
  committed(event: Committed): void;
  /** Who is in a document changed. */
  presence(document: DocumentName, present: readonly Present[]): void;
  /** Awareness of local peers changed: encoded awareness update, to be sent on by the upstream link. */
  awareness(document: DocumentName, update: Uint8Array): void;
  /** A room left memory or came into it. */
  room(document: DocumentName, open: boolean): void;
  /** A write was refused (server), for audit. */
  refused(document: DocumentName, by: PeerIdentity, code: string): void;
  /** While recovering, a Step2 brought something (server), for audit. */
  recovered(document: DocumentName, by: PeerIdentity): void;
  /** What is stored of a document is damaged. Server: it is closed from now on, told once. Replica: to be fetched anew. */
  damaged(document: DocumentName, error: StoreError): void;
}

export interface Hub {
  /** Takes over a connection. Answers at once; what is wrong is said by a close code. */
  connect(request: ConnectRequest): Peer;
  /** Runs at its place in the document's queue. Rejects with what `run` throws, `NoSuchDocument` or `StoreError`. */
  exclusive<T>(document: DocumentName, run: (turn: Turn) => Promise<T>): Promise<T>;
  /** Asks every writing peer for what it has not sent yet (Step1) and resolves when all have answered, left, or `timeoutMs` is over. */
  flush(document: DocumentName, timeoutMs: number): Promise<void>;
  /** Tells all peers of a document that they may only read while a flush runs, without refusing what still arrives. */
  announce(document: DocumentName, access: Access): void;
  /**
   * Applies what came from upstream: committed as base (while the store cannot: kept in memory), then broadcast to
   * windows. Rejects with `BadFrame` if it is
   * malformed or builds on what this copy lacks: ask again with a Step1. (replica)
   */
  applyUpstream(document: DocumentName, update: Uint8Array): Promise<void>;
  /**
   * Everything local up to `head` is committed upstream: tells the windows (100, place 1). Also to be called once
   * when a document turns out to have nothing pending. (replica)
   */
  acknowledgeUpstream(document: DocumentName, head: number): void;
  /** Presence of people elsewhere, for the windows. (replica) */
  applyAwareness(document: DocumentName, update: Uint8Array): void;
  /** All awareness states of local peers, encoded, for a new upstream connection; null if nobody is in. (replica) */
  localAwareness(document: DocumentName): Uint8Array | null;
  /** Forgets people elsewhere: the line is down. (replica) */
  clearRemoteAwareness(document: DocumentName): void;
  /**
   * The document was replaced in the store: drops the room; its sockets are closed with 4409 so that windows start
   * anew. Replace it inside an `exclusive` turn and call this before the turn ends: a write that came between would
   * be appended to the new document.
   */
  replaced(document: DocumentName): Promise<void>;
  /** Judges access anew in every open room of these documents (all if omitted). */
  announceAccess(documents?: readonly DocumentName[]): void;
  /** Closes every connection of a session. */
  closeSession(sessionId: string, close: { code: number; reason: string }): void;
  present(document: DocumentName): readonly Present[];
  /** The `cursor` of everyone who has one in the document, as their windows sent it: not to be trusted. */
  carets(document: DocumentName): readonly unknown[];
  /** Counted when asked, not as things happen. */
  load(): HubLoad;
  on<E extends keyof HubEvents>(event: E, listener: HubEvents[E]): () => void;
  /** Stops taking connections and frames, commits what was taken, closes all with 4503. */
  drain(): Promise<void>;
}
