/** What helps translators on this computer: the copies of the translation memory and the glossaries. */
import type { Change, Client } from '@copydesk/shared/api';
import type { ReplicaStore } from '../storage/store.ts';
import { type GlossaryCopies, openGlossaryCopies } from './glossary-copies.ts';
import { type MemoryCopy, openMemoryCopy } from './memory-copy.ts';

export interface Aids {
  readonly memory: MemoryCopy;
  readonly glossaries: GlossaryCopies;
  /** The line is back: fetches what is behind. */
  online(): Promise<void>;
  /** A row of the change feed. */
  apply(change: Change): Promise<void>;
  stop(): void;
}

export interface AidsOptions {
  readonly store: ReplicaStore;
  readonly client: Client;
  readonly onChange: (which: 'memory' | 'glossary') => void;
}

export async function openAids({ onChange, ...options }: AidsOptions): Promise<Aids> {
  const memory = await openMemoryCopy({ ...options, onChange: () => onChange('memory') });
  const glossaries = await openGlossaryCopies({ ...options, onChange: () => onChange('glossary') });
  return {
    memory,
    glossaries,
    async online() {
      await Promise.all([memory.catchUp(), glossaries.catchUp()]);
    },
    async apply(change) {
      // Who works for other desks now may see more of the memory, or less.
      if (change.kind === 'memory' || change.kind === 'people') await memory.catchUp();
      if (change.kind === 'glossary') await glossaries.catchUp();
    },
    stop: memory.stop,
  };
}
