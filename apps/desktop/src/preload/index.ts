/** The one bridge between a window and the rest: opens channels, windows and files. No logic. */
import { contextBridge, ipcRenderer } from 'electron';
import { type CopydeskApi, PORT_MESSAGE, type PortMessage } from './api.ts';

const [, p, profile] = location.pathname.split('/');

const api: CopydeskApi = {
  platform: 'electron',
  profile: p === 'p' && profile ? profile : '-',
  openChannel(path) {
    const channel = crypto.randomUUID();
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage('open-channel', path, [port2]);
    const message: PortMessage = { type: PORT_MESSAGE, channel };
    // The bridge cannot pass a port; a message to this window alone can. Later, so that the caller listens by then.
    setTimeout(() => window.postMessage(message, location.origin, [port1]));
    return channel;
  },
  openWindow: (path) => ipcRenderer.send('open-window', path),
  saveFile: (name, type, bytes) => ipcRenderer.invoke('save-file', { name, type, bytes }),
};

contextBridge.exposeInMainWorld('copydesk', api);
