import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from '@copydesk/shared/node';
import { StoreError } from '@copydesk/shared/sync';

/** Where a restore makes its copy ready; there only while one runs, or was cut short. */
export const RESTORING = 'restoring';

/**
 * Takes the server's data folder for this process alone; the answer gives it back. Throws `FolderInUse`; `StoreError`
 * if it cannot be used, or a restore of it was begun and not ended, unless that is what is to be done now.
 */
export function lockDataFolder(folder: string, { restoring = false } = {}): () => void {
  const inUse = `Copydesk's server is already running on ${folder}. Stop it first, or use another folder.`;
  const unlock = lockFolder(folder, inUse);
  if (restoring || !existsSync(join(folder, RESTORING))) return unlock;
  unlock();
  throw new StoreError('io', `A restore into ${folder} was cut short. Run it again, with --overwrite.`);
}
