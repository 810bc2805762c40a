/** Has publication carry out what transitions decided: each edition's acts in order, at least once, until they succeed. */
import { isDamage, type Log } from '@copydesk/shared/sync';
import type { Clock, OutboxRow } from '../context.ts';
import type { ServerStore } from '../storage/client.ts';
import type { OutboxEntry } from '../storage/transitions.ts';
import type { EditionService } from './editions.ts';

/** After a failure: a full disk is not emptied in a second. */
const RETRY_MS = 10_000;

export interface Outbox {
  wake(): void;
  /** Resolves when what was begun is done. */
  stop(): Promise<void>;
}

interface OutboxOptions {
  readonly store: ServerStore;
  readonly editions: Pick<EditionService, 'published'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Idempotent. */
  readonly publish: (row: OutboxRow) => Promise<void>;
}

export function createOutbox({ store, editions, clock, log, publish }: OutboxOptions): Outbox {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let retry: NodeJS.Timeout | null = null;

  async function carryOut(entry: OutboxEntry): Promise<void> {
    const { id, act, at, articleId, language, version } = entry;
    const text = await editions.published({ articleId, language }, version);
    await publish({ id, act, at, text });
    await store.call('outboxDone', id, clock.now().toISOString());
    log.info('published', { act, edition: `${articleId}.${language}`, version });
  }

  /**
   * What is stuck holds up its own edition alone, whose acts keep their order. False if trying again may help: it does
   * not where the stored text is damaged.
   */
  async function carryOutAll(): Promise<boolean> {
    const stuck = new Set<string>();
    let retryable = false;
    for (const entry of await store.call('outbox')) {
      if (stopped) return true;
      const edition = `${entry.articleId}.${entry.language}`;
      if (stuck.has(edition)) continue;
      try {
        await carryOut(entry);
      } catch (error) {
        stuck.add(edition);
        retryable ||= !isDamage(error);
        log.error('publication-failed', { act: entry.act, edition, error: String(error) });
      }
    }
    return !retryable;
  }

  async function run(): Promise<void> {
    let done: boolean;
    do {
      again = false;
      done = await carryOutAll();
    } while (again);
    if (!done) retryLater();
  }

  function retryLater(): void {
    if (!stopped) retry = setTimeout(wake, RETRY_MS);
  }

  function wake(): void {
    if (stopped) return;
    again = true;
    if (retry !== null) clearTimeout(retry);
    retry = null;
    running ??= run()
      .catch((error: unknown) => {
        again = false;
        log.error('outbox-unread', { error: String(error) });
        retryLater();
      })
      .finally(() => {
        running = null;
        if (again) wake();
      });
  }

  return {
    wake,
    async stop() {
      stopped = true;
      if (retry !== null) clearTimeout(retry);
      await running;
    },
  };
}
