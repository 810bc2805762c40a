import { lockFolder } from '@copydesk/shared/node';

/** Takes the server's data folder for this process alone; the answer gives it back. Throws `FolderInUse`, `StoreError`. */
export function lockDataFolder(folder: string): () => void {
  return lockFolder(folder, `Copydesk's server is already running on ${folder}. Stop it first, or use another folder.`);
}
