import type { Database } from 'better-sqlite3';

/**
 * A run that lasts longer counts on, but is known to have come only as far as this: presence clocks are milliseconds. Each
 * start goes so much further, and 2^53 leaves room for three million starts.
 */
const LONGEST_RUN_MS = 30 * 86_400_000;

export const presenceClockOperations = {
  /** Begins a run of the server at `now` (milliseconds since 1970): what no presence clock of an earlier one has passed. */
  beginPresence(db: Database, now: number): number {
    const after = db.prepare<[], number>('SELECT after FROM presence_clock').pluck().get() ?? 0;
    passPresence(db, Math.max(0, Math.ceil(now) - after) + LONGEST_RUN_MS);
    return after;
  },
};

/** Has the next run begin so much later, in milliseconds. */
export function passPresence(db: Database, by: number): void {
  db.prepare('UPDATE presence_clock SET after = after + ?').run(by);
}
