/** Electron's main process: windows, menu, the app's own scheme, what is forbidden, and the replica's process. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app, BrowserWindow, dialog, session } from 'electron';
import { registerAppScheme, serveAppScheme } from './app-scheme.ts';
import { readArguments } from './arguments.ts';
import { serveWindows } from './ipc.ts';
import { lockContents, lockSession } from './lockdown.ts';
import { setMenu } from './menu.ts';
import { type ReplicaProcess, startReplicaProcess } from './replica-process.ts';
import { safeSecrets } from './safe-secrets.ts';
import { openAppWindow, openLastPlace } from './windows.ts';

const options = readArguments(process.argv.slice(1));
const dataFolder = placeFolders(options.data);

/** Where replicas lie. A folder of one's own holds the rest too, so that apps with different folders run side by side. */
function placeFolders(data: string | null): string {
  if (data === null) return join(app.getPath('userData'), 'replicas');
  const folder = resolve(data);
  const own = join(folder, 'electron');
  mkdirSync(own, { recursive: true, mode: 0o700 });
  app.setPath('userData', own);
  return folder;
}

function complain(what: string, why: unknown): void {
  process.stderr.write(`${what}: ${why instanceof Error ? why.message : JSON.stringify(why)}\n`);
}

function startReplica(): ReplicaProcess {
  const secrets = safeSecrets({
    dataFolder,
    onUnprotected() {
      const message = 'This system has no key ring.';
      const detail =
        'Copydesk keeps you signed in, but whoever can read your files on this computer could sign in as you.';
      dialog.showMessageBox({ type: 'info', message, detail }).catch((error: unknown) => complain('notice', error));
    },
    onUnreadable: (facts) => complain('session unreadable, sign in again', facts),
  });
  return startReplicaProcess({ dataFolder, server: options.server, secrets });
}

/** A demo account's own address: the page signs it in. */
function addressOf(key: string): string {
  return `/as/${encodeURIComponent(key)}`;
}

async function start(): Promise<void> {
  lockContents(app);
  await app.whenReady();
  lockSession(session.defaultSession);
  serveAppScheme(session.defaultSession);
  const replica = startReplica();
  serveWindows(replica, openAppWindow);
  setMenu(() => openAppWindow('/'));

  app.on('second-instance', (_event, argv) => {
    const { as } = readArguments(argv.slice(1));
    openAppWindow(as === null ? '/' : addressOf(as));
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openLastPlace();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let flushed = false;
  // Once the windows are gone, and not before: until then the replica takes what they still hold.
  app.on('will-quit', (event) => {
    if (flushed) return;
    event.preventDefault();
    replica
      .stop()
      .catch((error: unknown) => complain('replica not stopped', error))
      .finally(() => {
        flushed = true;
        app.quit();
      });
  });
  if (options.as === null) openLastPlace();
  else openAppWindow(addressOf(options.as));
}

registerAppScheme();
if (app.requestSingleInstanceLock()) {
  start().catch((error: unknown) => {
    dialog.showErrorBox('Copydesk could not start', error instanceof Error ? error.message : String(error));
    app.exit(1);
  });
} else {
  app.quit();
}
