import { join } from 'node:path';
import { type StoreClient, startStoreWorker } from '@copydesk/shared/node';
import type { operations } from './operations.ts';
import { workerFile } from './worker-file.ts';

export type ServerStore = StoreClient<typeof operations>;

export const DATABASE = 'copydesk.sqlite';

/** The one database of a data folder. */
export const databaseFile = (dataFolder: string): string => join(dataFolder, DATABASE);

/** Starts the store of a data folder, whose pages others look through (inspections.ts). Rejects with `StoreError` if it cannot be opened. */
export async function openStore(dataFolder: string): Promise<ServerStore> {
  const store: ServerStore = startStoreWorker({
    file: databaseFile(dataFolder),
    workerUrl: workerFile('worker'),
    check: 'later',
  });
  await store.ready();
  return store;
}
