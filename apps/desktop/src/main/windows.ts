import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow } from 'electron';
import { APP_ORIGIN } from './app-scheme.ts';
import { lastBounds, rememberBounds } from './window-state.ts';

const PRELOAD = fileURLToPath(new URL('../preload/index.cjs', import.meta.url));

/** Opens a window at a path of the app, such as `/` or `/p/{profile}/`. */
export function openAppWindow(path: string): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json');
  const { bounds, maximized } = lastBounds(stateFile);
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
      spellcheck: true,
      devTools: !app.isPackaged,
    },
  });
  rememberBounds(window, stateFile);
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  window.loadURL(`${APP_ORIGIN}${path}`).catch((error: unknown) => {
    process.stderr.write(`window not loaded: ${String(error)}\n`);
  });
  return window;
}
