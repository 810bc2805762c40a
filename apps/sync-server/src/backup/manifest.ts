/** What a backup says of itself, in `manifest.json`: written last, so that what has none is no backup. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Hash, Instant } from '@copydesk/shared/article';
import * as z from 'zod';

const FILE = 'manifest.json';

export const Manifest = z.object({
  format: z.literal(1),
  /** The server's version. */
  version: z.string(),
  /** The moment that the backup holds: after one commit and before the next. */
  at: Instant,
  /** The last row of the audit log. Kept elsewhere, it tells whether rows were cut off a log's end later. */
  audit: z.object({ seq: z.number().int(), hash: Hash }),
  /** SHA-256 of each file, by its path with `/`. */
  files: z.record(z.string(), Hash),
});
export type Manifest = z.infer<typeof Manifest>;

/** What is at a place is not a whole backup; `message` says what is wrong with it. */
export class NotABackup extends Error {
  override readonly name = 'NotABackup';
}

/** SHA-256 of every file below a folder, with each of them on the disk. */
export async function hashesOf(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files[relative(folder, file).replaceAll(sep, '/')] = await hashOf(file);
    await flush(file);
  }
  return files;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Has the system put a file, or a folder's names, on the disk. */
export async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeFile(join(folder, FILE), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
}

/** Reads a backup's manifest and checks every file by it. Throws `NotABackup`. */
export async function checkBackup(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  const found = await hashesOf(folder);
  for (const [file, hash] of Object.entries(manifest.files)) {
    if (found[file] === undefined) throw new NotABackup(`The backup in ${folder} is not whole: ${file} is missing.`);
    if (found[file] !== hash) throw new NotABackup(`The backup in ${folder} is damaged: ${file} was changed.`);
  }
  return manifest;
}

async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(join(folder, FILE), 'utf8');
  } catch (error) {
    throw new NotABackup(`${folder} is not a backup: it has no ${FILE}.`, { cause: error });
  }
  try {
    return Manifest.parse(JSON.parse(text));
  } catch (error) {
    throw new NotABackup(`The backup in ${folder} cannot be read: its ${FILE} is damaged or of a newer version.`, {
      cause: error,
    });
  }
}
