/** When to start a process again that died: soon, then later and later, then not any more. */

/** A process that lived this long had started well; its death says nothing about the next one's. */
const QUICK_MS = 10_000;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 3_000;
/** After so many quick deaths in a row the cause does not go away by itself. */
const MOST_QUICK_DEATHS = 8;

export interface Restarts {
  /** The process died after `livedMs`: how long to wait before the next start, or null to give up. */
  died(livedMs: number): number | null;
}

export function createRestarts(): Restarts {
  let quickDeaths = 0;
  return {
    died(livedMs) {
      quickDeaths = livedMs < QUICK_MS ? quickDeaths + 1 : 1;
      if (quickDeaths >= MOST_QUICK_DEATHS) return null;
      return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (quickDeaths - 1));
    },
  };
}
