/** `app://copydesk`: the only origin that windows have. Serves the built renderer with its Content-Security-Policy. */
import { fileURLToPath } from 'node:url';
import { protocol, type Session, type WebFrameMain } from 'electron';
import { readStatic } from '../browser-host/static-files.ts';

const SCHEME = 'app';
export const APP_ORIGIN = 'app://copydesk';
const RENDERER = fileURLToPath(new URL('../renderer/', import.meta.url));

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** Serves the scheme in a session. */
export function serveAppScheme(session: Session): void {
  session.protocol.handle(SCHEME, async (request) => {
    if (!isAppUrl(request.url)) return new Response('Not an address of this app.\n', { status: 400 });
    const { status, type, body } = await readStatic(RENDERER, new URL(request.url).pathname);
    return new Response(body, {
      status,
      headers: { 'content-type': type, 'content-security-policy': CSP, 'x-content-type-options': 'nosniff' },
    });
  });
}

/** Whether an address is one of this app's. By parts: an origin of a scheme of our own is `null` in Node. */
export function isAppUrl(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === 'app:' && url.host === 'copydesk';
}

/** Whether a message comes from one of this app's pages, not from a frame inside it or one that is gone. */
export function isAppFrame(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === APP_ORIGIN;
}
