import { once } from 'node:events';
import { createServer } from 'node:http';
import { peerSocketContract } from '@copydesk/shared/sync/testing';
import { expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createFramer } from './framing.ts';
import { WsPeerSocket } from './ws-socket.ts';

const metrics = { traffic: { framesIn: 0, bytesIn: 0, framesOut: 0, bytesOut: 0 }, closed: () => {} };

/** The two ends of a connection: ours, and a stock client that reads what comes. */
async function connected() {
  const http = createServer();
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const taken = new Promise<WsPeerSocket>((resolve) => {
    http.on('upgrade', (request, stream, head) => {
      server.handleUpgrade(request, stream, head, (socket) => resolve(new WsPeerSocket(socket, stream, metrics)));
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`);
  const received: Uint8Array[] = [];
  const closed = new Promise<number>((resolve) => {
    client.on('close', resolve);
  });
  client.on('error', () => {});
  client.on('message', (data: Buffer) => received.push(new Uint8Array(data)));
  await once(client, 'open');
  return {
    socket: await taken,
    received: () => received,
    async receivedCount(count: number) {
      while (received.length < count) await once(client, 'message');
    },
    closed: () => closed,
    async end() {
      client.terminate();
      http.close();
    },
  };
}

peerSocketContract('a ws connection', connected);

it.for([0, 1, 125, 126, 65_535, 65_536, 300_000])('a frame of %i bytes arrives as it was', async (length) => {
  const { socket, received, receivedCount, end } = await connected();
  const payload = Uint8Array.from({ length }, (_, i) => i * 7);
  socket.send(payload);
  await receivedCount(1);
  expect(Buffer.compare(received()[0] ?? Buffer.alloc(0), payload)).toBe(0);
  await end();
});

it('makes a frame for many once, and keeps no long one', () => {
  const frameOf = createFramer();
  const short = Uint8Array.of(1, 2, 3);
  const long = new Uint8Array(100_000);
  expect(frameOf(short)).toBe(frameOf(short));
  expect(frameOf(Uint8Array.of(1, 2, 3))).not.toBe(frameOf(short));
  expect(frameOf(long).body).toBe(long);
});

it('counts what a peer has not taken', async () => {
  const { socket, end } = await connected();
  const piece = new Uint8Array(1_000_000);
  for (let i = 0; i < 40; i++) socket.send(piece);
  expect(socket.bufferedAmount).toBeGreaterThan(8 * 1024 * 1024);
  await vi.waitFor(() => expect(socket.bufferedAmount).toBe(0), 10_000);
  await end();
});
