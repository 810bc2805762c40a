import { randomUUID } from 'node:crypto';
import type { Hub } from '@copydesk/shared/sync';
import type { Caller, Clock, Feed, People, Sessions } from '../context.ts';
import { forbidden, notFound } from '../problem.ts';
import { hashPassword } from '../sessions/passwords.ts';
import type { ServerStore } from '../storage/client.ts';
import { publicUser, type Registry } from '../storage/registry.ts';

interface PeopleOptions {
  readonly store: ServerStore;
  readonly registry: Registry;
  readonly hub: Pick<Hub, 'announceAccess'>;
  readonly feed: Pick<Feed, 'wake'>;
  readonly sessions: Pick<Sessions, 'end'>;
  readonly clock: Clock;
}

export function createPeople({ store, registry, hub, feed, sessions, clock }: PeopleOptions): People {
  const act = (actor: string, action: string, subject: string, facts: Record<string, unknown>) => ({
    at: clock.now().toISOString(),
    actor,
    action,
    subject,
    articleId: null,
    facts,
  });
  function requireChief(by: Caller, deskId: string, what: string): void {
    if (registry.desk(deskId) === null) throw notFound();
    if (!by.user.roles.includes('chief') || !by.user.desks.includes(deskId)) throw forbidden(what);
  }
  const people: People = {
    async add(actor, { email, name, roles, desks, password }) {
      const id = randomUUID();
      const row = await store.call(
        'addUser',
        { id, email, name, roles, desks, password: await hashPassword(password) },
        act(actor, 'add-person', id, { email, name, roles, desks }),
      );
      if (row === null) return null;
      registry.putUser(row);
      feed.wake();
      return publicUser(row);
    },
    async change(actor, userId, to) {
      const row = await store.call('changeUser', userId, to, act(actor, 'change-person', userId, { ...to }));
      if (row === null) return null;
      registry.putUser(row);
      if (row.disabled)
        for (const { id } of registry.sessionsOf(userId)) await sessions.end(id, actor, 'account closed');
      hub.announceAccess();
      feed.wake();
      return publicUser(row);
    },
    async putDesk(actor, desk) {
      const row = await store.call('putDesk', desk, act(actor, 'put-desk', desk.id, { ...desk }));
      registry.putDesk(row);
      feed.wake();
      return row;
    },
    async updateDesk(by, id, to) {
      requireChief(by, id, 'Only chiefs of this desk change its settings. Nothing was changed.');
      return people.putDesk(by.user.id, { ...to, id });
    },
    async engineUse(by, deskId) {
      requireChief(by, deskId, 'Only chiefs of this desk see what its engines were given.');
      return store.call('engineUseOf', deskId);
    },
  };
  return people;
}
