/** The newsroom's glossaries on this computer, whole: they are small. */
import { type Client, Glossary, GlossaryPair } from '@copydesk/shared/api';
import * as z from 'zod';
import { readKept } from '../kept.ts';
import type { ReplicaStore } from '../storage/store.ts';
import { latest } from './latest.ts';

const LIST_KEY = 'glossaries';
const keyOf = ({ from, to }: { from: string; to: string }) => `glossary ${from}>${to}`;

export interface GlossaryCopies {
  list(): GlossaryPair[];
  /** Null if it was never fetched here. */
  get(from: string, to: string): Promise<Glossary | null>;
  /** Fetches those that changed. Rejects with `NetworkError`, `ProblemError`, `StoreError`. */
  catchUp(): Promise<void>;
  /** A glossary as the server has just told it. Rejects with `StoreError`. */
  heard(glossary: Glossary): Promise<void>;
}

export interface GlossaryCopiesOptions {
  readonly store: ReplicaStore;
  readonly client: Client;
  readonly onChange: () => void;
}

export async function openGlossaryCopies(options: GlossaryCopiesOptions): Promise<GlossaryCopies> {
  const { store, client, onChange } = options;
  const keep = (key: string, value: unknown) => store.call('keep', key, JSON.stringify(value));
  const kept = readKept(z.array(GlossaryPair), await store.call('kept', LIST_KEY));
  /** What is here, by pair of languages. */
  const pairs = new Map((kept ?? []).map((pair) => [keyOf(pair), pair]));
  let whole = kept !== null;

  async function heard(glossary: Glossary): Promise<void> {
    const { from, to, version, terms } = glossary;
    const known = pairs.get(keyOf(glossary))?.version ?? -1;
    // An answer may come after the news of a later one.
    if (version < known) return;
    await keep(keyOf(glossary), glossary);
    pairs.set(keyOf(glossary), { from, to, version, terms: terms.length });
    await keep(LIST_KEY, [...pairs.values()]);
    onChange();
  }

  return {
    list: () => [...pairs.values()],
    async get(from, to) {
      const glossary = readKept(Glossary, await store.call('kept', keyOf({ from, to })));
      if (glossary !== null) return glossary;
      return whole ? { from, to, version: 0, terms: [] } : null;
    },
    catchUp: latest(async () => {
      const { glossaries } = await client.call('listGlossaries', {});
      for (const pair of glossaries) {
        if (pairs.get(keyOf(pair))?.version === pair.version) continue;
        // A copy of the data that is no more may have been further on.
        pairs.delete(keyOf(pair));
        await heard(await client.call('getGlossary', { params: { from: pair.from, to: pair.to } }));
      }
      if (whole) return;
      whole = true;
      await keep(LIST_KEY, [...pairs.values()]);
      onChange();
    }),
    heard,
  };
}
