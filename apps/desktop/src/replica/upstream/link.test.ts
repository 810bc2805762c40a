import { once } from 'node:events';
import {
  CLOSE,
  decodeFrame,
  documentName,
  encodeAccess,
  encodeDurable,
  encodeRefused,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
  StoreError,
} from '@copydesk/shared/sync';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import * as Y from 'yjs';
import { Changes, silent } from '../testing/window.ts';
import { createLink, type Link } from './link.ts';
import type { LocalDocument } from './local-document.ts';
import { webSockets } from './socket.ts';

const DOCUMENT = documentName('0b0e6a52-6d1c-4f0e-9d53-6f3d1d6a4c11', 'en');
const EMPTY = Y.encodeStateAsUpdate(new Y.Doc());
const EMPTY_VECTOR = Y.encodeStateVector(new Y.Doc());
const written = (text: string) => {
  const doc = new Y.Doc();
  doc.getText('t').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
};

let server: WebSocketServer;
let link: Link;
let changes: Changes;
/** One for each connection made, with what it received. */
let connections: { socket: WebSocket; types: string[]; url: string }[];

function localDocument(over: Partial<LocalDocument> = {}): LocalDocument {
  return {
    serverEpoch: async () => 'e',
    stateVector: async () => EMPTY_VECTOR,
    accessHeard: async () => {},
    accessLost: async () => {},
    received: async () => {},
    beyond: async () => ({ update: EMPTY, head: 0 }),
    pending: async () => null,
    acknowledged: async () => {},
    hold: async () => {},
    forget: async () => {},
    awareness: () => null,
    awarenessHeard: () => {},
    awarenessLost: () => {},
    ...over,
  };
}

function startLink(local: LocalDocument): void {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  link = createLink({
    document: DOCUMENT,
    open: webSockets(`ws://127.0.0.1:${port}`, silent),
    local,
    token: async () => 'token',
    tokenRejected: () => {},
    log: silent,
    onChange: () => changes.happened(),
    onAsking: () => {},
    onCaughtUp: () => {},
    random: () => 0,
  });
  link.start();
}

/** Waits for the nth connection to have asked, and greets it. */
async function greeted(nth: number, level: 'read' | 'write' = 'write'): Promise<WebSocket> {
  await changes.until(() => (connections[nth]?.types.length ?? 0) > 0);
  const { socket } = connections[nth] ?? {};
  if (!socket) throw new Error('no connection');
  socket.send(encodeAccess(level, '', 'e'));
  if (level === 'write') socket.send(encodeStep1(EMPTY_VECTOR));
  socket.send(encodeStep2(EMPTY));
  return socket;
}

beforeEach(async () => {
  changes = new Changes();
  connections = [];
  server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'copydesk.1' });
  server.on('connection', (socket, request) => {
    const connection = { socket, types: [] as string[], url: request.url ?? '' };
    connections.push(connection);
    socket.on('message', (data: Buffer) => {
      connection.types.push(decodeFrame(new Uint8Array(data)).type);
      changes.happened();
    });
  });
  await once(server, 'listening');
});
afterEach(() => {
  link.stop();
  for (const socket of server.clients) socket.terminate();
  server.close();
});

it('tries again to hold what was refused when this computer could not keep it', async () => {
  const hold = vi.fn(async () => {});
  hold.mockRejectedValueOnce(new StoreError('full', 'disk full'));
  startLink(localDocument({ hold, beyond: async () => ({ update: written('mine'), head: 1 }) }));
  for (const nth of [0, 1]) {
    const socket = await greeted(nth);
    await changes.until(() => connections[nth]?.types.includes('step2') === true);
    socket.send(encodeRefused(1, 'read-only', 'This text is approved.'));
  }
  await greeted(2);
  expect(hold.mock.calls).toEqual([
    ['read-only', 'This text is approved.'],
    ['read-only', 'This text is approved.'],
  ]);
});

it('tries again to forget another history when this computer could not keep what is held of it', async () => {
  const forget = vi.fn(async () => {});
  forget.mockRejectedValueOnce(new StoreError('full', 'disk full'));
  startLink(localDocument({ forget }));
  for (const nth of [0, 1]) {
    await changes.until(() => (connections[nth]?.types.length ?? 0) > 0);
    connections[nth]?.socket.close(CLOSE.otherHistory.code, CLOSE.otherHistory.reason);
  }
  await changes.until(() => connections.length === 3 || link.view().link === 'closed');
  expect(forget).toHaveBeenCalledTimes(2);
});

it('takes an acknowledgement for the connection it came by alone', async () => {
  const acknowledged = vi.fn(async () => {});
  let head = 7;
  startLink(localDocument({ acknowledged, beyond: async () => ({ update: written('mine'), head }) }));
  const first = await greeted(0);
  await changes.until(() => connections[0]?.types.includes('step2') === true);
  link.stop();
  first.send(encodeDurable(EMPTY_VECTOR, 1, 0));
  await once(first, 'close');
  head = 9;
  link.start();
  const second = await greeted(1);
  await changes.until(() => connections[1]?.types.includes('step2') === true);
  expect(acknowledged).not.toHaveBeenCalled();
  second.send(encodeDurable(EMPTY_VECTOR, 1, 0));
  await changes.until(() => link.settled());
  expect(acknowledged.mock.calls).toEqual([[9]]);
});

