/** Has publication carry out what transitions decided: in order, at least once, until it succeeds. */
import type { Log } from '@copydesk/shared/sync';
import type { Clock, EditionRef, OutboxRow } from '../context.ts';
import type { ServerStore } from '../storage/client.ts';
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

  async function carryOut(): Promise<void> {
    do {
      again = false;
      for (const entry of await store.call('outbox')) {
        if (stopped) return;
        const ref: EditionRef = { articleId: entry.articleId, language: entry.language };
        const text = await editions.published(ref, entry.version);
        await publish({ id: entry.id, act: entry.act, at: entry.at, text });
        await store.call('outboxDone', entry.id, clock.now().toISOString());
        log.info('published', { act: entry.act, edition: `${ref.articleId}.${ref.language}`, version: entry.version });
      }
    } while (again);
  }

  function wake(): void {
    if (stopped) return;
    again = true;
    if (retry !== null) clearTimeout(retry);
    retry = null;
    running ??= carryOut()
      .catch((error: unknown) => {
        again = false;
        log.error('publication-failed', { error: String(error) });
        if (!stopped) retry = setTimeout(wake, RETRY_MS);
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
