/** What no page may do, whatever it holds: leave the app, open windows, ask for permissions, hold a webview. */
import { type App, type Session, shell } from 'electron';
import { mayNavigate, outsideLink } from './addresses.ts';

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
    const stay = (event: { url: string; isMainFrame: boolean; preventDefault(): void }) => {
      if (!mayNavigate(event.url, event.isMainFrame)) event.preventDefault();
    };
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url);
      return { action: 'deny' };
    });
  });
}

function openOutside(url: string): void {
  const link = outsideLink(url);
  if (link === null) return;
  shell.openExternal(link).catch((error: unknown) => {
    // No program for it on this computer: nothing opens.
    process.stderr.write(`could not open a link: ${String(error)}\n`);
  });
}
