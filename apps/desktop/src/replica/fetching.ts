/** How far the copies for offline have come, told only where somebody would wonder: not before it has taken a second. */
import type { ProfileState } from '@copydesk/shared/api';

/** Most evenings nothing or little is behind: that passes without a word. */
const QUIET_MS = 1_000;
/** Often enough to be seen moving, seldom enough to cost nothing. */
const TELL_MS = 500;

export interface Fetching {
  /** What to tell; null while nothing is fetched, or not for long yet. */
  state(): ProfileState['fetching'];
  /** So many documents are still to be brought up to date. */
  left(documents: number): void;
}

/** `onChange`: what `state` gives is another now. */
export function createFetching(onChange: () => void): Fetching {
  let left = 0;
  let total = 0;
  let timer: NodeJS.Timeout | null = null;
  let isTold = false;

  function tell(): void {
    isTold = true;
    timer = setTimeout(tell, TELL_MS);
    onChange();
  }

  function end(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    total = 0;
    if (!isTold) return;
    isTold = false;
    onChange();
  }

  return {
    state: () => (isTold ? { done: total - left, total } : null),
    left(documents) {
      // What was asked for meanwhile belongs to the same whole.
      total += Math.max(0, documents - left);
      left = documents;
      if (left === 0) end();
      else timer ??= setTimeout(tell, QUIET_MS);
    },
  };
}
