/** What windows may ask of main. Every sender is checked, every payload is parsed. */
import { writeFile } from 'node:fs/promises';
import { BrowserWindow, dialog, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import * as z from 'zod';
import { isAppPath } from './addresses.ts';
import { isAppFrame } from './app-scheme.ts';
import type { ReplicaProcess } from './replica-process.ts';

const AppPath = z.string().refine(isAppPath);
const SaveFile = z.object({
  name: z.string().min(1).max(255),
  type: z.string().max(100),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});

export function serveWindows(replica: ReplicaProcess, openWindow: (path: string) => void): void {
  ipcMain.on('open-channel', (event, path: unknown) => {
    const [port] = event.ports;
    const parsed = AppPath.safeParse(path);
    if (!port) return;
    if (!isFromApp(event) || !parsed.success) return port.close();
    replica.openChannel(parsed.data, port);
  });
  ipcMain.on('open-window', (event, path: unknown) => {
    const parsed = AppPath.safeParse(path);
    if (isFromApp(event) && parsed.success) openWindow(parsed.data);
  });
  ipcMain.handle('save-file', async (event, request: unknown) => {
    if (!isFromApp(event)) throw new Error('Not a window of this app.');
    const { name, bytes } = SaveFile.parse(request);
    const window = BrowserWindow.fromWebContents(event.sender);
    const options = { defaultPath: name.replace(/[\\/:*?"<>|\0]/g, '-') };
    const { canceled, filePath } = window
      ? await dialog.showSaveDialog(window, options)
      : await dialog.showSaveDialog(options);
    if (canceled || filePath === '') return false;
    await writeFile(filePath, bytes).catch((error: unknown) => {
      throw new Error(`The copy could not be written to ${filePath}. Choose another folder.`, { cause: error });
    });
    return true;
  });
}

function isFromApp(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return isAppFrame(event.senderFrame) && event.senderFrame === event.sender.mainFrame;
}
