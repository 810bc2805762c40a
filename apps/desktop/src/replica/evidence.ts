/**
 * Keeps what is on record about the passages of translations (origin, the machine's words, who confirmed what) here,
 * so that a translation can be revised without the line although it was never opened on this computer.
 */
import { type Change, type Client, NetworkError } from '@copydesk/shared/api';
import type { Log } from '@copydesk/shared/sync';
import * as z from 'zod';
import type { Catalogue } from './catalogue.ts';
import { keptAnswer, readKept } from './kept.ts';
import { ifPossible, type ReplicaStore } from './storage/store.ts';

export interface EvidenceKeeper {
  /** The line is up: looks what is behind. */
  online(): void;
  /** A row of the change feed. */
  apply(change: Change): void;
  stop(): Promise<void>;
}

export interface EvidenceKeeperOptions {
  readonly store: ReplicaStore;
  readonly client: Client;
  readonly catalogue: Pick<Catalogue, 'list' | 'get'>;
  readonly log: Log;
}

/** A translation under the hand changes several times a second. */
const COALESCE_MS = 1_000;
const HEADS_KEY = 'evidence-heads';
/** By edition (`{articleId}.{language}`): the head of its document when its evidence was asked for last. */
const Heads = z.record(z.string(), z.int());

export async function openEvidenceKeeper(options: EvidenceKeeperOptions): Promise<EvidenceKeeper> {
  const { store, client, catalogue, log } = options;
  const heads = new Map(Object.entries(readKept(Heads, await store.call('kept', HEADS_KEY)) ?? {}));
  const wanted = new Map<string, { readonly id: string; readonly language: string }>();
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  function want(id: string, language: string): void {
    wanted.set(`${id}.${language}`, { id, language });
    if (stopped) return;
    timer ??= setTimeout(() => {
      timer = null;
      running = running.then(fetchWanted).catch((error: unknown) => {
        // Asked for again when the line is back, or with the next change.
        wanted.clear();
        if (!(error instanceof NetworkError)) log.warn('evidence-not-kept', { error: String(error) });
      });
    }, COALESCE_MS);
  }

  async function fetchWanted(): Promise<void> {
    for (const [key, params] of wanted) {
      if (stopped) return;
      wanted.delete(key);
      const head = headOf(params.id, params.language);
      const answer = await client.call('getEvidence', { params });
      await ifPossible(store.call('keep', keptAnswer('getEvidence', { params }), JSON.stringify(answer)), log);
      heads.set(key, head);
    }
    await ifPossible(store.call('keep', HEADS_KEY, JSON.stringify(Object.fromEntries(heads))), log);
  }

  function headOf(id: string, language: string): number {
    return catalogue.get(id)?.editions.find((edition) => edition.language === language)?.head ?? 0;
  }

  return {
    online() {
      for (const article of catalogue.list())
        for (const { articleId, language, role, head } of article.editions)
          if (role === 'translation' && heads.get(`${articleId}.${language}`) !== head) want(articleId, language);
    },
    apply(change) {
      if (change.kind !== 'edition') return;
      const known = catalogue.get(change.articleId)?.editions.find(({ language }) => language === change.language);
      // Not known yet: it was made just now, and may be a translation.
      if (known?.role !== 'source') want(change.articleId, change.language);
    },
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}
