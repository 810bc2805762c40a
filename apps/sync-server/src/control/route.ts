import { sameSecret } from '@copydesk/shared/node/secrets';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../context.ts';
import { forbidden, HttpProblem } from '../problem.ts';
import { PersonChange } from './control.ts';

/** As whom it is done. */
const ACTOR = 'admin';

/** `POST /control/people`: changes what a person may do, at once, in every document that they have open. */
export function controlRoute(
  app: FastifyInstance,
  { registry, people }: Pick<ServerContext, 'registry' | 'people'>,
  key: string,
): void {
  app.post('/control/people', async ({ headers, body }) => {
    if (!sameSecret(headers.authorization ?? '', `Bearer ${key}`))
      throw forbidden('Only commands on the server itself may do this.');
    const change = PersonChange.safeParse(body);
    if (!change.success) throw new HttpProblem(400, 'Not understood', sentenceOf(change.error.issues));
    const { email } = change.data;
    const person = registry.users().find((user) => user.email.toLowerCase() === email.toLowerCase());
    if (person === undefined) throw new HttpProblem(404, 'Not found', `Nobody has the address ${email}.`);
    const { roles = person.roles, desks: named, disabled = person.disabled } = change.data;
    const desks = named?.map(deskOf) ?? person.desks;
    return people.change(ACTOR, person.id, { roles, desks, disabled });
  });

  /** The id of a desk that is given by its id or name. */
  function deskOf(given: string): string {
    const desk = registry.desks().find(({ id, name }) => id === given || name.toLowerCase() === given.toLowerCase());
    if (desk === undefined) throw new HttpProblem(400, 'Not understood', `There is no desk ${given}.`);
    return desk.id;
  }
}

function sentenceOf(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string {
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}
