/** One process at a time per data folder: two would overwrite each other's word of what is kept and sent. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { StoreError } from '../sync/ports.ts';
import { asStoreError } from './sqlite-errors.ts';

/** Another process works on the folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

/**
 * Takes a folder for this process alone and gives what lets it go again; makes the folder if it is not there. The
 * system ends the lock with the process, so a crash leaves nothing behind.
 * @param inUse what to tell the person if another process has it
 * Throws `FolderInUse`; `StoreError` if the folder cannot be used.
 */
export function lockFolder(folder: string, inUse: string): () => void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return lockFile(join(folder, 'lock'));
  } catch (cause) {
    const error = asStoreError(cause);
    throw error instanceof StoreError && error.kind === 'busy' ? new FolderInUse(inUse, { cause }) : error;
  }
}

function lockFile(file: string): () => void {
  const db = new SqliteDatabase(file, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    throw error;
  }
  return () => db.close();
}
