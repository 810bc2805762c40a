import type { Bridge } from './bridge.ts';
import { createCalls } from './calls.ts';

/** The bridge under browser-host: WebSockets to the address that served this page. */
export function browserBridge(profile: string): Bridge {
  const origin = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}`;
  return {
    ...createCalls(() => new WebSocket(`${origin}/p/${profile}/rpc`)),
    platform: 'browser',
    profile,
    WebSocket,
    syncUrl: `${origin}/p/${profile}/sync`,
    openWindow: (address) => {
      window.open(address, '_blank', 'noopener');
    },
    saveFile: async (name, type, bytes) => {
      download(name, new Blob([new Uint8Array(bytes)], { type }));
      return true;
    },
  };
}

function download(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken the bytes over once the click is handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
