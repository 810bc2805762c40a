import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

/**
 * Counts failed sign-ins, by account and by address; who signs in rightly is never slowed down by their own. A try
 * counts as failed from its beginning, so that many at once are no way around the limit.
 */
export interface SignInLimits {
  /** Begins a try. Seconds to wait before another, if this one may not be; else 0. */
  begin(email: string, address: string): Promise<number>;
  /** The try was right: it does not count. */
  succeeded(email: string, address: string): Promise<void>;
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

  const wait = (limiter: RateLimiterMemory, { consumedPoints, msBeforeNext }: RateLimiterRes) =>
    consumedPoints > limiter.points ? Math.ceil(msBeforeNext / 1000) : 0;

  return {
    async begin(email, address) {
      const [account, from] = [await accounts.penalty(key(email)), await addresses.penalty(address)];
      const seconds = Math.max(wait(accounts, account), wait(addresses, from));
      if (seconds > 0) {
        // Nothing was tried.
        await accounts.reward(key(email));
        await addresses.reward(address);
      }
      return seconds;
    },
    async succeeded(email, address) {
      await accounts.delete(key(email));
      await addresses.reward(address);
    },
  };
}
