import { MessageChannel } from 'node:worker_threads';
import type { PortFrame } from '@copydesk/shared/api';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { createPortWebSocket } from './port-socket.ts';

interface FarEnd {
  readonly path: string;
  readonly heard: PortFrame[];
  says(frame: PortFrame): void;
  /** Goes without a word, as a process that ends does. */
  dies(): void;
}

const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A socket class whose far ends are in the test's hands, in the order they were opened. */
function farEnds() {
  const opened: FarEnd[] = [];
  const PortWebSocket = createPortWebSocket(async (path) => {
    const { port1, port2 } = new MessageChannel();
    const heard: PortFrame[] = [];
    port2.on('message', (frame) => heard.push(frame));
    ends.push(() => port2.close());
    opened.push({ path, heard, says: (frame) => port2.postMessage(frame), dies: () => port2.close() });
    return asDomPort(port1);
  });
  return { PortWebSocket, opened };
}

/** Node's ports are the web's in all that a socket uses. */
function asDomPort(port: unknown): MessagePort {
  return port as MessagePort;
}

function soon<T>(look: () => T): Promise<T> {
  return vi.waitFor(() => {
    const found = look();
    expect(found).toBeTruthy();
    return found;
  });
}

describe('a socket over a port', () => {
  test('ends like a line that broke when the far end dies, so that who holds it connects again', async () => {
    const { PortWebSocket, opened } = farEnds();
    const socket = new PortWebSocket('/p/p1/rpc');
    const closed = new Promise<CloseEvent>((resolve) => {
      socket.onclose = resolve;
    });
    const far = await soon(() => opened[0]);
    far?.says({ kind: 'open' });
    await soon(() => socket.readyState === PortWebSocket.OPEN);
    far?.dies();
    expect(await closed).toMatchObject({ code: 1006, wasClean: false });
  });

  test('opens when the far end says so, carries text and bytes, and tells code and reason at the end', async () => {
    const { PortWebSocket, opened } = farEnds();
    const socket = new PortWebSocket('/p/p1/rpc?x=1');
    const told: unknown[] = [];
    socket.onopen = () => told.push('open');
    socket.onmessage = ({ data }) => told.push(data);
    socket.onclose = ({ code, reason }) => told.push([code, reason]);
    const far = await soon(() => opened[0]);
    expect(far?.path).toBe('/p/p1/rpc?x=1');
    expect(() => socket.send('early')).toThrow('not open');
    far?.says({ kind: 'open' });
    await soon(() => socket.readyState === PortWebSocket.OPEN);
    socket.send('hello');
    socket.send(new Uint8Array([9, 1, 2]).subarray(1));
    await soon(() => far?.heard.length === 2);
    expect(far?.heard).toEqual([
      { kind: 'text', data: 'hello' },
      { kind: 'bytes', data: new Uint8Array([1, 2]) },
    ]);
    far?.says({ kind: 'text', data: 'hi' });
    far?.says({ kind: 'close', code: 4409, reason: 'other history' });
    await soon(() => told.length === 3);
    expect(told).toEqual(['open', 'hi', [4409, 'other history']]);
    expect(socket.readyState).toBe(PortWebSocket.CLOSED);
  });

  test('closed here, the far end hears it once, even before it opened', async () => {
    const { PortWebSocket, opened } = farEnds();
    const socket = new PortWebSocket('/p/p1/rpc');
    socket.close();
    socket.close();
    const far = await soon(() => opened[0]);
    await soon(() => far?.heard.length === 1);
    expect(far?.heard).toEqual([{ kind: 'close', code: 1000, reason: '' }]);
  });

  test('without a port it ends as a broken line does', async () => {
    const PortWebSocket = createPortWebSocket(() => Promise.reject(new Error('no channel')));
    const socket = new PortWebSocket('/p/p1/rpc');
    const code = await new Promise((resolve) => {
      socket.onclose = (event) => resolve(event.code);
    });
    expect(code).toBe(1006);
  });
});

test('WebsocketProvider syncs over it, and takes a final code as final', async () => {
  const { PortWebSocket, opened } = farEnds();
  const provider = new WebsocketProvider('/p/p1/sync', 'doc.en', new Y.Doc(), {
    WebSocketPolyfill: PortWebSocket,
    disableBc: true,
    params: { epoch: 'e1' },
  });
  ends.push(() => provider.destroy());
  const far = await soon(() => opened[0]);
  expect(far?.path).toBe('/p/p1/sync/doc.en?epoch=e1');
  far?.says({ kind: 'open' });
  await soon(() => far?.heard.length);
  // Step2 with an empty update: sync message 0, step 1, two bytes.
  far?.says({ kind: 'bytes', data: new Uint8Array([0, 1, 2, 0, 0]) });
  await soon(() => provider.synced);
  const closed = new Promise((resolve) => provider.once('closed', resolve));
  far?.says({ kind: 'close', code: 4409, reason: 'other history' });
  expect(await closed).toMatchObject({ code: 4409 });
  expect(provider.shouldConnect).toBe(false);
});
