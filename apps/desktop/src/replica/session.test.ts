import { createClient, ProblemError, SESSION_OVER } from '@copydesk/shared/api';
import { expect, it } from 'vitest';
import { openSession } from './session.ts';
import { silent } from './testing/window.ts';

const TOKENS = {
  accessToken: 'a',
  refreshToken: 'r',
  expiresIn: 600,
  expiresAt: 0,
  user: { id: 'ana', email: 'ana@example.org', name: 'Ana', roles: ['editor'], desks: [] },
};

/** A session whose renewal the server answers with a 401 of this type. */
async function refusedWith(type: string) {
  const refuse = async () => {
    throw new ProblemError({ type, title: 'Sign in again', status: 401, detail: 'Your sign-in has ended.' });
  };
  const client = createClient(refuse);
  const secrets = { load: async () => JSON.stringify(TOKENS), save: async () => {}, remove: async () => {} };
  const session = await openSession({
    profile: 'p',
    secrets,
    refresher: client,
    client: () => client,
    log: silent,
    onChange: () => {},
  });
  expect(await session.token()).toBeNull();
  return session.state();
}

it('is ended, so that copies are erased, only by a server that knows it to be over', async () => {
  expect(await refusedWith(SESSION_OVER)).toMatchObject({ state: 'signed-out', ended: true });
  // A server restored to a time before this session: what is on this computer may be all there is.
  expect(await refusedWith('about:blank')).toMatchObject({ state: 'signed-out', ended: false });
});
