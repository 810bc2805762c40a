import type { ServerContext } from '../../context.ts';
import type { Router } from '../register.ts';

/** Rows in one answer to a copy: some hundred kB at most. */
const BATCH = 500;

/** The translation memory: what it offers for a text, and its rows for the copies on people's computers. */
export function memoryRoutes({ route }: Router, { store, registry }: ServerContext): void {
  /** What is open to the whole newsroom, and to the desks that the person works for now. */
  const scopesOf = (userId: string): string[] => ['', ...(registry.user(userId)?.desks ?? [])].sort();

  route('matchMemory', async ({ caller, params, query }) => ({
    matches: await store.call('matchMemory', { ...params, ...query }, scopesOf(caller.user.id)),
  }));

  route('memoryRows', async ({ caller, query }) => {
    const scopes = scopesOf(caller.user.id);
    const { last, restores } = await store.call('memoryHistory');
    const scope = JSON.stringify([caller.user.id, scopes, restores]);
    const { since = 0 } = query;
    const fresh = since === 0 || query.scope !== scope || since > last;
    return { fresh, scope, ...(await store.call('memorySince', fresh ? 0 : since, BATCH, scopes)) };
  });
}
