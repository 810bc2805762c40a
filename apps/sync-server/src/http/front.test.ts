import type { Log } from '@copydesk/shared/sync';
import Fastify, { type FastifyInstance } from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { createFront } from './front.ts';

async function startFront(load: () => Promise<FastifyInstance>) {
  const told: string[] = [];
  const log: Log = { info: () => {}, warn: () => {}, error: (event) => void told.push(event) };
  const front = createFront(load, log);
  const url = await front.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => front.close());
  return { front, url, told };
}

function restSide(): FastifyInstance {
  const app = Fastify();
  app.get('/ok', async () => ({ ok: true }));
  app.get('/never', () => new Promise(() => {}));
  return app;
}

test('REST is loaded once, when it is asked for, and who asks meanwhile waits', async () => {
  const { promise, resolve } = Promise.withResolvers<FastifyInstance>();
  let loads = 0;
  const { url } = await startFront(() => {
    loads += 1;
    return promise;
  });
  expect(loads).toBe(0);
  const asked = [fetch(`${url}/ok`), fetch(`${url}/ok`), fetch(`${url}/nowhere`)];
  resolve(restSide());
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 404]);
  expect((await fetch(`${url}/ok`)).status).toBe(200);
  expect(loads).toBe(1);
});

test('REST is loaded soon after the start, though nobody asks', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await startFront(async () => {
    resolve();
    return restSide();
  });
  await promise;
});

test('a REST side that cannot be loaded is told of, and answered for', async () => {
  const { url, told } = await startFront(() => Promise.reject(new Error('a file is missing')));
  expect((await fetch(`${url}/ok`)).status).toBe(500);
  expect(told).toEqual(['rest-unloaded']);
});

test('closing drops requests that run', async () => {
  const { front, url } = await startFront(async () => restSide());
  await fetch(`${url}/ok`);
  const running = fetch(`${url}/never`).catch(() => 'dropped');
  await new Promise<void>((resolve) => front.http.once('request', () => resolve()));
  await front.close();
  expect(await running).toBe('dropped');
});
