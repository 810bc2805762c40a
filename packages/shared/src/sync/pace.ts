/** What a pace wakes. */
export interface Paced {
  /** Takes what waits, now. */
  takeWaiting(): void;
}

export interface PaceOptions {
  /** Share of its time that this process is busy, 0 to 1, since the last call. */
  readonly busyness: () => number;
  /** How long what arrives is gathered where the process is busy, and where it can hardly keep up. */
  readonly busyWindowMs: number;
  readonly fullWindowMs: number;
  /** A room that took nothing for this long takes the next thing at once. */
  readonly quietRoomMs: number;
}

/** Below the first, nothing waits; from the second on, the busy window holds; from the third on, it grows to the full one. */
const BUSY_FROM = 0.04;
const BUSY = 0.1;
const FULL_FROM = 0.75;
const FULL = 0.95;
/** Often enough to follow a rush, seldom enough to see more than one flush. */
const MEASURE_MS = 100;
/** What was measured so long ago counts for a third. */
const SMOOTH_MS = 1_000;

/**
 * Rooms whose time comes within so long of each other take what they have together, and share a commit: at least so long,
 * and a tenth of a long window.
 */
const SLOT_MS = 5;
const SLOT_SHARE = 0.1;
/**
 * Of many rooms whose time comes at once, as many are taken as would be due if all were spread evenly, and somewhat more;
 * then the others, once what came meanwhile was looked at. Taken all together they would stay together for good: while
 * everyone in them is told, all letters wait, come in one go, and are due in one go.
 */
const PART_SLOTS = 1.4;
const LEAST_PART = 4;

/**
 * When rooms take what peers wrote: at once while the process has little to do, else one window after the first letter
 * came. The longer they gather, the more letters share a commit, a frame and a write to each socket. Rooms are not all
 * taken at one time: a letter would have to wait until all the others are on their way, too. Latency is given for that
 * only when the process is busy, and never more than the window.
 */
export class Pace {
  readonly #options: PaceOptions;
  /** Rooms that wait -> when their window is over; in the order in which they came. */
  readonly #waiting = new Map<Paced, number>();
  #wokeAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #measuredAt = -Infinity;
  /** How busy the process was lately. */
  #busyness = 0;

  constructor(options: PaceOptions) {
    this.#options = options;
  }

  /**
   * True if a room that took something last at `tookAt` (of `performance.now()`) has to wait; it is woken when the
   * window is over.
   */
  holds(room: Paced, tookAt: number): boolean {
    if (this.#waiting.has(room)) return true;
    const now = performance.now();
    const windowMs = this.#window(now);
    if (windowMs === 0 || now - tookAt > this.#options.quietRoomMs) return false;
    this.#waiting.set(room, now + windowMs);
    this.#timer ??= setTimeout(() => this.#wake(), windowMs);
    return true;
  }

  /** The room need not be woken any more. */
  release(room: Paced): void {
    this.#waiting.delete(room);
  }

  #wake(): void {
    this.#timer = null;
    const now = performance.now();
    const windowMs = this.#window(now);
    const slotMs = Math.max(SLOT_MS, windowMs * SLOT_SHARE);
    let left = this.#part(now, windowMs, slotMs);
    for (const [room, due] of this.#waiting) {
      const isDue = due <= now + slotMs / 2;
      if (!isDue || left <= 0) {
        this.#timer ??= setTimeout(() => this.#wake(), isDue ? 0 : Math.max(slotMs, due - now));
        break;
      }
      left -= 1;
      this.#waiting.delete(room);
      room.takeWaiting();
    }
  }

  /** How many rooms may be taken now. */
  #part(now: number, windowMs: number, slotMs: number): number {
    const since = Math.min(now - this.#wokeAt, PART_SLOTS * slotMs);
    this.#wokeAt = now;
    return windowMs === 0 ? Infinity : Math.max(LEAST_PART, (this.#waiting.size * since) / windowMs);
  }

  #window(now: number): number {
    const since = now - this.#measuredAt;
    if (since >= MEASURE_MS) {
      this.#measuredAt = now;
      // Smoothed: gathering makes for rushes and rests, and a window that follows each of them makes for more.
      this.#busyness += (this.#options.busyness() - this.#busyness) * (1 - Math.exp(-since / SMOOTH_MS));
    }
    return windowFor(this.#busyness, this.#options);
  }
}

/** How long to gather at a busyness from 0 to 1, in milliseconds. */
export function windowFor(
  busyness: number,
  { busyWindowMs, fullWindowMs }: Pick<PaceOptions, 'busyWindowMs' | 'fullWindowMs'>,
): number {
  const share = (from: number, to: number) => Math.min(1, Math.max(0, (busyness - from) / (to - from)));
  return Math.round(busyWindowMs * share(BUSY_FROM, BUSY) + (fullWindowMs - busyWindowMs) * share(FULL_FROM, FULL));
}
