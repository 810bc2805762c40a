/** What one peer may ask of the hub. Each limit has a reason; change them by name. */
export interface Limits {
  /** Largest frame and largest document: a story with its history stays far below; equal, so that one Step2 can carry a whole document. */
  readonly maxFrameBytes: number;
  readonly maxDocumentBytes: number;
  /** A state vector names one entry per client id ever seen: 64 KiB is some 8,000 of them. */
  readonly maxStateVectorBytes: number;
  /** An awareness state is a name and a caret. */
  readonly maxAwarenessBytes: number;
  /** JSON deeper than this is no caret. */
  readonly maxAwarenessDepth: number;
  /** Client ids in one awareness frame: a replica announces its windows, not a crowd. */
  readonly maxAwarenessClients: number;
  /** Writes a second and connection, averaged over `rateWindowMs`; a person types ten, a replica catching up sends many. */
  readonly maxWritesPerSecond: number;
  readonly rateWindowMs: number;
  /** Bytes a peer may leave untaken before it is closed as too slow. */
  readonly maxBufferedBytes: number;
  /** Updates that leave a gap are answered with Step1; after this many in a row the peer is closed. */
  readonly maxGaps: number;
  /** A socket that was sent nothing for this long gets an empty awareness frame: the client's watchdog is 30 s. */
  readonly quietMs: number;
  /** A room without peers leaves memory after this long. */
  readonly idleRoomMs: number;
  /** A replica whose store cannot take rows tries again this often: soon after the disk has space again. */
  readonly keepRetryMs: number;
  /** Log rows after which a document is compacted. */
  readonly compactAfterRows: number;
}

const MiB = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  maxFrameBytes: 16 * MiB,
  maxDocumentBytes: 16 * MiB,
  maxStateVectorBytes: 64 * 1024,
  maxAwarenessBytes: 4 * 1024,
  maxAwarenessDepth: 8,
  maxAwarenessClients: 16,
  maxWritesPerSecond: 1_000,
  rateWindowMs: 5_000,
  maxBufferedBytes: 8 * MiB,
  maxGaps: 3,
  quietMs: 15_000,
  idleRoomMs: 30_000,
  keepRetryMs: 2_000,
  compactAfterRows: 500,
};
