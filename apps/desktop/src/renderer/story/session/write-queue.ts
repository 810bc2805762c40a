/**
 * This window's own edits on their way: which frame of the present connection carries each, and which of them are
 * committed on this computer. Nothing leaves the queue before this computer has said that it keeps it.
 */
import * as Y from 'yjs';

interface Waiting {
  readonly update: Uint8Array;
  /** The write frame of the present connection that carries it; null: none yet. */
  frame: number | null;
}

export interface WriteQueue {
  /** An edit of this window. Call it before the provider sends it. */
  add(update: Uint8Array): void;
  /** A new connection: its frames are counted from 1; what waits is carried by the first Step2 sent on it. */
  connected(): void;
  /** A write frame went out. `whole`: a Step2, which carries everything that waits. */
  sent(whole: boolean): void;
  /** The first `frames` write frames of this connection are committed on this computer. */
  acknowledged(frames: number): void;
  /** Everything typed here is committed on this computer. */
  readonly savedHere: boolean;
  /** What this computer has not said it keeps, as one update; null if nothing. */
  unsaved(): Uint8Array | null;
}

export function createWriteQueue(): WriteQueue {
  let waiting: Waiting[] = [];
  let frames = 0;
  return {
    add(update) {
      waiting.push({ update, frame: null });
    },
    connected() {
      frames = 0;
      for (const entry of waiting) entry.frame = null;
    },
    sent(whole) {
      frames += 1;
      // An update frame carries the one edit just made; a Step2 carries all that the other side lacks.
      const carried = whole ? waiting.filter((entry) => entry.frame === null) : waiting.slice(-1);
      for (const entry of carried) entry.frame ??= frames;
    },
    acknowledged(committed) {
      waiting = waiting.filter((entry) => entry.frame === null || entry.frame > committed);
    },
    get savedHere() {
      return waiting.length === 0;
    },
    unsaved() {
      return waiting.length === 0 ? null : Y.mergeUpdates(waiting.map((entry) => entry.update));
    },
  };
}
