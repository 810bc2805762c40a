import type { ServerContext } from '../../context.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../../demo/accounts.ts';
import { forbidden } from '../../problem.ts';
import { VERSION } from '../../version.ts';
import type { Router } from '../register.ts';

/** The newsroom, who works in it, which engines it has, and what was done in it. */
export function peopleRoutes({ route, openRoute }: Router, context: ServerContext): void {
  const { config, registry, store, translation, articles, people } = context;

  openRoute('newsroom', async () => ({
    name: config.name,
    version: VERSION,
    recoveringUntil: context.recoveringUntil(),
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

  route('updateDesk', ({ caller, params, body }) => people.updateDesk(caller, params.id, body));
  route('engineUse', async ({ caller, params }) => ({ use: await people.engineUse(caller, params.id) }));

  route('engines', async ({ caller, query }) => {
    const { from, to, articleId } = query;
    // Answers like any other question about a story that the person may not know of.
    if (articleId !== undefined) await articles.get(caller.user, articleId);
    return { engines: [...(await translation.engines(from, to, articleId))] };
  });

  route('audit', async ({ caller, query }) => {
    if (!caller.user.roles.includes('chief')) throw forbidden('Only desk chiefs read the audit log.');
    const { since = 0, articleId = null } = query;
    return { entries: await store.call('auditForDesks', since, caller.user.desks, articleId) };
  });
}
