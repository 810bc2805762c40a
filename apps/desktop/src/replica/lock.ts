/** One process at a time per replica folder: two would overwrite each other's word of what is sent. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

/**
 * Locks a folder until `release`, or until this process ends in whatever way. Makes the folder if it is not there.
 * Throws `FolderInUse`.
 */
export function lockFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // The system takes a lock on a file back when its process dies, which a file with a process id in it does not.
  const lock = new Database(join(folder, 'lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    const what = `This folder is in use by another Copydesk: ${folder}. Close that one first; your text there is safe.`;
    throw new FolderInUse(what, { cause: error });
  }
  return { release: () => lock.close() };
}
