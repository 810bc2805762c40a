/** `admin backup`, `admin restore`, `admin verify`, `admin mend`, `admin recovery end`. */
import { parseArgs } from 'node:util';
import { openReadOnly } from '@copydesk/shared/node';
import { documentName, parseDocumentName } from '@copydesk/shared/sync';
import { databaseFile } from '../storage/client.ts';
import { type Finding, inspect } from '../storage/inspect.ts';
import { lockDataFolder } from '../storage/lock.ts';
import { backUp } from './backup.ts';
import { mend } from './mend.ts';
import { endRecovery, type Recovery, readRecovery } from './recovery.ts';
import { restore } from './restore.ts';

/** A long weekend: desktops that were off come back within it. */
const RECOVER_HOURS = 72;

/** The command line is not understood. */
export class BackupUsage extends Error {}

type Print = (line: string) => void;

export const BACKUP_USAGE = `  admin backup FOLDER              while the server runs or not
  admin restore FOLDER [--overwrite] [--recover-hours ${RECOVER_HOURS}]     stop the server first
  admin verify                     looks for damage in all that is stored, while the server runs or not
  admin mend DOCUMENT [--from BACKUP] [--recover-hours ${RECOVER_HOURS}]
      Puts a damaged document aside and in its place what is whole of it, and of a backup: stop the server first.
      DOCUMENT is its name in the log and in what verify says: STORY.LANGUAGE, or STORY.LANGUAGE.notes.
  admin recovery end               desktops bring back no more of what was lost`;

/** Runs one of these commands; null if it is none of them, false if it found something wrong. */
export async function runBackupCommand(
  dataFolder: string,
  [command, ...args]: readonly string[],
  print: Print,
): Promise<boolean | null> {
  switch (command) {
    case 'backup':
      return backupCommand(dataFolder, args, print);
    case 'restore':
      return restoreCommand(dataFolder, args, print);
    case 'verify':
      return verifyCommand(dataFolder, print);
    case 'mend':
      return mendCommand(dataFolder, args, print);
    case 'recovery':
      return args[0] === 'end' ? recoveryEnd(dataFolder, print) : null;
    default:
      return null;
  }
}

function onePlace(places: readonly string[]): string {
  const [place, ...more] = places;
  if (place === undefined || more.length > 0) throw new BackupUsage('Name one folder for the backup.');
  return place;
}

async function backupCommand(dataFolder: string, args: readonly string[], print: Print): Promise<boolean> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  const place = onePlace(positionals);
  const { at, audit, files } = await backUp(dataFolder, place);
  print(`Backed up to ${place}: ${Object.keys(files).length} files, as of ${at}.`);
  print(`Audit log: row ${audit.seq}, hash ${audit.hash}. Kept elsewhere, that shows rows cut off later.`);
  return tell(await inspectFile(databaseFile(place)), print);
}

async function restoreCommand(dataFolder: string, args: readonly string[], print: Print): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { overwrite: { type: 'boolean', default: false }, 'recover-hours': { type: 'string' } },
  });
  const recoverHours = hoursOf(values['recover-hours']);
  const unlock = lockDataFolder(dataFolder, { restoring: true });
  try {
    const { overwrite } = values;
    const done = await restore(dataFolder, onePlace(positionals), { overwrite, recoverHours, now: new Date() });
    print(`Restored the newsroom as of ${done.manifest.at}.`);
    if (done.movedTo !== null) print(`What was here before is in ${done.movedTo}.`);
    print(
      done.recovery === null
        ? 'Desktops bring back nothing that this backup misses.'
        : `Desktops bring back what it misses until ${done.recovery.until}, or until you run: admin recovery end`,
    );
    return tell(done.findings, print);
  } finally {
    unlock();
  }
}

function hoursOf(given: string | undefined): number {
  const hours = Number(given ?? RECOVER_HOURS);
  if (!Number.isInteger(hours) || hours < 0)
    throw new BackupUsage('--recover-hours needs a whole number of hours; 0 for no recovery.');
  return hours;
}

async function mendCommand(dataFolder: string, args: readonly string[], print: Print): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { from: { type: 'string' }, 'recover-hours': { type: 'string' } },
  });
  const recoverHours = hoursOf(values['recover-hours']);
  const [name = '', ...more] = positionals;
  const parts = parseDocumentName(name);
  if (parts === null || more.length > 0)
    throw new BackupUsage('Name one document as verify does: STORY.LANGUAGE, or STORY.LANGUAGE.notes.');
  const document = documentName(parts.articleId, parts.language, parts.notes);
  const unlock = lockDataFolder(dataFolder);
  try {
    const done = await mend(dataFolder, document, { from: values.from ?? null, recoverHours, now: new Date() });
    print(`Mended ${document}: of ${done.rows} rows ${done.damaged} were damaged, ${done.missing} more were missing.`);
    if (done.backupAt !== null) print(`What the backup of ${done.backupAt} has of it was put in.`);
    print(`Every row as it was found, with what can be read in it, is in ${done.aside}.`);
    if (done.waiting > 0)
      print(
        `${done.waiting} whole rows build on what is lost and wait there: stop the server and run this again once desktops have brought that back.`,
      );
    print(
      done.until === null
        ? 'Desktops bring back nothing of what is missing.'
        : `Start the server: desktops bring back what is missing until ${done.until}, or until you run: admin recovery end`,
    );
    return true;
  } finally {
    unlock();
  }
}

async function verifyCommand(dataFolder: string, print: Print): Promise<boolean> {
  const recovery = await readRecovery(dataFolder);
  if (recovery !== null) print(`Recovering ${whatRecovers(recovery)} until ${recovery.until}.`);
  return tell(await inspectFile(databaseFile(dataFolder)), print);
}

function whatRecovers({ backupAt, documents }: Recovery): string {
  return documents === null ? `from the backup of ${backupAt}` : documents.join(', ');
}

async function recoveryEnd(dataFolder: string, print: Print): Promise<boolean> {
  const recovery = await readRecovery(dataFolder);
  await endRecovery(dataFolder);
  print(
    recovery === null ? 'There is no recovery to end.' : 'The recovery has ended; a running server knows in seconds.',
  );
  return true;
}

async function inspectFile(file: string): Promise<readonly Finding[]> {
  const db = openReadOnly(file);
  try {
    return await inspect(db, 'whole');
  } finally {
    db.close();
  }
}

function tell(findings: readonly Finding[], print: Print): boolean {
  if (findings.length === 0) print('Everything that is stored was read and is whole.');
  for (const { what, id, problem } of findings) print(`DAMAGED ${what} ${id}: ${problem}`);
  return findings.length === 0;
}
