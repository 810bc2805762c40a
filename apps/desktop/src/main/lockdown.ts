/** What no page may do, whatever it holds: leave the app, open windows, ask for permissions, hold a webview. */
import { type App, type Session, shell, type WebContents } from 'electron';
import { isAppUrl } from './app-scheme.ts';

/** Links in stories open in the system's browser, and only these. */
const OUTSIDE = new Set(['https:', 'mailto:']);

/** Denies all permissions; Electron's default is to grant them. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/** Keeps every page within the app's own origin. */
export function lockContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { url: string; preventDefault(): void }) => {
      if (!isAppUrl(event.url)) event.preventDefault();
    };
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    denyWindows(contents);
  });
}

function denyWindows(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    const address = URL.parse(url);
    if (address && OUTSIDE.has(address.protocol)) {
      shell.openExternal(address.href).catch((error: unknown) => {
        // No program for it on this computer: nothing opens.
        process.stderr.write(`could not open a link: ${String(error)}\n`);
      });
    }
    return { action: 'deny' };
  });
}
