/** How many connections there are, by whom, and whether one more may be. */
import type { Server } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { clientAddress, networkOf } from './addresses.ts';

export interface CrowdLimits {
  /** Connections at once: each costs a file handle. */
  readonly connections: number;
  /** Of one network address: a newsroom that shares one has some hundred computers, with a few documents open each. */
  readonly connectionsPerAddress: number;
  /** Documents that one address opens in five seconds: a whole newsroom comes back at once after the line was down. */
  readonly upgradesPerAddress: number;
  /** Documents and change feeds that one person has open, on all their computers together: a fault that opens them in a loop ends here. */
  readonly connectionsPerUser: number;
}

const UPGRADE_SECONDS = 5;

/** A request's way here. */
export interface Origin {
  readonly remote: string;
  readonly forwardedFor: string | undefined;
}

export interface Crowd {
  /** One more connection of a signed-in person; call the answer when it ends. Null: there are too many. */
  enter(userId: string): (() => void) | null;
  /** False if this address asks for more upgrades than it may. */
  mayUpgrade(from: Origin): Promise<boolean>;
  /** Drops connections beyond the limits before a byte of them is read. */
  guard(http: Server): void;
}

/** `proxies`: addresses that speak for others, which are not counted themselves. */
export function createCrowd(
  limits: CrowdLimits,
  proxies: ReadonlySet<string>,
  onTooMany: (why: string) => void,
): Crowd {
  const byUser = new Map<string, number>();
  const byNetwork = new Map<string, number>();
  const upgrades = new RateLimiterMemory({ points: limits.upgradesPerAddress, duration: UPGRADE_SECONDS });

  /** Counts one in; the answer counts it out again, once. */
  function take(counts: Map<string, number>, key: string, most: number): (() => void) | null {
    const before = counts.get(key) ?? 0;
    if (before >= most) return null;
    counts.set(key, before + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const now = (counts.get(key) ?? 1) - 1;
      if (now === 0) counts.delete(key);
      else counts.set(key, now);
    };
  }

  return {
    enter(userId) {
      const leave = take(byUser, userId, limits.connectionsPerUser);
      if (leave === null) onTooMany('person');
      return leave;
    },

    async mayUpgrade({ remote, forwardedFor }) {
      const address = clientAddress(remote, forwardedFor, proxies);
      if (proxies.has(address)) return true;
      try {
        await upgrades.consume(networkOf(address));
        return true;
      } catch {
        onTooMany('upgrades');
        return false;
      }
    },

    guard(http) {
      http.maxConnections = limits.connections;
      http.on('drop', () => onTooMany('connections'));
      http.on('connection', (socket) => {
        const address = clientAddress(socket.remoteAddress ?? '', undefined, proxies);
        if (proxies.has(address)) return;
        const leave = take(byNetwork, networkOf(address), limits.connectionsPerAddress);
        if (leave === null) {
          onTooMany('address');
          socket.destroy();
        } else socket.once('close', leave);
      });
    },
  };
}
