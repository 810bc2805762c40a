import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { documentName } from './documents.ts';
import { createHub } from './hub.ts';
import type { Hub } from './hub-api.ts';
import type { Access } from './ports.ts';
import { createMemoryStore, type MemoryStore } from './testing/index.ts';

const NAME = documentName('0b5e6f0a-0000-4000-8000-000000000003', 'en');

/** Stock y-websocket clients, unchanged, against a hub over real sockets. */
describe('y-websocket', () => {
  let hub: Hub;
  let store: MemoryStore;
  let url: string;
  let stop: () => Promise<void>;
  let access: Access | null;
  const providers: WebsocketProvider[] = [];

  beforeEach(async () => {
    // It says so on the console for each message type it does not know.
    vi.spyOn(console, 'error').mockImplementation(() => {});
    access = { level: 'write', reason: '' };
    store = createMemoryStore();
    store.create(NAME, 'epoch-1');
    hub = createHub({
      store,
      policy: { access: () => access },
      log: { info: () => {}, warn: () => {}, error: () => {} },
      mode: 'server',
    });
    const http = createServer();
    const sockets = new WebSocketServer({ server: http });
    sockets.on('connection', (ws, request) => {
      const asked = new URL(request.url ?? '/', 'http://localhost');
      const user = asked.searchParams.get('user') ?? 'nobody';
      const peer = hub.connect({
        document: NAME,
        peer: { userId: user, name: user, sessionId: user },
        epoch: asked.searchParams.get('epoch'),
        socket: {
          get bufferedAmount() {
            return ws.bufferedAmount;
          },
          send: (frame) => {
            if (ws.readyState === ws.OPEN) ws.send(frame);
          },
          close: (code, reason) => ws.close(code, reason),
          terminate: () => ws.terminate(),
        },
      });
      ws.on('message', (data: Buffer) => peer.receive(data));
      ws.on('close', () => peer.closed());
      ws.on('error', () => peer.closed());
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const address = http.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    url = `ws://127.0.0.1:${address.port}`;
    stop = async () => {
      for (const ws of sockets.clients) ws.terminate();
      http.close();
      await once(http, 'close');
    };
  });

  afterEach(async () => {
    for (const provider of providers.splice(0)) {
      provider.destroy();
      provider.doc.destroy();
    }
    await hub.drain();
    await stop();
    vi.restoreAllMocks();
  });

  function open(user: string): WebsocketProvider {
    const provider = new WebsocketProvider(url, NAME, new Y.Doc(), {
      disableBc: true,
      params: { user, epoch: 'epoch-1' },
    });
    providers.push(provider);
    return provider;
  }

  function synced(provider: WebsocketProvider): Promise<void> {
    if (provider.synced) return Promise.resolve();
    return new Promise((resolve) => {
      provider.once('sync', () => resolve());
    });
  }

  function reads(provider: WebsocketProvider, text: string): Promise<void> {
    const type = provider.doc.getText('content');
    return vi.waitFor(() => expect(type.toString()).toBe(text), { timeout: 5_000, interval: 5 });
  }

  it('edits together, and shows who is there', async () => {
    const [ana, ben] = [open('ana'), open('ben')];
    await Promise.all([synced(ana), synced(ben)]);
    ana.doc.getText('content').insert(0, 'hello');
    await reads(ben, 'hello');
    ben.doc.getText('content').insert(5, ' world');
    ben.doc.getText('content').delete(0, 1);
    await reads(ana, 'ello world');
    ana.awareness.setLocalStateField('cursor', { anchor: 1 });
    await expect
      .poll(() => ben.awareness.getStates().get(ana.doc.clientID))
      .toEqual({ cursor: { anchor: 1 }, user: { id: 'ana', name: 'ana' } });
  });

  it('brings what was typed while the line was down', async () => {
    const [ana, ben] = [open('ana'), open('ben')];
    await Promise.all([synced(ana), synced(ben)]);
    ana.disconnect();
    ana.doc.getText('content').insert(0, 'offline ');
    ben.doc.getText('content').insert(0, 'online ');
    ana.connect();
    await expect.poll(() => store.rows(NAME)).toHaveLength(2);
    const merged = await hub.exclusive(NAME, async ({ doc }) => doc.getText('content').toString());
    await Promise.all([reads(ana, merged), reads(ben, merged)]);
    expect([...merged].sort()).toEqual([...'offline online '].sort());
  });

  it('takes a final close as final', async () => {
    access = null;
    const ana = open('ana');
    const [closed] = await new Promise<[{ code: number }]>((resolve) => {
      ana.once('closed', (event) => resolve([event]));
    });
    expect(closed.code).toBe(4404);
    expect(ana.shouldConnect).toBe(false);
  });
});
