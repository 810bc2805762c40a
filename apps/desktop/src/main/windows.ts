import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, dialog } from 'electron';
import { APP_ORIGIN } from './addresses.ts';
import { giveContextMenu } from './context-menu.ts';
import { lastBounds, lastPlace, rememberWindow } from './window-state.ts';

const PRELOAD = fileURLToPath(new URL('../preload/index.cjs', import.meta.url));
/** A page that ends again this soon is not shown once more. */
const SETTLED_MS = 10_000;

const stateFile = () => join(app.getPath('userData'), 'window.json');

/** Opens a window at a path of the app, such as `/` or `/p/{profile}/`. */
export function openAppWindow(path: string): BrowserWindow {
  const { bounds, maximized } = lastBounds(stateFile());
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Copydesk',
    webPreferences: {
      preload: PRELOAD,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Elsewhere than on macOS its dictionaries would be fetched from Google, which nobody here asked for.
      spellcheck: process.platform === 'darwin',
      devTools: !app.isPackaged,
    },
  });
  rememberWindow(window, stateFile());
  giveContextMenu(window.webContents);
  askBeforeLosing(window);
  reviveAfterCrash(window);
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  window.loadURL(`${APP_ORIGIN}${path}`).catch((error: unknown) => {
    process.stderr.write(`window not loaded: ${String(error)}\n`);
  });
  return window;
}

/** Opens a window at what the last one showed. */
export function openLastPlace(): BrowserWindow {
  return openAppWindow(lastPlace(stateFile()));
}

/** A page that would lose text objects to being closed. Electron then keeps the window without a word: ask instead. */
function askBeforeLosing(window: BrowserWindow): void {
  window.webContents.on('will-prevent-unload', (event) => {
    const answer = dialog.showMessageBoxSync(window, {
      type: 'warning',
      message: 'Some of your text is not saved yet.',
      detail: 'This computer has not taken the last words of this window. If you close it now, they are lost.',
      buttons: ['Keep the window open', 'Close and lose them'],
      defaultId: 0,
      cancelId: 0,
    });
    if (answer === 1) event.preventDefault();
  });
}

/** Shows a page again whose process ended: its text is in the replica. */
function reviveAfterCrash(window: BrowserWindow): void {
  let shownAt = Date.now();
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    process.stderr.write(`page ended: ${reason}\n`);
    if (reason === 'clean-exit' || Date.now() - shownAt < SETTLED_MS) return;
    shownAt = Date.now();
    window.reload();
  });
}
