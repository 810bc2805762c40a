/**
 * How a command on the server's own computer reaches the running server: a file in the data folder says where it
 * listens and holds a key of this start, readable by the folder's owner alone.
 */
import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Role } from '@copydesk/shared/article';
import * as z from 'zod';

const FILE = 'control.json';
const Control = z.object({ url: z.url(), key: z.string().min(32) });
export type Control = z.infer<typeof Control>;

/** What to change for a person; what is not given stays. */
export const PersonChange = z.object({
  email: z.email(),
  roles: z.array(Role).min(1).optional(),
  desks: z.array(z.string().min(1)).optional(),
  disabled: z.boolean().optional(),
});
export type PersonChange = z.infer<typeof PersonChange>;

export const newKey = (): string => randomBytes(32).toString('base64url');

export async function writeControl(dataFolder: string, control: Control): Promise<void> {
  const file = join(dataFolder, FILE);
  // Made anew, so that the mode is that of a new file whatever was there.
  await rm(file, { force: true });
  await writeFile(file, JSON.stringify(control), { mode: 0o600, flag: 'wx' });
}

/** What a running server wrote; null if there is none. */
export async function readControl(dataFolder: string): Promise<Control | null> {
  try {
    return Control.parse(JSON.parse(await readFile(join(dataFolder, FILE), 'utf8')));
  } catch {
    return null;
  }
}

export async function removeControl(dataFolder: string): Promise<void> {
  await rm(join(dataFolder, FILE), { force: true });
}
