/** Which addresses belong to this app, and where its pages may lead. Pure, so that it is tested without Electron. */

export const APP_SCHEME = 'app';
/** The only origin that windows have. */
export const APP_ORIGIN = 'app://copydesk';

/** Links in stories open in the system's browser, and only these. */
const OUTSIDE = new Set(['https:', 'mailto:']);

/** Whether an address is one of this app's. By parts: an origin of a scheme of our own is `null` in Node. */
export function isAppUrl(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${APP_SCHEME}:` && url.host === 'copydesk' && url.username === '';
}

/** Whether a frame may go to an address. A frame inside a page may also show what the page itself wrote into it. */
export function mayNavigate(address: string, isMainFrame: boolean): boolean {
  return isAppUrl(address) || (!isMainFrame && address === 'about:srcdoc');
}

/** What to hand to the system for a link that a page wants to open, or null if nothing is to open. */
export function outsideLink(address: string): string | null {
  const url = URL.parse(address);
  return url !== null && OUTSIDE.has(url.protocol) ? url.href : null;
}

/** The place in the app that an address shows, such as `/p/{profile}/story/...`; null if it is not this app's. */
export function placeOf(address: string): string | null {
  const url = URL.parse(address);
  return url !== null && isAppUrl(address) ? `${url.pathname}${url.search}` : null;
}

/** Whether a window may be opened at a path. Never at another host's (`//host`). */
export function isAppPath(path: string): boolean {
  return path.length <= 2_000 && /^\/(?![/\\])/.test(path) && isAppUrl(`${APP_ORIGIN}${path}`);
}
