import { randomUUID } from 'node:crypto';
import { SESSION_OVER, type SessionTokens } from '@copydesk/shared/api';
import { CLOSE, type Hub } from '@copydesk/shared/sync';
import type { Clock, Sessions } from '../context.ts';
import { HttpProblem } from '../problem.ts';
import type { ServerStore } from '../storage/client.ts';
import { publicUser, type Registry } from '../storage/registry.ts';
import { verifyNobody, verifyPassword } from './passwords.ts';
import { createSignInLimits } from './sign-in-limits.ts';
import { ACCESS_SECONDS, createAccessTokens, newRefreshToken, refreshHash } from './tokens.ts';

interface SessionsOptions {
  readonly store: ServerStore;
  readonly registry: Registry;
  readonly hub: Pick<Hub, 'closeSession'>;
  readonly clock: Clock;
  readonly secret: Uint8Array;
}

/** `over`: the session is known to have been ended, so that computers may let go of what they keep for it. */
const signInAgain = (detail: string, over = false) =>
  new HttpProblem(401, 'Sign in again', detail, over ? { type: SESSION_OVER } : {});

export function createSessions({ store, registry, hub, clock, secret }: SessionsOptions): Sessions {
  const access = createAccessTokens(secret, clock);
  const limits = createSignInLimits();
  const listeners = new Set<(sessionId: string) => void>();
  const at = () => clock.now().toISOString();

  async function tokens(userId: string, sessionId: string, refreshToken: string): Promise<SessionTokens> {
    const row = registry.user(userId);
    if (row === null || row.disabled) throw signInAgain('This account is closed. Ask your desk chief.', true);
    const accessToken = await access.issue(userId, sessionId);
    return { accessToken, refreshToken, expiresIn: ACCESS_SECONDS, user: publicUser(row) };
  }

  function drop(sessionId: string): void {
    registry.dropSession(sessionId);
    hub.closeSession(sessionId, CLOSE.signIn);
    for (const listener of listeners) listener(sessionId);
  }

  return {
    async signIn({ email, password, device, address }) {
      const wait = await limits.begin(email, address);
      if (wait > 0)
        throw new HttpProblem(
          429,
          'Too many failed sign-ins',
          `Wait ${Math.ceil(wait / 60)} minutes, then try again. Your text is untouched.`,
          {},
          { 'retry-after': String(wait) },
        );
      const known = await store.call('credentials', email);
      const right = known === null ? await verifyNobody(password) : await verifyPassword(password, known.password);
      if (known === null || !right || known.disabled)
        throw new HttpProblem(
          401,
          'Not signed in',
          'E-mail address and password do not belong together. Check both and try again.',
        );
      await limits.succeeded(email, address);
      const session = { id: randomUUID(), userId: known.userId, device };
      const { token, ...kept } = newRefreshToken(clock);
      await store.call('createSession', session, kept, {
        at: at(),
        actor: known.userId,
        action: 'sign-in',
        subject: session.id,
        articleId: null,
        facts: { device },
      });
      registry.putSession(session);
      return tokens(session.userId, session.id, token);
    },

    async refresh(refreshToken) {
      const { token, ...next } = newRefreshToken(clock);
      const rotation = await store.call('rotateToken', refreshHash(refreshToken), next, at());
      switch (rotation.outcome) {
        case 'rotated':
          return tokens(rotation.userId, rotation.sessionId, token);
        case 'reused':
          drop(rotation.sessionId);
          throw signInAgain(
            'This sign-in was used from two places and has been ended for safety. Sign in again.',
            true,
          );
        case 'over':
          throw signInAgain('Your sign-in has ended. Sign in again.', true);
        case 'unknown':
          throw signInAgain('Your sign-in has ended. Sign in again; what is on your computer stays there.');
      }
    },

    async verify(accessToken) {
      const claims = await access.verify(accessToken);
      if (claims === null) return null;
      const session = registry.session(claims.sessionId);
      const user = registry.user(claims.userId);
      if (session === null || session.userId !== claims.userId || user === null || user.disabled) return null;
      return { user: publicUser(user), sessionId: session.id, device: session.device };
    },

    async end(sessionId, actor, why) {
      await store.call('endSession', sessionId, why, {
        at: at(),
        actor,
        action: 'sign-out',
        subject: sessionId,
        articleId: null,
        facts: { why },
      });
      drop(sessionId);
    },

    onEnd(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    async expire() {
      for (const id of await store.call('expireSessions', at())) drop(id);
    },
  };
}
