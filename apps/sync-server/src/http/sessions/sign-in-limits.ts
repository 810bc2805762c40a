import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Counts failed sign-ins, by account and by address; who signs in rightly is never slowed down by their own. */
export interface SignInLimits {
  /** Seconds to wait before another try, or 0. */
  wait(email: string, address: string): Promise<number>;
  failed(email: string, address: string): Promise<void>;
  succeeded(email: string): Promise<void>;
}

const WINDOW_SECONDS = 15 * 60;
/** Ten wrong passwords are more than anybody needs to remember theirs. */
const ACCOUNT_FAILURES = 10;
/** A newsroom may share one address. */
const ADDRESS_FAILURES = 100;

export function createSignInLimits(): SignInLimits {
  const accounts = new RateLimiterMemory({ points: ACCOUNT_FAILURES, duration: WINDOW_SECONDS });
  const addresses = new RateLimiterMemory({ points: ADDRESS_FAILURES, duration: WINDOW_SECONDS });
  const key = (email: string) => email.toLowerCase();

  async function left(limiter: RateLimiterMemory, of: string): Promise<number> {
    const state = await limiter.get(of);
    return state !== null && state.consumedPoints >= limiter.points ? Math.ceil(state.msBeforeNext / 1000) : 0;
  }
  return {
    async wait(email, address) {
      return Math.max(await left(accounts, key(email)), await left(addresses, address));
    },
    async failed(email, address) {
      await accounts.penalty(key(email));
      await addresses.penalty(address);
    },
    async succeeded(email) {
      await accounts.delete(key(email));
    },
  };
}
