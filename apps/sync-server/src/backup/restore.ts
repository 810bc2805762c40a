/** Puts a backup in a data folder's place. The server of that folder is stopped. */
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '@copydesk/shared/node';
import { StoreError } from '@copydesk/shared/sync';
import { appendAct } from '../storage/audit.ts';
import { DATABASE } from '../storage/client.ts';
import { type Finding, inspect } from '../storage/inspect.ts';
import { RESTORING } from '../storage/lock.ts';
import { migrations } from '../storage/migrations/index.ts';
import { goBeyond } from '../storage/restored.ts';
import { checkBackup, flush, type Manifest } from './manifest.ts';
import { hoursFrom, type Recovery, writeRecovery } from './recovery.ts';

/** There is a newsroom in the folder already. */
export class FolderNotEmpty extends Error {
  override readonly name = 'FolderNotEmpty';
}

export interface Restored {
  readonly manifest: Manifest;
  readonly recovery: Recovery | null;
  /** What is damaged in the backup itself; its documents stay closed. */
  readonly findings: readonly Finding[];
  /** Where what was in the folder is now, or null if there was nothing. */
  readonly movedTo: string | null;
}

/** Files of the folder's lock, which is held meanwhile. */
const isLock = (name: string) => name === 'lock' || name.startsWith('lock-');
const MOVED = 'before-restore-';

/**
 * Restores a backup; what is there is moved aside, never deleted. The copy is made ready beside its place and then
 * moved there: a restore that is cut short is noticed by every later start, until it has been run to its end.
 * @param options.recoverHours for how long desktops may bring back what the backup misses; 0: not at all
 * Throws `NotABackup`, `FolderNotEmpty`, `StoreError` or the file system's error.
 */
export async function restore(
  dataFolder: string,
  place: string,
  options: { readonly overwrite: boolean; readonly recoverHours: number; readonly now: Date },
): Promise<Restored> {
  const manifest = await checkBackup(place);
  const staging = join(dataFolder, RESTORING);
  const there = (await readdir(dataFolder)).filter(
    (name) => !isLock(name) && name !== RESTORING && !name.startsWith(MOVED),
  );
  if (there.length > 0 && !options.overwrite)
    throw new FolderNotEmpty(
      `${dataFolder} already holds ${there.slice(0, 3).join(', ')}. Nothing was changed. With --overwrite it is moved aside, into the same folder.`,
    );

  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true, mode: 0o700 });
  for (const file of Object.keys(manifest.files)) await cp(join(place, file), join(staging, file));
  const recovery = recoveryFrom(manifest, options);
  const findings = await makeReady(join(staging, DATABASE), manifest, recovery, options.now);
  if (recovery !== null) await writeRecovery(staging, recovery);

  const movedTo = there.length === 0 ? null : join(dataFolder, `${MOVED}${stamp(options.now)}`);
  if (movedTo !== null) {
    await mkdir(movedTo, { mode: 0o700 });
    for (const name of there) await rename(join(dataFolder, name), join(movedTo, name));
  }
  for (const name of await readdir(staging)) await rename(join(staging, name), join(dataFolder, name));
  await flush(dataFolder);
  await rm(staging, { recursive: true });
  return { manifest, recovery, findings, movedTo };
}

const stamp = (now: Date) => now.toISOString().replaceAll(/[:.]/g, '-');

function recoveryFrom({ at }: Manifest, { recoverHours, now }: { recoverHours: number; now: Date }): Recovery | null {
  if (recoverHours === 0) return null;
  const until = hoursFrom(now, recoverHours);
  return { backupAt: at, since: now.toISOString(), until, documents: null };
}

/** Brings the copy to the newest layout, looks it through, and notes in it that it was restored. */
async function makeReady(file: string, manifest: Manifest, recovery: Recovery | null, now: Date): Promise<Finding[]> {
  const db = openDatabase(file, migrations);
  try {
    const findings = await inspect(db, 'whole');
    const pages = findings.find(({ what }) => what === 'pages');
    if (pages !== undefined) throw new StoreError('corrupt', `The backup's database is damaged: ${pages.problem}`);
    const note = db.transaction(() => {
      goBeyond(db);
      appendAct(db, {
        at: now.toISOString(),
        actor: 'admin',
        action: 'restore',
        subject: 'newsroom',
        articleId: null,
        facts: { backupAt: manifest.at, recoveringUntil: recovery?.until ?? null },
      });
    });
    note.immediate();
    return findings;
  } finally {
    db.close();
  }
}
