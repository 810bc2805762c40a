/** Tells the change feed how documents grow: coalesced, and made up for at the next start if the server dies first. */
import { type DocumentName, type Hub, partsOf } from '@copydesk/shared/sync';
import type { Clock, Feed } from '../context.ts';
import type { ServerStore } from '../storage/client.ts';
import type { Grown } from '../storage/growth.ts';
import type { Heads } from '../storage/heads.ts';
import type { Registry } from '../storage/registry.ts';
import type { Readings } from './readings.ts';

/** Fast enough for a list, slow enough that typing is not a row a keystroke. */
const COALESCE_MS = 300;
/** Where many write at once, telling takes a tenth of the time at most, and lists are this late at most. */
const REST = 9;
const LATEST_MS = 5_000;

export interface Growth {
  /** Somebody's change is about to be committed; `by` is who. */
  wrote(document: DocumentName, by: string): void;
  /** Writes down what is still open. */
  stop(): Promise<void>;
}

interface GrowthOptions {
  readonly hub: Hub;
  readonly store: ServerStore;
  readonly registry: Registry;
  readonly heads: Heads;
  readonly readings: Readings;
  readonly feed: Feed;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

export function createGrowth(options: GrowthOptions): Growth {
  const { hub, store, registry, heads, readings, feed, clock, onError } = options;
  const writers = new Map<string, string>();
  const grown = new Map<string, Grown>();
  let timer: NodeJS.Timeout | null = null;
  let delayMs = COALESCE_MS;
  let writing = Promise.resolve();
  let stopped = false;

  async function write(): Promise<void> {
    const rows = [...grown.values()];
    grown.clear();
    if (rows.length === 0) return;
    for (const row of rows) {
      const edition = registry.edition(row);
      // An act of the workflow may have come after the last keystroke.
      if (edition !== null && row.by !== null && row.at > edition.changedAt)
        registry.putEdition({ ...edition, changedAt: row.at, changedBy: row.by });
    }
    try {
      await store.call('noteGrowth', rows);
    } catch (error) {
      // Told with the next growth, or at the next start.
      for (const row of rows) if (!grown.has(row.document)) grown.set(row.document, row);
      throw error;
    }
    feed.wake();
    // At the end there is no hub to read from; digests are made again when they are asked for.
    if (stopped) return;
    for (const row of rows.filter(({ by }) => by !== null)) {
      const edition = registry.edition(row);
      // A translation's progress and label rest on its source, too.
      for (const shown of [...(edition === null ? [] : [edition]), ...registry.translationsOf(row)])
        await readings.digest(shown);
    }
  }

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    writing = writing
      .then(async () => {
        const from = performance.now();
        await write();
        delayMs = Math.min(LATEST_MS, Math.max(COALESCE_MS, REST * (performance.now() - from)));
      })
      .catch(onError);
    return writing;
  }

  const off = hub.on('committed', ({ document, head }) => {
    heads.set(document, head);
    const { articleId, language, notes } = partsOf(document);
    const by = notes ? null : (writers.get(document) ?? null);
    grown.set(document, { articleId, language, document, head, by, at: clock.now().toISOString() });
    timer ??= setTimeout(() => void flush(), delayMs);
  });

  return {
    wrote: (document, by) => void writers.set(document, by),
    async stop() {
      off();
      stopped = true;
      await flush();
    },
  };
}
