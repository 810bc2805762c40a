/** `admin user change`, while the server runs. */
import { parseArgs } from 'node:util';
import { Problem, User } from '@copydesk/shared/api';
import { PersonChange, readControl } from './control.ts';

export const CHANGE_USAGE = `  admin user change --email ADDRESS [--role R ...] [--desk DESK ...] [--close | --reopen]
      While the server runs: takes effect at once, in every document that is open. What is not given stays.`;

/** The command cannot be carried out; `message` says why. */
export class ChangeRefused extends Error {
  override readonly name = 'ChangeRefused';
}

/** Reads the command line. Throws `ChangeRefused`. */
function changeOf(args: readonly string[]): PersonChange {
  const { values } = parseArgs({
    args: [...args],
    options: {
      email: { type: 'string' },
      role: { type: 'string', multiple: true },
      desk: { type: 'string', multiple: true },
      close: { type: 'boolean' },
      reopen: { type: 'boolean' },
    },
  });
  if (values.close && values.reopen) throw new ChangeRefused('Give --close or --reopen, not both.');
  const change = PersonChange.safeParse({
    email: values.email,
    roles: values.role,
    desks: values.desk,
    disabled: values.close ? true : values.reopen ? false : undefined,
  });
  if (!change.success) throw new ChangeRefused(`--email is needed, and roles have to be known ones.\n${CHANGE_USAGE}`);
  return change.data;
}

/** Has the running server of a data folder make the change. Rejects with `ChangeRefused`. */
export async function changePerson(dataFolder: string, args: readonly string[], print: (line: string) => void) {
  const change = changeOf(args);
  const control = await readControl(dataFolder);
  if (control === null) throw new ChangeRefused('The server is not running. Start it first; nothing was changed.');
  const answer = await fetch(new URL('/control/people', control.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${control.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(change),
  }).catch((error: unknown) => {
    throw new ChangeRefused('The server does not answer. Nothing was changed.', { cause: error });
  });
  const body: unknown = await answer.json();
  if (!answer.ok) throw new ChangeRefused(Problem.parse(body).detail);
  const { name, roles, desks } = User.parse(body);
  const closed = change.disabled === true ? ' The account is closed, and its sessions have ended.' : '';
  print(`${name}: ${roles.join(', ')}; desks: ${desks.join(', ') || 'none'}.${closed}`);
}
