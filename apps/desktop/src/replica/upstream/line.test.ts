import { afterEach, expect, it, vi } from 'vitest';
import type { Session } from '../session.ts';
import { Changes, silent } from '../testing/window.ts';
import { createLine } from './line.ts';

const USER = { id: 'u1', name: 'Sara Klein', email: 'sara@example.org', roles: [], desks: [] };

function lineWith(token: () => Promise<string | null>, prepare: (signal: AbortSignal) => Promise<number>) {
  const session: Session = {
    state: () => ({ state: 'signed-in', user: USER }),
    token,
    rejected: () => {},
    renewWith: async () => {},
    signOut: async () => {},
  };
  const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(null, { status: 503 }));
  const server = 'http://server.invalid';
  const options = { server, session, log: silent, offlineSince: null, onState: () => {}, onChange: () => {} };
  return { line: createLine({ ...options, prepare }), fetched };
}

afterEach(() => vi.restoreAllMocks());

it('stays offline when that is chosen while the session is renewed', async () => {
  const token = Promise.withResolvers<string>();
  const prepare = vi.fn(async () => 0);
  const { line, fetched } = lineWith(() => token.promise, prepare);
  line.start();
  line.setOffline(true);
  token.resolve('token');
  await line.stop();
  expect(prepare).not.toHaveBeenCalled();
  expect(fetched).not.toHaveBeenCalled();
  expect(line.state()).toMatchObject({ state: 'offline', byChoice: true });
});

it('stays offline when that is chosen while the lists are fetched', async () => {
  const lists = Promise.withResolvers<number>();
  const changes = new Changes();
  let signal: AbortSignal | null = null;
  const { line, fetched } = lineWith(
    async () => 'token',
    (given) => {
      signal = given;
      changes.happened();
      return lists.promise;
    },
  );
  line.start();
  await changes.until(() => signal !== null);
  line.setOffline(true);
  expect(signal).toMatchObject({ aborted: true });
  lists.resolve(3);
  await line.stop();
  expect(fetched).not.toHaveBeenCalled();
  expect(line.state()).toMatchObject({ state: 'offline', byChoice: true });
});
