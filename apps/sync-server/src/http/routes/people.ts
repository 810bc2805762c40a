import type { ServerContext } from '../../context.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../../demo/accounts.ts';
import { forbidden } from '../../problem.ts';
import { VERSION } from '../../version.ts';
import type { Router } from '../register.ts';

/** The newsroom, who works in it, which engines it has, and what was done in it. */
export function peopleRoutes({ route, openRoute }: Router, context: ServerContext): void {
  const { config, registry, store, translation } = context;

  openRoute('newsroom', async () => ({
    name: config.name,
    version: VERSION,
    demo: config.demo
      ? {
          accounts: DEMO_ACCOUNTS.map(({ key, name, email, role }) => ({
            key,
            name,
            email,
            password: DEMO_PASSWORD,
            role,
          })),
        }
      : null,
  }));

  route('people', async () => ({
    people: registry
      .users()
      .filter((user) => !user.disabled)
      .map(({ id, name, roles }) => ({ id, name, roles })),
    desks: registry.desks(),
  }));

  route('engines', async ({ query }) => ({ engines: [...(await translation.engines(query.from, query.to))] }));

  route('audit', async ({ caller, query }) => {
    if (!caller.user.roles.includes('chief')) throw forbidden('Only desk chiefs read the audit log.');
    const { since = 0, articleId = null } = query;
    return { entries: await store.call('auditForDesks', since, caller.user.desks, articleId) };
  });
}
