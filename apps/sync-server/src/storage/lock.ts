import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';

/** Another process works on the data folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

/**
 * Takes a data folder for this process alone; the answer gives it back. The operating system ends the lock with the
 * process, so a crash leaves nothing behind. Throws `FolderInUse`.
 */
export function lockFolder(dataFolder: string): () => void {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const db = new SqliteDatabase(join(dataFolder, 'lock'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY')) throw error;
    throw new FolderInUse(
      `Copydesk's server is already running on ${dataFolder}. Stop it first, or use another folder.`,
    );
  }
  return () => db.close();
}
