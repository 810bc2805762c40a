/** `npm run admin` as a process of its own, against a data folder. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from './programs.ts';

export interface AdminRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs it to its end. */
export async function admin(data: string, ...args: readonly string[]): Promise<AdminRun> {
  const child = spawn(process.execPath, [join(root, 'apps/sync-server/src/admin.ts'), ...args], {
    env: { ...process.env, COPYDESK_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, out, err };
}
