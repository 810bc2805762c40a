/**
 * One person's session with one server: the tokens, kept by a `SecretStore`, and their renewal. Starts without the
 * network: whoever was signed in last time is known from the store.
 */
import { type Client, NetworkError, ProblemError, SESSION_OVER, SessionTokens, type User } from '@copydesk/shared/api';
import type { Log } from '@copydesk/shared/sync';
import * as z from 'zod';
import type { SecretStore } from './secrets.ts';

/** An access token is renewed this long before it ends, so that none ends on its way to the server. */
const RENEW_BEFORE_MS = 30_000;

const Stored = SessionTokens.extend({ expiresAt: z.number() });
type Stored = z.infer<typeof Stored>;

export type SessionState =
  | { readonly state: 'signed-in'; readonly user: User }
  /**
   * `ended`: by the person or by the server, as against tokens that cannot be read, which may come back, and a server
   * that was restored to a time before this session: what is here may be all there is of what it has lost.
   */
  | { readonly state: 'signed-out'; readonly reason: string; readonly ended: boolean };

export interface Session {
  readonly state: () => SessionState;
  /** The access token of now, renewed if it is about to end; null when signed out. Rejects with `NetworkError`. */
  token(): Promise<string | null>;
  /** The server did not take this token: the next `token()` renews it. */
  rejected(token: string): void;
  /** New tokens from a fresh sign-in. */
  renewWith(tokens: SessionTokens): Promise<void>;
  /** Ends the session here, and on the server if it can be reached. */
  signOut(): Promise<void>;
}

export interface SessionOptions {
  readonly profile: string;
  readonly secrets: SecretStore;
  /** To renew with: sends no token. */
  readonly refresher: Client;
  /** To sign out with: sends this session's token. */
  readonly client: () => Client;
  readonly log: Log;
  readonly onChange: (state: SessionState) => void;
}

/** Opens the stored session, or a signed-out one. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { profile, secrets, refresher, client, log } = options;
  let tokens = parseStored(await secrets.load(profile));
  let reason = tokens ? '' : 'Sign in to go on.';
  let ended = false;
  let renewal: Promise<string | null> | null = null;

  async function keep(fresh: SessionTokens): Promise<void> {
    tokens = { ...fresh, expiresAt: Date.now() + fresh.expiresIn * 1000 };
    await secrets.save(profile, JSON.stringify(tokens)).catch((error: unknown) => {
      // A full disk: good until the next start, which then asks for the password.
      log.warn('session-not-kept', { profile, error: String(error) });
    });
    options.onChange(state());
  }

  /** `known`: whoever ended it meant this session, and not only a server that does not know it. */
  async function end(why: string, known: boolean): Promise<void> {
    tokens = null;
    ended = known;
    reason = why;
    await secrets.remove(profile);
    options.onChange(state());
  }

  function state(): SessionState {
    return tokens ? { state: 'signed-in', user: tokens.user } : { state: 'signed-out', reason, ended };
  }

  async function renew(old: Stored): Promise<string | null> {
    try {
      const fresh = await refresher.call('refreshSession', { body: { refreshToken: old.refreshToken } });
      // A sign-in that came in the meantime stands.
      if (tokens === old) await keep(fresh);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.status !== 401) {
        throw error instanceof ProblemError ? new NetworkError(error.message, { cause: error }) : error;
      }
      log.warn('session-ended', { profile });
      if (tokens === old) {
        const known = error.problem.type === SESSION_OVER;
        await end('Your session has ended. Sign in again to send what is on this computer.', known);
      }
    }
    return tokens?.accessToken ?? null;
  }

  return {
    state,
    async token() {
      const held = tokens;
      if (!held) return null;
      if (held.expiresAt - Date.now() > RENEW_BEFORE_MS) return held.accessToken;
      renewal ??= renew(held).finally(() => {
        renewal = null;
      });
      return renewal;
    },
    rejected(token) {
      if (tokens?.accessToken === token) tokens.expiresAt = 0;
    },
    renewWith: keep,
    async signOut() {
      if (tokens) {
        await client()
          .call('deleteSession', {})
          .catch((error: unknown) => {
            // Unreachable or already ended: the tokens are forgotten here in any case and end by themselves there.
            log.info('sign-out-not-told', { profile, error: String(error) });
          });
      }
      await end('You have signed out.', true);
    },
  };
}

function parseStored(secret: string | null): Stored | null {
  if (secret === null) return null;
  try {
    return Stored.parse(JSON.parse(secret));
  } catch {
    // Not readable any more: as if signed out; the text on this computer does not depend on it.
    return null;
  }
}
