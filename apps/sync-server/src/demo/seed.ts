import { COPYDESK, type ServerContext } from '../context.ts';
import { DEMO_ACCOUNTS, DEMO_DESK, DEMO_PASSWORD } from './accounts.ts';

/** Makes the demo newsroom: people, a desk and, in an empty one, stories. What is there already stays as it is. */
export async function seedDemo(context: ServerContext): Promise<void> {
  const { people, registry } = context;
  if (registry.desk(DEMO_DESK.id) === null) await people.putDesk(COPYDESK.userId, DEMO_DESK);
  for (const { name, email, role } of DEMO_ACCOUNTS) {
    if (registry.users().some((user) => user.email === email)) continue;
    const person = { email, name, roles: [role], desks: [DEMO_DESK.id], password: DEMO_PASSWORD };
    await people.add(COPYDESK.userId, person);
  }
  if (registry.articles().length > 0) return;
  const { seedStories } = await import('./stories.ts');
  await seedStories(context);
}
