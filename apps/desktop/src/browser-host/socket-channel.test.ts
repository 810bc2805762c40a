import { once } from 'node:events';
import { createServer } from 'node:http';
import { peerSocketContract } from '@copydesk/shared/sync/testing';
import { WebSocket, WebSocketServer } from 'ws';
import type { Channel } from '../replica/channel.ts';
import { Changes, silent } from '../replica/testing/window.ts';
import { socketChannel } from './socket-channel.ts';

peerSocketContract("a window's WebSocket", async () => {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const taken = new Promise<Channel>((resolve) => {
    sockets.on('connection', (socket) => {
      socketChannel(socket, silent, (channel) => {
        resolve(channel);
        return { text: () => {}, bytes: () => {}, closed: () => {} };
      });
    });
  });
  const client = new WebSocket(`ws://127.0.0.1:${port}`);
  const changes = new Changes();
  const received: Uint8Array[] = [];
  let code: number | null = null;
  client.on('message', (data: Buffer) => {
    received.push(new Uint8Array(data));
    changes.happened();
  });
  client.on('close', (closedWith) => {
    code = closedWith;
    changes.happened();
  });
  client.on('error', () => {});
  await once(client, 'open');
  return {
    socket: await taken,
    received: () => received,
    receivedCount: (count) => changes.until(() => received.length >= count),
    closed: async () => {
      await changes.until(() => code !== null);
      return code ?? 0;
    },
    end: async () => {
      client.terminate();
      http.close();
    },
  };
});
