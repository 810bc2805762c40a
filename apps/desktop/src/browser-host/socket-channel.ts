import type { Log } from '@copydesk/shared/sync';
import type { RawData, WebSocket } from 'ws';
import type { Channel, ChannelEnd } from '../replica/channel.ts';

/** A window's WebSocket as a channel. `open` takes the channel over and gives the end that its messages go to. */
export function socketChannel(socket: WebSocket, log: Log, open: (channel: Channel) => ChannelEnd): void {
  const isOpen = () => socket.readyState === socket.OPEN;
  const end = open({
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    send(frame) {
      if (isOpen()) socket.send(frame);
    },
    sendText(text) {
      if (isOpen()) socket.send(text);
    },
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
  });
  socket.on('message', (data: RawData, isBinary: boolean) => {
    // Messages may still arrive after the channel was closed from here.
    if (!isOpen()) return;
    const bytes = asBytes(data);
    if (isBinary) end.bytes(bytes);
    else end.text(new TextDecoder().decode(bytes));
  });
  socket.on('error', (error) => log.info('window-socket-error', { error: error.message }));
  socket.on('close', () => end.closed());
}

function asBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data));
  return data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
