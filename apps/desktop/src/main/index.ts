/** Electron's main process: windows, menu, the app's own scheme, what is forbidden, and the replica's process. */
import { join, resolve } from 'node:path';
import { app, BrowserWindow, dialog, session } from 'electron';
import { registerAppScheme, serveAppScheme } from './app-scheme.ts';
import { readArguments } from './arguments.ts';
import { serveWindows } from './ipc.ts';
import { lockContents, lockSession } from './lockdown.ts';
import { setMenu } from './menu.ts';
import { type ReplicaProcess, startReplicaProcess } from './replica-process.ts';
import { safeSecrets } from './safe-secrets.ts';
import { openAppWindow } from './windows.ts';

const options = readArguments(process.argv.slice(1));
const dataFolder = options.data === null ? join(app.getPath('userData'), 'replicas') : resolve(options.data);

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

async function openFirst(replica: ReplicaProcess, as: string | null): Promise<void> {
  if (as === null) {
    openAppWindow('/');
    return;
  }
  try {
    openAppWindow(`/p/${await replica.signInDemo(as)}/`);
  } catch (error) {
    complain(`could not sign in as ${as}`, error);
    openAppWindow('/');
  }
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
    openFirst(replica, readArguments(argv.slice(1)).as).catch((error: unknown) => complain('no window', error));
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openAppWindow('/');
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let flushed = false;
  app.on('before-quit', (event) => {
    if (flushed) return;
    event.preventDefault();
    // What was typed is committed before the app goes.
    replica
      .stop()
      .catch((error: unknown) => complain('replica not stopped', error))
      .finally(() => {
        flushed = true;
        app.quit();
      });
  });
  await openFirst(replica, options.as);
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
