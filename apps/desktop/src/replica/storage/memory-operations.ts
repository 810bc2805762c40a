/** The copy of the translation memory, and how far it has come. */
import { clearMemory, dropMemory, matchMemory, putMemory } from '@copydesk/shared/node';
import type { MemoryMatch, MemoryQuestion, MemoryRow } from '@copydesk/shared/translation';
import type { Database } from 'better-sqlite3';
import { catalogueOperations } from './catalogue-operations.ts';

/** Every row here is one that the person may see. */
const SCOPE = '';

/** The next part of the memory, as the server told it. */
export interface MemoryPart {
  /** What is here does not count any more. */
  readonly fresh: boolean;
  readonly rows: readonly MemoryRow[];
  readonly gone: readonly number[];
}

export const memoryOperations = {
  /** Takes a part in together with the place (JSON, under `key`) from which the next one is asked for. */
  takeMemory(db: Database, { fresh, rows, gone }: MemoryPart, key: string, place: string): void {
    if (fresh) clearMemory(db);
    dropMemory(db, gone);
    putMemory(
      db,
      rows.map((row) => ({ ...row, scope: SCOPE })),
    );
    catalogueOperations.keep(db, key, place);
  },

  matchMemory(db: Database, question: MemoryQuestion): MemoryMatch[] {
    return matchMemory(db, question, [SCOPE]);
  },
};
