import type { Database } from 'better-sqlite3';
import type { DocumentName, DocumentStore, LogRow } from '../sync/ports.ts';
import {
  acknowledgeRows,
  appendRows,
  baseUpdates,
  compactDocument,
  createDocument,
  documentHead,
  loadDocument,
  pendingSince,
  removeDocument,
  replaceDocument,
} from './documents.ts';
import { packRows, unpackRows } from './packing.ts';
import type { StoreClient } from './store-client.ts';
import { defineOperations } from './store-worker.ts';

export interface DocumentHooks {
  /** Runs in the transaction that appends rows, after them: for what the app stores beside them. */
  onAppend?(db: Database, document: DocumentName, rows: readonly LogRow[], head: number): void;
}

/** A store worker's operations on documents; spread them into the app's own. */
export function documentOperations(hooks: DocumentHooks = {}) {
  return defineOperations({
    loadDocument,
    /** `packed`: see `packRows`. */
    appendRows(db: Database, document: DocumentName, packed: Uint8Array): number {
      const rows = unpackRows(packed);
      const head = appendRows(db, document, rows);
      hooks.onAppend?.(db, document, rows, head);
      return head;
    },
    compactDocument,
    createDocument,
    documentHead,
    acknowledgeRows,
    pendingSince,
    baseUpdates,
    replaceDocument,
    removeDocument,
  });
}

export type DocumentOperations = ReturnType<typeof documentOperations>;

/** The hub's store on a store worker that has the document operations. */
export function createSqliteDocumentStore(client: StoreClient<DocumentOperations>): DocumentStore {
  return {
    load: (document) => client.call('loadDocument', document),
    append: (document, rows) => client.call('appendRows', document, packRows(rows)),
    compact: (document) => client.call('compactDocument', document),
  };
}
