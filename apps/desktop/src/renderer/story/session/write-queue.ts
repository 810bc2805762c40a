/**
 * This window's own edits on their way: which frame of the present connection carries each, and which of them are
 * committed on this computer and on the server. Nothing leaves the queue before this computer has said that it keeps it.
 */
import * as Y from 'yjs';

interface Waiting {
  readonly update: Uint8Array;
  /** The write frame of the present connection that carries it; null: none yet. */
  frame: number | null;
}

/** Where a 100 frame says that writes are committed (docs/PROTOCOL.md). */
export type Place = 'here' | 'server';

export interface WriteQueue {
  /** An edit of this window. Call it before the provider sends it. */
  add(update: Uint8Array): void;
  /** A new connection: its frames are counted from 1; what waits is carried by the first Step2 sent on it. */
  connected(): void;
  /** A write frame went out. `whole`: a Step2, which carries everything that waits. */
  sent(whole: boolean): void;
  /** The first `frames` write frames of this connection are committed at `place`. */
  acknowledged(frames: number, place: Place): void;
  /** Everything typed here is committed on this computer. */
  readonly savedHere: boolean;
  /** Nothing sent on this connection is known to be missing on the server. */
  readonly savedOnServer: boolean;
  /** What this computer has not said it keeps, as one update; null if nothing. */
  unsaved(): Uint8Array | null;
}

export function createWriteQueue(): WriteQueue {
  let waiting: Waiting[] = [];
  let frames = 0;
  let lastWithText = 0;
  let onServer = 0;
  return {
    add(update) {
      waiting.push({ update, frame: null });
    },
    connected() {
      frames = 0;
      lastWithText = 0;
      onServer = 0;
      for (const entry of waiting) entry.frame = null;
    },
    sent(whole) {
      frames += 1;
      // An update frame carries the one edit just made; a Step2 carries all that the other side lacks.
      const carried = whole ? waiting.filter((entry) => entry.frame === null) : waiting.slice(-1);
      for (const entry of carried) entry.frame ??= frames;
      if (carried.length > 0) lastWithText = frames;
    },
    acknowledged(committed, place) {
      if (place === 'server') onServer = Math.max(onServer, committed);
      else waiting = waiting.filter((entry) => entry.frame === null || entry.frame > committed);
    },
    get savedHere() {
      return waiting.length === 0;
    },
    get savedOnServer() {
      return waiting.length === 0 && onServer >= lastWithText;
    },
    unsaved() {
      return waiting.length === 0 ? null : Y.mergeUpdates(waiting.map((entry) => entry.update));
    },
  };
}
