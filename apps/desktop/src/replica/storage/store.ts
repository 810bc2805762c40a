import { join } from 'node:path';
import { createSqliteDocumentStore, type StoreClient, startStoreWorker } from '@copydesk/shared/node';
import { type DocumentStore, type Log, StoreError } from '@copydesk/shared/sync';
import { asideFolders, putAside } from './damaged-file.ts';
import type { operations } from './operations.ts';
import type { Salvage } from './salvage-operations.ts';

const FILE = 'replica.sqlite';

/** The replica's database, behind its store worker. */
export interface ReplicaStore extends StoreClient<typeof operations> {
  readonly documents: DocumentStore;
  /** What was taken over from damaged copies when this one was opened; null if there were none. */
  readonly salvage: Salvage | null;
}

export interface StoreOptions {
  readonly folder: string;
  readonly workerUrl: URL;
  /** The file was found to be damaged while it was in use. */
  readonly damaged?: boolean;
  readonly log: Log;
}

/**
 * Opens `replica.sqlite` in `folder`, made if it is not there. A damaged one is put aside, and what can be read of it
 * is taken over into a new one. Throws `StoreError` if neither can be.
 */
export async function openReplicaStore({
  folder,
  workerUrl,
  damaged = false,
  log,
}: StoreOptions): Promise<ReplicaStore> {
  const file = join(folder, FILE);
  if (damaged) putAside(file);
  const client = await openClient().catch((error: unknown) => {
    if (!(error instanceof StoreError) || error.kind !== 'corrupt') throw error;
    log.error('file-damaged', { error: error.message });
    putAside(file);
    return openClient();
  });
  await client.call('overwriteDeleted');
  let salvage: Salvage | null = null;
  for (const aside of asideFolders(file)) {
    const found = await client.call('salvage', aside, FILE);
    if (found === null) continue;
    log.warn('file-salvaged', { aside, unsent: found.unsent.length, lostRows: found.lostRows });
    salvage = found;
  }
  return { ...client, documents: createSqliteDocumentStore(client), salvage };

  async function openClient(): Promise<StoreClient<typeof operations>> {
    const opened = startStoreWorker<typeof operations>({ file, workerUrl });
    await opened.ready();
    if (await opened.call('listsAgree')) return opened;
    await opened.close();
    throw new StoreError('corrupt', 'The lists of stories in the database file do not agree.');
  }
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
