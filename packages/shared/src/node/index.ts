export { damagedPages, type Migration, openDatabase, openReadOnly, prepared } from './database.ts';
export {
  createSqliteDocumentStore,
  type DocumentHooks,
  type DocumentOperations,
  documentOperations,
} from './document-store.ts';
export * from './documents.ts';
export { FolderInUse, lockFolder } from './lock.ts';
export { createLog } from './log.ts';
export { clearMemory, dropMemory, MEMORY_TABLES, matchMemory, memoryRow, putMemory, type ScopedRow } from './memory.ts';
export { documents as documentTables } from './migrations/10-documents.ts';
export { packRows } from './packing.ts';
export { areIntact, isIntact, rowChecksum, type StoredRow, type StoredValue, valuesChecksum } from './row-checksum.ts';
export { asStoreError } from './sqlite-errors.ts';
export { type StoreClient, startStoreWorker } from './store-client.ts';
export { defineOperations, type Operations, runStoreWorker } from './store-worker.ts';
