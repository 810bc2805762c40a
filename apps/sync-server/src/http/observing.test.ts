import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { problemOf, startNewsroom } from '../testing/newsroom.ts';

type Newsroom = Awaited<ReturnType<typeof startNewsroom>>;

async function read({ url }: Newsroom, headers: Record<string, string> = {}) {
  const answer = await fetch(`${url}/metrics`, { headers });
  return { status: answer.status, text: await answer.text() };
}

async function value(newsroom: Newsroom, name: string): Promise<number> {
  const { text } = await read(newsroom);
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  if (line === undefined) throw new Error(`no ${name} in\n${text}`);
  return Number(line.slice(name.length));
}

test('/metrics tells what is open, written, refused and failed', async () => {
  const newsroom = await startNewsroom();
  const sara = await newsroom.as('editor');
  const reader = await newsroom.as('reader');
  const story = await sara.write('Harbour bridge closes', 'The city closed it.');
  const [window, other] = [await sara.open(story), await reader.open(story)];
  window.append('more', 'Ferries will run.');
  await newsroom.stored(story, ({ content }) => JSON.stringify(content).includes('Ferries'));
  other.append('not mine', 'Not mine to write.');
  await expect.poll(() => value(newsroom, 'copydesk_writes_refused_total{code="read-only"}')).toBe(1);
  await problemOf(
    sara.client.call('createSession', { body: { email: 'editor@example.org', password: 'wrong', device: 'x' } }),
  );
  expect(await value(newsroom, 'copydesk_rooms')).toBeGreaterThanOrEqual(1);
  expect(await value(newsroom, 'copydesk_peers')).toBe(2);
  expect(await value(newsroom, 'copydesk_queue_items')).toBe(0);
  expect(await value(newsroom, 'copydesk_updates_committed_total')).toBeGreaterThanOrEqual(2);
  expect(await value(newsroom, 'copydesk_commit_seconds_count')).toBeGreaterThanOrEqual(2);
  expect(await value(newsroom, 'copydesk_frames_in_total')).toBeGreaterThanOrEqual(4);
  expect(await value(newsroom, 'copydesk_frames_out_total')).toBeGreaterThanOrEqual(4);
  expect(await value(newsroom, 'copydesk_sign_ins_total{outcome="signed-in"}')).toBe(2);
  expect(await value(newsroom, 'copydesk_sign_ins_total{outcome="failed"}')).toBe(1);
  expect(await value(newsroom, 'process_resident_memory_bytes')).toBeGreaterThan(1e7);
  expect(await value(newsroom, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
  expect((await read(newsroom)).text).not.toMatch(/Sara|editor@|Harbour|Ferries/);
});

test('/metrics is read on this computer, or with its token, and not through a proxy', async () => {
  const open = await startNewsroom();
  expect((await read(open)).status).toBe(200);
  expect((await read(open, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(403);
  const token = 'a token for the metrics';
  const closed = await startNewsroom({ env: { COPYDESK_METRICS_TOKEN: token } });
  expect((await read(closed)).status).toBe(403);
  expect((await read(closed, { authorization: 'Bearer another' })).status).toBe(403);
  expect((await read(closed, { authorization: `Bearer ${token}` })).status).toBe(200);
  const through = { authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.9' };
  expect((await read(closed, through)).status).toBe(200);
});

test('[K12] /readyz is false while the store cannot commit, and true again by itself', async () => {
  const newsroom = await startNewsroom();
  const ready = async () => (await fetch(`${newsroom.url}/readyz`)).status;
  expect(await ready()).toBe(200);
  const other = new Database(join(newsroom.config.dataFolder, 'copydesk.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  try {
    await vi.waitFor(async () => expect(await ready()).toBe(503), { timeout: 10_000 });
    expect((await fetch(`${newsroom.url}/healthz`)).status).toBe(200);
  } finally {
    other.close();
  }
  await vi.waitFor(async () => expect(await ready()).toBe(200), { timeout: 10_000 });
});
