import type { EndpointName } from '@copydesk/shared/api';
import type { Log } from '@copydesk/shared/sync';
import type * as z from 'zod';
import { ifPossible, type ReplicaStore } from './storage/store.ts';

/** Under which name the answer to a call is kept. */
export function keptAnswer(name: EndpointName, input: unknown): string {
  return `${name} ${JSON.stringify(input ?? {})}`;
}

/**
 * Reads what was kept as JSON. Null if nothing was, or if it is damaged or was kept by another version of the app:
 * nobody is locked out of their text for what the server tells again.
 */
export function readKept<T>(schema: z.ZodType<T>, json: string | null): T | null {
  if (json === null) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON any more.
    return null;
  }
}

/** A value that outlives a restart. */
export interface KeptValue<T> {
  /** Null: none was kept. */
  get(): T | null;
  /** Holds at once; kept if the disk takes it. */
  put(value: T): Promise<void>;
}

/** Opens what is kept under `key`. Throws `StoreError`. */
export async function openKept<T>(
  key: string,
  schema: z.ZodType<T>,
  { store, log }: { readonly store: ReplicaStore; readonly log: Log },
): Promise<KeptValue<T>> {
  let value = readKept(schema, await store.call('kept', key));
  return {
    get: () => value,
    async put(next) {
      value = next;
      await ifPossible(store.call('keep', key, JSON.stringify(next)), log);
    },
  };
}
