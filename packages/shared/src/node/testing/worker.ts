/** A worker with the document tables alone, for tests. */
import { documentOperations } from '../document-store.ts';
import { documents } from '../migrations/10-documents.ts';
import { runStoreWorker } from '../store-worker.ts';

runStoreWorker(documentOperations(), [documents]);
