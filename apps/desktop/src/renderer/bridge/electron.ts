import { type CopydeskApi, PORT_MESSAGE } from '../../preload/api.ts';
import type { Bridge } from './bridge.ts';
import { createCalls } from './calls.ts';
import { createPortWebSocket } from './port-socket.ts';

/** The bridge in Electron: each channel is a MessagePort that behaves like a WebSocket. */
export function electronBridge(api: CopydeskApi): Bridge {
  const PortWebSocket = createPortWebSocket((path) => openPort(api, path));
  return {
    ...createCalls(() => new PortWebSocket(`/p/${api.profile}/rpc`)),
    platform: 'electron',
    profile: api.profile,
    WebSocket: PortWebSocket,
    syncUrl: `/p/${api.profile}/sync`,
    openWindow: (address) => api.openWindow(address),
    saveFile: (name, type, bytes) => api.saveFile(name, type, bytes),
  };
}

/** Opens a channel and resolves with its port, which the preload script posts to this window. */
function openPort(api: CopydeskApi, path: string): Promise<MessagePort> {
  return new Promise((resolve) => {
    let channel: string | undefined;
    const listen = (event: MessageEvent<unknown>) => {
      const port = event.ports[0];
      if (event.source !== window || port === undefined || !isPortMessage(event.data, channel)) return;
      window.removeEventListener('message', listen);
      resolve(port);
    };
    window.addEventListener('message', listen);
    channel = api.openChannel(path);
  });
}

function isPortMessage(data: unknown, channel: string | undefined): boolean {
  return (
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    data.type === PORT_MESSAGE &&
    'channel' in data &&
    data.channel === channel
  );
}
