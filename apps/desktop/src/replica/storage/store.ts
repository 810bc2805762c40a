import { join } from 'node:path';
import { createSqliteDocumentStore, type StoreClient, startStoreWorker } from '@copydesk/shared/node';
import type { DocumentStore } from '@copydesk/shared/sync';
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
