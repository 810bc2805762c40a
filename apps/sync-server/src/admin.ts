/**
 * Administration from the command line. Against the data folder while the server is stopped:
 * `user add --email E --name N --role R [--role R] [--desk D]`, `user list`, `audit verify`, `restore`, `mend`; while it may
 * run: `backup`, `verify`, `recovery end`; while it runs: `user change`.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { newDesk } from '@copydesk/shared/api';
import { Role } from '@copydesk/shared/article';
import { FolderInUse } from '@copydesk/shared/node';
import { StoreError } from '@copydesk/shared/sync';
import { verifyChain } from './audit/verify.ts';
import { AsideUnreadable } from './backup/aside.ts';
import { PlaceTaken } from './backup/backup.ts';
import { BACKUP_USAGE, BackupUsage, runBackupCommand } from './backup/commands.ts';
import { NotABackup } from './backup/manifest.ts';
import { NotMended } from './backup/mend.ts';
import { FolderNotEmpty } from './backup/restore.ts';
import { ConfigError, readConfig } from './config.ts';
import { CHANGE_USAGE, ChangeRefused, changePerson } from './control/command.ts';
import { hashPassword } from './sessions/passwords.ts';
import { openStore, type ServerStore } from './storage/client.ts';
import { lockDataFolder } from './storage/lock.ts';

const USAGE = `Usage:
  admin user add --email ADDRESS --name NAME --role editor|translator|chief|reader [--role ...] [--desk DESK ...]
      The password is read from standard input; without one it is made up and printed.
  admin user list
  admin audit verify
      Stop the server first for these.
${CHANGE_USAGE}
${BACKUP_USAGE}
COPYDESK_DATA names the data folder.`;

const ACTOR = 'admin';
const MIN_PASSWORD = 8;

/** What the person at the keyboard did wrong. */
class UsageError extends Error {}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const idOf = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');

async function readPassword(): Promise<{ password: string; made: boolean }> {
  const given = process.stdin.isTTY ? '' : (await text(process.stdin)).replace(/\r?\n$/, '');
  if (given === '') return { password: randomBytes(12).toString('base64url'), made: true };
  if (given.length < MIN_PASSWORD) throw new UsageError(`The password needs at least ${MIN_PASSWORD} characters.`);
  return { password: given, made: false };
}

async function addUser(store: ServerStore, args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string', multiple: true },
      desk: { type: 'string', multiple: true },
    },
  });
  const { email, name, role = [], desk = [] } = values;
  if (!email?.includes('@') || !name) throw new UsageError('--email and --name are needed.');
  const roles = Role.array().min(1).safeParse(role);
  if (!roles.success) throw new UsageError(`--role is needed, one or more of ${Role.options.join(', ')}.`);
  const { password, made } = await readPassword();
  const at = new Date().toISOString();
  const act = (action: string, subject: string, facts: Record<string, unknown>) => ({
    at,
    actor: ACTOR,
    action,
    subject,
    articleId: null,
    facts,
  });
  const { desks: known } = await store.call('snapshot');
  for (const deskName of desk)
    if (!known.some(({ id }) => id === idOf(deskName)))
      await store.call(
        'putDesk',
        newDesk({ id: idOf(deskName), name: deskName, labelWhenRevised: 'show' }),
        act('put-desk', idOf(deskName), { name: deskName }),
      );
  const id = randomUUID();
  const desks = desk.map(idOf);
  const row = await store.call(
    'addUser',
    { id, email, name, roles: roles.data, desks, password: await hashPassword(password) },
    act('add-person', id, { email, name, roles: roles.data, desks }),
  );
  if (row === null) throw new UsageError(`There is already a person with the address ${email}. Nothing was changed.`);
  print(`Added ${name} <${email}>: ${roles.data.join(', ')}.`);
  if (made) print(`Password: ${password}`);
}

async function listUsers(store: ServerStore): Promise<void> {
  for (const { email, name, roles, desks, disabled } of await store.call('listUsers'))
    print([email, name, roles.join(','), desks.join(',') || '-', disabled ? 'closed' : 'open'].join('\t'));
}

/** False if the chain is broken. */
async function verifyAudit(store: ServerStore): Promise<boolean> {
  const { rows, broken } = await verifyChain((since) => store.call('auditSince', since));
  if (broken === null) print(`The audit log is whole: ${rows} rows.`);
  else print(`The audit log is broken at row ${broken}: that row or one before it was changed, removed or moved.`);
  return broken === null;
}

async function run(args: readonly string[]): Promise<boolean> {
  const { dataFolder } = readConfig(process.env, []);
  const done = await runBackupCommand(dataFolder, args, print);
  if (done !== null) return done;
  const [noun, verb, ...rest] = args;
  const command = `${noun} ${verb}`;
  if (command === 'user change') {
    await changePerson(dataFolder, rest, print);
    return true;
  }
  if (!['user add', 'user list', 'audit verify'].includes(command)) throw new UsageError(USAGE);
  const unlock = lockDataFolder(dataFolder);
  try {
    const store = await openStore(dataFolder);
    try {
      if (command === 'audit verify') return await verifyAudit(store);
      if (command === 'user list') await listUsers(store);
      else await addUser(store, rest);
      return true;
    } finally {
      await store.close();
    }
  } finally {
    unlock();
  }
}

/** Errors whose message is meant for the person at the keyboard. */
function isExpected(error: unknown): error is Error {
  return (
    error instanceof UsageError ||
    error instanceof ConfigError ||
    error instanceof ChangeRefused ||
    error instanceof BackupUsage ||
    error instanceof PlaceTaken ||
    error instanceof NotABackup ||
    error instanceof NotMended ||
    error instanceof AsideUnreadable ||
    error instanceof FolderNotEmpty ||
    error instanceof FolderInUse ||
    error instanceof StoreError ||
    (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
  );
}

try {
  process.exitCode = (await run(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  if (!isExpected(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
