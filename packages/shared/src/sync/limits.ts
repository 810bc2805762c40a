/** What one peer may ask of the hub. Each limit has a reason; change them by name. */
export interface Limits {
  /** Largest frame and largest document: a story with its history stays far below. One Step2 can carry a whole document, its head included. */
  readonly maxFrameBytes: number;
  readonly maxDocumentBytes: number;
  /** A state vector names one entry per client id ever seen: 64 KiB is some 8,000 of them. */
  readonly maxStateVectorBytes: number;
  /** All who are in a large room, at some hundred bytes each: a stock client sends others' states back. Larger ones are ignored. */
  readonly maxPresenceBytes: number;
  /** An awareness state is a name and a caret. */
  readonly maxAwarenessBytes: number;
  /** JSON deeper than this is no caret. */
  readonly maxAwarenessDepth: number;
  /** Client ids in one awareness frame: a replica announces its windows, not a crowd. */
  readonly maxAwarenessClients: number;
  /** Writes a second and connection, averaged over `rateWindowMs`; a person types ten, a replica catching up sends many. */
  readonly maxWritesPerSecond: number;
  readonly rateWindowMs: number;
  /** Awareness and messages of a later version, likewise: a stock client sends back what it hears of all others in the room. */
  readonly maxSignalsPerSecond: number;
  /** Step1 and queryAwareness, likewise: the answer may be a whole document. A client asks once a connection, or once a minute. */
  readonly maxQuestionsPerSecond: number;
  /** Bytes of one peer's frames that may wait for the disk: two of the largest, not any number. */
  readonly maxPendingBytes: number;
  /** Bytes a peer may leave untaken before it is dropped as too slow: a whole document, and half as much of what others type meanwhile. */
  readonly maxBufferedBytes: number;
  /** Updates that leave a gap are answered with Step1; after this many in a row the peer is closed. */
  readonly maxGaps: number;
  /**
   * Who takes out an element with words in it that they have not seen is asked again once they have; after so many answers
   * that lacked other ones it is taken as it is: somebody may be typing there without a pause.
   */
  readonly maxUnseen: number;
  /** Presence that its client has not renewed for this long, though its line is alive, is renewed by the hub: others forget after 30 s. */
  readonly renewPresenceMs: number;
  /** A socket that was sent nothing for this long gets an empty awareness frame: the client's watchdog is 30 s. */
  readonly quietMs: number;
  /** How often a server pings each connection. Who answers none of two is gone, and leaves the presence of others. */
  readonly heartbeatMs: number;
  /** A frame is one update, sent in one piece or a few; each fragment costs memory of its own. */
  readonly maxFragments: number;
  /** A room without peers leaves memory after this long. */
  readonly idleRoomMs: number;
  /** A replica whose store cannot take rows tries again this often: soon after the disk has space again. */
  readonly keepRetryMs: number;
  /** How long what people type is gathered while the process is busy: less than anyone sees. */
  readonly busyWindowMs: number;
  /** The same where it can hardly keep up: still prompt, and a fifth of the work. */
  readonly fullWindowMs: number;
  /** After so long without a letter the next one does not wait, however busy the process is. */
  readonly quietRoomMs: number;
  /** Log rows after which a document is compacted though people type in it: that takes time from them. */
  readonly compactAfterRows: number;
  /** The same once it rests, and once all have left: what is opened next is then read faster. */
  readonly compactRestingAfterRows: number;
  readonly compactLeftAfterRows: number;
}

const MiB = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  maxFrameBytes: 16 * MiB + 1024,
  maxDocumentBytes: 16 * MiB,
  maxStateVectorBytes: 64 * 1024,
  maxPresenceBytes: 256 * 1024,
  maxAwarenessBytes: 4 * 1024,
  maxAwarenessDepth: 8,
  maxAwarenessClients: 16,
  maxWritesPerSecond: 1_000,
  rateWindowMs: 5_000,
  maxSignalsPerSecond: 1_000,
  maxQuestionsPerSecond: 20,
  maxPendingBytes: 32 * MiB,
  maxBufferedBytes: 24 * MiB,
  maxGaps: 3,
  maxUnseen: 5,
  renewPresenceMs: 20_000,
  quietMs: 15_000,
  heartbeatMs: 15_000,
  maxFragments: 1_024,
  idleRoomMs: 30_000,
  keepRetryMs: 2_000,
  busyWindowMs: 18,
  fullWindowMs: 130,
  quietRoomMs: 1_000,
  compactAfterRows: 2_000,
  compactRestingAfterRows: 500,
  compactLeftAfterRows: 20,
};
