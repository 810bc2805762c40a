import * as Y from 'yjs';
import { type DocumentName, type DocumentStore, type LogRow, NoSuchDocument, type StoredDocument } from '../ports.ts';

interface MemoryDocument {
  readonly epoch: string;
  head: number;
  snapshot: Uint8Array | null;
  rows: LogRow[];
  readonly owners: Map<number, string>;
}

/** A store that forgets everything at exit; for tests. It keeps and refuses what the SQLite store does. */
export interface MemoryStore extends DocumentStore {
  /** Makes an empty document, or one with a first row by nobody. Changes nothing if there is one. */
  create(document: DocumentName, epoch: string, update?: Uint8Array): void;
  remove(document: DocumentName): void;
  /** Makes calls fail with what `fail` returns, until it returns null. */
  failWith(fail: ((operation: keyof DocumentStore) => Error | null) | null): void;
  /** Appends wait until `release` is called. */
  hold(): { release(): void };
  rows(document: DocumentName): readonly LogRow[];
}

export function createMemoryStore(): MemoryStore {
  const documents = new Map<DocumentName, MemoryDocument>();
  let failure: ((operation: keyof DocumentStore) => Error | null) | null = null;
  let gate: Promise<void> = Promise.resolve();

  function check(operation: keyof DocumentStore): void {
    const error = failure?.(operation) ?? null;
    if (error !== null) throw error;
  }

  function existing(document: DocumentName): MemoryDocument {
    const found = documents.get(document);
    if (found === undefined) throw new NoSuchDocument(`no document ${document}`);
    return found;
  }

  return {
    async load(document): Promise<StoredDocument | null> {
      check('load');
      const found = documents.get(document);
      if (found === undefined) return null;
      const updates = found.rows.map((row) => row.update);
      if (found.snapshot !== null) updates.unshift(found.snapshot);
      return { epoch: found.epoch, head: found.head, updates, owners: new Map(found.owners) };
    },

    async append(document, rows) {
      await gate;
      check('append');
      const found = existing(document);
      for (const row of rows) {
        found.head += 1;
        found.rows.push(row);
        for (const client of row.newClientIds) if (!found.owners.has(client)) found.owners.set(client, row.userId);
      }
      return found.head;
    },

    async compact(document) {
      check('compact');
      const found = existing(document);
      const end = found.rows.findIndex((row) => row.origin === 'local');
      const folded = end < 0 ? found.rows : found.rows.slice(0, end);
      if (folded.length === 0) return;
      const doc = new Y.Doc();
      if (found.snapshot !== null) Y.applyUpdate(doc, found.snapshot);
      for (const row of folded) Y.applyUpdate(doc, row.update);
      found.snapshot = Y.encodeStateAsUpdate(doc);
      found.rows = found.rows.slice(folded.length);
      doc.destroy();
    },

    create(document, epoch, update) {
      if (documents.has(document)) return;
      const rows: LogRow[] =
        update === undefined ? [] : [{ update, userId: '', newClientIds: [], origin: 'upstream', witnessed: null }];
      documents.set(document, { epoch, head: rows.length, snapshot: null, rows, owners: new Map() });
    },

    remove: (document) => {
      documents.delete(document);
    },
    failWith: (fail) => {
      failure = fail;
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return {
        release: () => {
          gate = Promise.resolve();
          resolve();
        },
      };
    },
    rows: (document) => existing(document).rows,
  };
}
