/** Serves the built renderer under the app's own scheme, with its Content-Security-Policy. */
import { fileURLToPath } from 'node:url';
import { protocol, type Session, type WebFrameMain } from 'electron';
import { contentSecurityPolicy } from '../browser-host/policy.ts';
import { readStatic } from '../browser-host/static-files.ts';
import { APP_ORIGIN, APP_SCHEME, isAppUrl } from './addresses.ts';

const RENDERER = fileURLToPath(new URL('../renderer/', import.meta.url));

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges }]);
}

/** Serves the scheme in a session. */
export function serveAppScheme(session: Session): void {
  session.protocol.handle(APP_SCHEME, async (request) => {
    if (!isAppUrl(request.url)) return new Response('Not an address of this app.\n', { status: 400 });
    const { status, type, body } = await readStatic(RENDERER, new URL(request.url).pathname);
    const headers = {
      'content-type': type,
      'content-security-policy': contentSecurityPolicy(),
      'x-content-type-options': 'nosniff',
    };
    return new Response(body, { status, headers });
  });
}

/** Whether a message comes from one of this app's pages, not from a frame inside it or one that is gone. */
export function isAppFrame(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === APP_ORIGIN;
}
