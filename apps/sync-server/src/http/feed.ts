import type { Change } from '@copydesk/shared/api';
import type { Log } from '@copydesk/shared/sync';
import type { Feed } from '../context.ts';
import type { ChangeRow } from '../storage/changes.ts';
import type { ServerStore } from '../storage/client.ts';

/** Rows read at once. */
const BATCH = 500;

interface Follower {
  readonly listener: (change: Change) => void;
  /** Sequence of the last row it was given. */
  seq: number;
}

/**
 * Hands out the change feed. One reader follows the store for everybody; who joins behind it first reads what it
 * missed. `seq` is the last row at the start.
 */
export function createFeed(store: ServerStore, log: Log, start: number): Feed {
  const followers = new Set<Follower>();
  let seq = start;
  let reading: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  function tell(follower: Follower, change: Change): void {
    try {
      follower.listener(change);
    } catch (error) {
      followers.delete(follower);
      log.warn('follower-failed', { error: String(error) });
    }
  }

  /** Rows may be fewer than were asked for although more follow, never the other way round. */
  async function each(since: number, use: (row: ChangeRow) => void): Promise<void> {
    for (let at = since; ; ) {
      const rows = await store.call('changesSince', at, BATCH);
      for (const row of rows) use(row);
      const last = rows.at(-1);
      if (last === undefined || rows.length < BATCH) return;
      at = last.seq;
    }
  }

  async function read(): Promise<void> {
    do {
      again = false;
      await each(seq, (row) => {
        seq = row.seq;
        for (const follower of followers) {
          if (follower.seq >= row.seq) continue;
          follower.seq = row.seq;
          tell(follower, row);
        }
      });
    } while (again && !stopped);
  }

  function wake(): void {
    if (stopped) return;
    again = true;
    reading ??= read()
      .catch((error: unknown) => {
        again = false;
        log.error('feed-unread', { error: String(error) });
      })
      .finally(() => {
        reading = null;
        if (again) wake();
      });
  }

  /** Catches up to where the common reader is, then joins it: no await lies between the two. */
  async function join(follower: Follower, gone: () => boolean): Promise<void> {
    while (follower.seq < seq && !gone()) {
      const upTo = seq;
      await each(follower.seq, (row) => {
        if (gone()) return;
        follower.seq = row.seq;
        tell(follower, row);
      });
      // Rows that were replaced by later ones leave gaps.
      follower.seq = Math.max(follower.seq, upTo);
    }
    if (!gone()) followers.add(follower);
  }

  return {
    get seq() {
      return seq;
    },
    wake,
    announce(change) {
      for (const follower of followers) tell(follower, change);
    },
    follow(since, listener) {
      const follower: Follower = { listener, seq: since };
      let left = false;
      join(follower, () => left || stopped).catch((error: unknown) =>
        log.error('feed-unread', { error: String(error) }),
      );
      return () => {
        left = true;
        followers.delete(follower);
      };
    },
    async stop() {
      stopped = true;
      followers.clear();
      await reading;
    },
  };
}
