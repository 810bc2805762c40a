import { join } from 'node:path';
import { createSqliteDocumentStore, type StoreClient, startStoreWorker } from '@copydesk/shared/node';
import { type DocumentStore, type Log, StoreError } from '@copydesk/shared/sync';
import type { operations } from './operations.ts';

/** The replica's database, behind its store worker. */
export interface ReplicaStore extends StoreClient<typeof operations> {
  readonly documents: DocumentStore;
}

/** Opens `replica.sqlite` in `folder`, made if it is not there. Throws `StoreError`. */
export async function openReplicaStore(options: { folder: string; workerUrl: URL }): Promise<ReplicaStore> {
  const client = startStoreWorker<typeof operations>({
    file: join(options.folder, 'replica.sqlite'),
    workerUrl: options.workerUrl,
  });
  await client.ready();
  return { ...client, documents: createSqliteDocumentStore(client) };
}

/**
 * Waits for a write of what the server tells again when asked again. A disk that cannot take it stops nothing: the
 * person hears of it by the text that cannot be kept either. Other errors are thrown on.
 */
export async function ifPossible(write: Promise<void>, log: Log): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.warn('not-kept', { error: error.message });
  }
}
