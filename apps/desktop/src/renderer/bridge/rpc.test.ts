// @vitest-environment jsdom
import { ProblemError } from '@copydesk/shared/api';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeSocket } from '../testing/fake-socket.ts';
import type { Connection } from './bridge.ts';
import { createRpc, type Rpc } from './rpc.ts';

const PATIENCE_MS = 1_000;
let sockets: FakeSocket[];
let rpc: Rpc;

function socket(number = sockets.length): FakeSocket {
  const found = sockets[number - 1];
  if (found === undefined) throw new Error(`There is no socket ${number}`);
  return found;
}

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  rpc = createRpc({
    connect: () => {
      const made = new FakeSocket();
      sockets.push(made);
      return made;
    },
    repeatable: (call) => call === 'read',
    patienceMs: PATIENCE_MS,
    delay: () => 100,
  });
});

afterEach(() => {
  rpc.close();
  vi.useRealTimers();
});

describe('requests', () => {
  test('answers find their requests, in any order', async () => {
    socket().opens();
    const first = rpc.request('read', { a: 1 });
    const second = rpc.request('write', { b: 2 });
    const [one, two] = socket().sent;
    socket().says({ id: two?.id, result: 'two' });
    socket().says({ id: one?.id, result: 'one' });
    expect(await Promise.all([first, second])).toEqual(['one', 'two']);
  });

  test('a problem rejects with itself', async () => {
    socket().opens();
    const asked = rpc.request('write', {});
    const problem = { type: 'about:blank', title: 'No', status: 403, detail: 'You may not.' };
    socket().says({ id: socket().sent[0]?.id, problem });
    await expect(asked).rejects.toMatchObject({ name: 'ProblemError', problem });
  });

  test('no result may come as null or not at all', async () => {
    socket().opens();
    const asked = [rpc.request('write', {}), rpc.request('write', {})];
    socket().says({ id: socket().sent[0]?.id, result: null });
    socket().says({ id: socket().sent[1]?.id });
    expect(await Promise.all(asked)).toEqual([undefined, undefined]);
  });

  test('what was asked before the first connection is sent when it is there', async () => {
    const asked = rpc.request('write', {});
    expect(socket().sent).toHaveLength(0);
    socket().opens();
    socket().says({ id: socket().sent[0]?.id, result: 'done' });
    expect(await asked).toBe('done');
  });

  test('without a connection a request fails in words after a while', async () => {
    const asked = rpc.request('read', {});
    const failed = expect(asked).rejects.toBeInstanceOf(ProblemError);
    vi.advanceTimersByTime(PATIENCE_MS);
    await failed;
  });
});

describe('a lost connection', () => {
  test('is mended; a repeatable request is asked again, another fails at once', async () => {
    socket().opens();
    const read = rpc.request('read', {});
    const write = rpc.request('write', {});
    const failed = expect(write).rejects.toMatchObject({ problem: { title: 'Answer lost' } });
    socket().ends(1006);
    await failed;
    vi.advanceTimersByTime(100);
    expect(sockets).toHaveLength(2);
    socket().opens();
    expect(socket().sent.map(({ call }) => call)).toEqual(['read']);
    socket().says({ id: socket().sent[0]?.id, result: 7 });
    expect(await read).toBe(7);
  });

  test('listeners hear of it once each way', () => {
    const heard: Connection[] = [];
    rpc.onConnection((connection) => heard.push(connection));
    socket().opens();
    socket().ends(1006);
    vi.advanceTimersByTime(100);
    socket().ends(1006);
    vi.advanceTimersByTime(100);
    socket().opens();
    expect(heard).toEqual(['open', 'lost', 'open']);
  });

  test('a final close code ends it: nothing is tried again', async () => {
    socket().opens();
    const asked = rpc.request('read', {});
    const failed = expect(asked).rejects.toMatchObject({ problem: { title: 'Window no longer connected' } });
    socket().ends(4401);
    await failed;
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    await expect(rpc.request('read', {})).rejects.toBeInstanceOf(ProblemError);
  });

  test('a late close of an older socket does not disturb the newer one', () => {
    const older = socket();
    older.opens();
    older.ends(1006);
    vi.advanceTimersByTime(100);
    socket().opens();
    older.ends(1006);
    vi.advanceTimersByTime(1_000);
    expect(sockets).toHaveLength(2);
  });
});

describe('events', () => {
  test('reach listeners until they stop; nonsense reaches nobody', () => {
    const heard: unknown[] = [];
    const stop = rpc.onEvent((event) => heard.push(event));
    socket().opens();
    socket().says({ event: 'held' });
    socket().says({ event: 'unheard-of' });
    socket().says('nonsense');
    stop();
    socket().says({ event: 'held' });
    expect(heard).toEqual([{ event: 'held' }]);
  });
});
