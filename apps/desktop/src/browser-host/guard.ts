/**
 * Who may speak to browser-host: only a browser on this computer that was handed the secret of this start. Host and
 * Origin are checked on everything, so that no other site's page can reach it under another name.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { sameSecret } from '@copydesk/shared/node/secrets';

export interface Guard {
  /** A link that lets one browser in, once. */
  link(path: string): string;
  /** Takes a link's secret: gives the cookie to set, or null if it is wrong or was used. */
  admit(start: string): string | null;
  /** Whether a request names this host, and no other origin. `strict`: the origin must be there (socket upgrades). */
  isAddressedHere(request: IncomingMessage, strict: boolean): boolean;
  /** Whether a request carries the cookie. */
  isKnown(request: IncomingMessage): boolean;
  /** Whether a request carries the key to further links: no browser has that, only who started this host. */
  mayHaveLinks(request: IncomingMessage): boolean;
}

/** Links not used yet; more than anyone asks for by hand. */
const MOST_LINKS = 100;

export interface Secrets {
  /** What the cookie of a browser that was let in holds. */
  readonly secret: string;
  /** What has to be shown to be given a further link. */
  readonly key: string;
}

/** `port` is the one listened on, on 127.0.0.1. */
export function createGuard(port: number, { secret, key }: Secrets): Guard {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  // Cookies do not know ports: the name keeps two browser-hosts on one computer apart.
  const cookie = `copydesk-${port}`;
  const links = new Set<string>();

  return {
    link(path) {
      const start = randomBytes(24).toString('base64url');
      links.add(start);
      const [oldest] = links;
      if (links.size > MOST_LINKS && oldest) links.delete(oldest);
      return `http://127.0.0.1:${port}${path}?start=${start}`;
    },
    admit(start) {
      return links.delete(start) ? `${cookie}=${secret}; HttpOnly; SameSite=Strict; Path=/` : null;
    },
    isAddressedHere({ headers }, strict) {
      const { host, origin } = headers;
      if (host === undefined || !hosts.has(host)) return false;
      return origin === undefined ? !strict : origin === `http://${host}`;
    },
    isKnown({ headers }) {
      const pairs = (headers.cookie ?? '').split(/;\s*/).map((pair) => pair.split('=', 2));
      return pairs.some(([name, value]) => name === cookie && value !== undefined && sameSecret(value, secret));
    },
    mayHaveLinks({ headers }) {
      const [scheme, shown = ''] = (headers.authorization ?? '').split(' ', 2);
      return scheme === 'Bearer' && sameSecret(shown, key);
    },
  };
}