it('is not settled before what was written here is put to a server that lets it read only', async () => {
  const { promise, resolve } = Promise.withResolvers<{ update: Uint8Array; head: number }>();
  const settled: boolean[] = [];
  startLink(
    localDocument({
      pending: () => {
        settled.push(link.settled());
        changes.happened();
        return promise;
      },
    }),
  );
  const socket = await greeted(0, 'read');
  await changes.until(() => settled.length > 0);
  resolve({ update: written('mine'), head: 3 });
  await changes.until(() => connections[0]?.types.includes('update') === true);
  settled.push(link.settled());
  socket.send(encodeDurable(EMPTY_VECTOR, 1, 0));
  await changes.until(() => link.settled());
  expect(settled).toEqual([false, false]);
});

it('sends what is written while the exchange is prepared, once', async () => {
  const beyond = Promise.withResolvers<{ update: Uint8Array; head: number }>();
  startLink(localDocument({ beyond: () => beyond.promise }));
  await greeted(0);
  await changes.until(() => link.view().link !== 'offline');
  const event = (head: number) => ({ document: DOCUMENT, head, update: written('x'), origin: 'local' as const });
  link.committed(event(4));
  link.committed(event(5));
  beyond.resolve({ update: written('x'), head: 4 });
  await changes.until(() => connections[0]?.types.includes('update') === true);
  link.committed(event(6));
  await changes.until(() => connections[0]?.types.length === 4);
  expect(connections[0]?.types).toEqual(['step1', 'step2', 'update', 'update']);
});

it('goes on after a line that broke between the frames of an exchange', async () => {
  const received = vi.fn(async () => {});
  startLink(localDocument({ received }));
  await changes.until(() => (connections[0]?.types.length ?? 0) > 0);
  connections[0]?.socket.send(encodeAccess('write', '', 'e'));
  connections[0]?.socket.send(encodeUpdate(written('too early')));
  connections[0]?.socket.terminate();
  await greeted(1);
  await changes.until(() => link.view().link === 'live');
  expect(received).toHaveBeenCalledTimes(1);
});

it.each([CLOSE.forbidden, CLOSE.noSuchDocument])(
  'lets nobody write on where the server says $reason',
  async ({ code, reason }) => {
    const done: string[] = [];
    const accessLost = async (why: string) => void done.push(`read only: ${why}`);
    const hold = async (held: string, why: string) => void done.push(`${held}: ${why}`);
    startLink(localDocument({ accessLost, hold }));
    for (const nth of [0, 1]) {
      await changes.until(() => (connections[nth]?.types.length ?? 0) > 0);
      connections[nth]?.socket.close(code, reason);
    }
    await changes.until(() => link.view().link === 'closed');
    const why =
      code === CLOSE.forbidden.code ? 'You may no longer open this story.' : 'The server does not have this story.';
    const once = [`read only: ${why}`, `revoked: ${why}`];
    expect(done).toEqual([...once, ...once]);
  },
);

it('leaves what is pending where it is when the text is damaged on the server, and asks no more', async () => {
  const hold = vi.fn(async () => {});
  const forget = vi.fn(async () => {});
  startLink(localDocument({ hold, forget, pending: async () => ({ update: written('mine'), head: 1 }) }));
  await changes.until(() => (connections[0]?.types.length ?? 0) > 0);
  connections[0]?.socket.close(CLOSE.damaged.code, CLOSE.damaged.reason);
  await changes.until(() => link.view().link === 'closed');
  expect(link.view()).toMatchObject({ code: 4410, detail: expect.stringContaining('Your copy is safe here') });
  expect([hold, forget].flatMap(({ mock }) => mock.calls)).toEqual([]);
  expect(connections).toHaveLength(1);
});

it('[N6] goes on with a later server, whatever messages of its own that sends', async () => {
  const received: string[] = [];
  const keep = async (update: Uint8Array) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, update);
    received.push(doc.getText('t').toString());
    changes.happened();
  };
  startLink(localDocument({ received: keep }));
  const socket = await greeted(0);
  for (const number of [4, 99, 103, 127]) socket.send(Uint8Array.of(number, 1, 2, 3));
  socket.send(encodeUpdate(written('theirs')));
  await changes.until(() => received.includes('theirs'));
  expect(link.view().link).toBe('live');
  expect(connections).toHaveLength(1);
});

it('[N6] stops at a server that is too new for it, says so, and leaves what is pending where it is', async () => {
  const hold = vi.fn(async () => {});
  const forget = vi.fn(async () => {});
  startLink(localDocument({ hold, forget, pending: async () => ({ update: written('mine'), head: 1 }) }));
  await changes.until(() => (connections[0]?.types.length ?? 0) > 0);
  connections[0]?.socket.close(CLOSE.updateApp.code, CLOSE.updateApp.reason);
  await changes.until(() => link.view().link === 'closed');
  expect(link.view()).toMatchObject({ code: 4426, detail: expect.stringContaining('Update the app') });
  expect([hold, forget].flatMap(({ mock }) => mock.calls)).toEqual([]);
  expect(connections).toHaveLength(1);
});
