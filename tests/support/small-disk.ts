/** A program on a disk of its own that is soon full: a small tmpfs in a mount namespace, where the system allows one. */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from './programs.ts';

const within = (folder: string, size: string) => [
  'unshare',
  '--map-root-user',
  '--mount',
  'sh',
  '-c',
  `mount -t tmpfs -o size=${size} none "$0" && exec "$@"`,
  folder,
];

/** Whether this machine lets us mount one. */
export function hasSmallDisks(folder: string): boolean {
  const [command = '', ...args] = [...within(folder, '1m'), 'true'];
  return spawnSync(command, args).status === 0;
}

export interface OnSmallDisk extends Program {
  /** Leaves not a byte. */
  fill(): void;
  free(): void;
}

/** Starts a program whose data folder is such a disk. `start` is given the command that it has to be started within. */
export async function startOnSmallDisk(
  folder: string,
  size: string,
  start: (command: readonly string[]) => Promise<Program>,
): Promise<OnSmallDisk> {
  const program = await start(within(folder, size));
  // The mount is the process's own; its view of the files is to be had here.
  const filler = join('/proc', String(program.pid), 'root', folder, 'filler');
  return {
    ...program,
    fill() {
      for (let bytes = 1024 * 1024; bytes >= 1; bytes = Math.floor(bytes / 2)) {
        while (append(filler, bytes));
      }
    },
    free: () => rmSync(filler),
  };
}

/** False if the disk has no room for that much. */
function append(file: string, bytes: number): boolean {
  try {
    writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
    throw error;
  }
}
