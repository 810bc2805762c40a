/** Makes a backup of a data folder, while its server runs or not. */
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openReadOnly } from '@copydesk/shared/node';
import { FIRST_LINK } from '../storage/audit.ts';
import { DATABASE, databaseFile } from '../storage/client.ts';
import { VERSION } from '../version.ts';
import { flush, hashesOf, type Manifest, writeManifest } from './manifest.ts';

/** The key that signs access tokens, and what was published. */
export const SECRET = 'secret';
const PUBLISHED = 'published';

/** The place for a backup is taken. */
export class PlaceTaken extends Error {
  override readonly name = 'PlaceTaken';
}

/**
 * Writes a backup into a new folder; it stands under its name only once it is whole. The database is read in one
 * transaction, which neither waits for writers nor makes them wait. What is published is copied after it, so that it
 * is never older: what the database does not know as done is done again by the server that starts on it.
 * Throws `PlaceTaken`, `StoreError` or the file system's error; then there is no backup.
 */
export async function backUp(dataFolder: string, place: string): Promise<Manifest> {
  const partial = `${place}.partial`;
  if ((await entriesOf(place)).length > 0)
    throw new PlaceTaken(`${place} is there already and not empty. Nothing was written; choose a new folder.`);
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  try {
    const { at, audit } = copyDatabase(databaseFile(dataFolder), join(partial, DATABASE));
    await copyFile(join(dataFolder, SECRET), join(partial, SECRET));
    await copyTree(join(dataFolder, PUBLISHED), join(partial, PUBLISHED));
    const manifest: Manifest = { format: 1, version: VERSION, at, audit, files: await hashesOf(partial) };
    await writeManifest(partial, manifest);
    await rm(place, { recursive: true, force: true });
    await rename(partial, place);
    await flush(dirname(place));
    return manifest;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

/** Copies the database as it is after its latest commit. Throws `StoreError`. */
function copyDatabase(from: string, to: string): Pick<Manifest, 'at' | 'audit'> {
  const source = openReadOnly(from);
  try {
    source.prepare('VACUUM INTO ?').run(to);
  } finally {
    source.close();
  }
  const at = new Date().toISOString();
  const copy = openReadOnly(to);
  try {
    const last = copy.prepare<[], Manifest['audit']>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1').get() ?? {
      seq: 0,
      hash: FIRST_LINK,
    };
    return { at, audit: last };
  } finally {
    copy.close();
  }
}

/** Copies a folder that may change meanwhile: what is gone by then is left out, and so are half-written files. */
async function copyTree(from: string, to: string): Promise<void> {
  for (const entry of await entriesOf(from)) {
    if (entry.name.startsWith('.')) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    else {
      await mkdir(to, { recursive: true });
      await unlessGone(copyFile(source, target));
    }
  }
}

async function entriesOf(folder: string) {
  return (await unlessGone(readdir(folder, { withFileTypes: true }))) ?? [];
}

async function unlessGone<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
