/** The translation memory on this computer: a copy of what the person may see, so that it answers offline and at once. */
import type { Client } from '@copydesk/shared/api';
import type { MemoryMatch, MemoryQuestion } from '@copydesk/shared/translation';
import * as z from 'zod';
import { readKept } from '../kept.ts';
import type { ReplicaStore } from '../storage/store.ts';
import { latest } from './latest.ts';

const PLACE_KEY = 'memory-place';
/** `whole`: nothing was left to fetch there. */
const Place = z.object({ since: z.int(), scope: z.string(), whole: z.boolean() });

export interface MemoryCopy {
  /** Fetches what is new, part by part; goes on where it stopped. Rejects with `NetworkError`, `ProblemError`, `StoreError`. */
  catchUp(): Promise<void>;
  matches(question: MemoryQuestion): Promise<{ matches: MemoryMatch[]; filling: boolean }>;
  /** After the part that is under way nothing more is fetched. */
  stop(): void;
}

export interface MemoryCopyOptions {
  readonly store: ReplicaStore;
  readonly client: Client;
  /** There is more or less in it, or it is whole now. */
  readonly onChange: () => void;
}

export async function openMemoryCopy({ store, client, onChange }: MemoryCopyOptions): Promise<MemoryCopy> {
  let place = readKept(Place, await store.call('kept', PLACE_KEY));
  /** It was never whole on this computer. */
  let filling = place?.whole !== true;
  let stopped = false;

  async function fetchAll(): Promise<void> {
    let changed = filling;
    for (let more = true; more && !stopped; ) {
      const query = place === null ? {} : { since: place.since, scope: place.scope };
      const { seq, scope, ...part } = await client.call('memoryRows', { query });
      more = part.more;
      if (!part.fresh && part.rows.length === 0 && part.gone.length === 0) break;
      changed = true;
      const next = { since: seq, scope, whole: !more };
      await store.call('takeMemory', part, PLACE_KEY, JSON.stringify(next));
      place = next;
    }
    filling = false;
    if (changed && !stopped) onChange();
  }

  return {
    catchUp: latest(fetchAll),
    matches: async (question) => ({ matches: await store.call('matchMemory', question), filling }),
    stop() {
      stopped = true;
    },
  };
}
