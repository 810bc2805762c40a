import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient, type Glossary, NetworkError } from '@copydesk/shared/api';
import type { MemoryRow } from '@copydesk/shared/translation';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openReplicaStore } from '../storage/store.ts';
import { silent } from '../testing/window.ts';
import { openAids } from './aids.ts';
import { latest } from './latest.ts';

const row = (id: number): MemoryRow => ({
  id,
  from: 'en',
  to: 'es',
  kind: 'passage',
  source: `Ferry ${'abcdefgh'[id] ?? ''} left the harbour.`,
  target: `Salió ${id}.`,
  before: '',
  after: '',
  articleId: '0b9f7c1e-8a54-4c6e-9a3f-1c2d3e4f5a6b',
  headline: 'Ferries',
  approvedBy: 'Leila Mansour',
  approvedAt: '2026-11-01T10:00:00.000Z',
});

/** A server with a memory whose rows come two at a time, and one glossary. */
function serverOf() {
  const state = {
    up: true,
    /** Calls that still get an answer. */
    answers: Number.POSITIVE_INFINITY,
    scope: 'marta',
    changes: [1, 2, 3, 4, 5].map((id): { id: number; row: MemoryRow | null } => ({ id, row: row(id) })),
    glossary: { from: 'en', to: 'es', version: 1, terms: [] } as Glossary,
    asked: [] as string[],
  };
  const answer = (path: string): unknown => {
    const { glossary, changes, scope } = state;
    const url = new URL(path, 'http://server');
    state.asked.push(url.pathname.replace('/api/v1', ''));
    if (url.pathname.endsWith('/glossary')) return { glossaries: [{ ...glossary, terms: glossary.terms.length }] };
    if (url.pathname.includes('/glossary/')) return glossary;
    const { searchParams: query } = url;
    const since = query.get('scope') === scope ? Number(query.get('since')) : 0;
    const part = changes.slice(since, since + 2);
    return {
      fresh: since === 0,
      scope,
      rows: part.flatMap((one) => one.row ?? []),
      gone: part.filter((one) => one.row === null).map(({ id }) => id),
      seq: since + part.length,
      more: since + 2 < changes.length,
    };
  };
  const client = createClient(async ({ path }) => {
    if (!state.up || state.answers === 0) throw new NetworkError('The line is down.');
    state.answers -= 1;
    return { status: 200, body: answer(path) };
  });
  return { state, client };
}

async function profile() {
  const folder = await mkdtemp(join(tmpdir(), 'copydesk-aids-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return async (client: Client) => {
    const workerUrl = new URL('../storage/worker.ts', import.meta.url);
    const store = await openReplicaStore({ folder, workerUrl, damaged: false, log: silent });
    onTestFinished(() => store.close());
    const events: string[] = [];
    const aids = await openAids({ store, client, onChange: (which) => events.push(which) });
    const known = async () => {
      const asked = [1, 2, 3, 4, 5, 6].map((id) => aids.memory.matches({ from: 'en', to: 'es', text: row(id).source }));
      return (await Promise.all(asked)).flatMap(({ matches }) =>
        matches.filter(({ score }) => score === 100).map(({ id }) => id),
      );
    };
    return { store, aids, events, known };
  };
}

describe('the copies on a computer', () => {
  test('are fetched part by part, go on where they stopped, and answer without the server', async () => {
    const { state, client } = serverOf();
    const open = await profile();
    state.answers = 1;
    const before = await open(client);
    await expect(before.aids.memory.catchUp()).rejects.toThrow(NetworkError);
    expect(await before.known()).toEqual([1, 2]);
    expect((await before.aids.memory.matches({ from: 'en', to: 'es', text: 'x' })).filling).toBe(true);
    await before.store.close();

    const { aids, known, events } = await open(client);
    expect((await aids.memory.matches({ from: 'en', to: 'es', text: 'x' })).filling).toBe(true);
    state.answers = 4;
    state.asked = [];
    await aids.online();
    expect(state.asked.toSorted()).toEqual(['/glossary', '/glossary/en/es', '/memory', '/memory']);
    state.up = false;
    expect(await known()).toEqual([1, 2, 3, 4, 5]);
    expect((await aids.memory.matches({ from: 'en', to: 'es', text: 'x' })).filling).toBe(false);
    expect(events).toContain('memory');
  });

  test('lose what is withdrawn, and everything that somebody else, or they on another desk, could see', async () => {
    const { state, client } = serverOf();
    const { aids, known } = await (await profile())(client);
    await aids.memory.catchUp();
    state.changes.push({ id: 2, row: null }, { id: 6, row: row(6) });
    await aids.apply({ kind: 'memory', seq: 9 });
    expect(await known()).toEqual([1, 3, 4, 5, 6]);
    state.scope = 'marta, sport';
    state.changes = [{ id: 3, row: row(3) }];
    await aids.apply({ kind: 'people', seq: 10 });
    expect(await known()).toEqual([3]);
  });

  test('of glossaries are fetched when they changed, and never go back to an older one', async () => {
    const { state, client } = serverOf();
    const open = await profile();
    const { aids, events, store } = await open(client);
    expect(await aids.glossaries.get('en', 'es')).toBeNull();
    await aids.glossaries.catchUp();
    expect(await aids.glossaries.get('en', 'es')).toMatchObject({ version: 1 });
    expect(await aids.glossaries.get('en', 'de')).toEqual({ from: 'en', to: 'de', version: 0, terms: [] });
    const older = state.glossary;
    state.glossary = { ...older, version: 2 };
    await aids.apply({ kind: 'glossary', seq: 3, from: 'en', to: 'es' });
    await aids.glossaries.heard(older);
    state.asked = [];
    await aids.glossaries.catchUp();
    expect(state.asked).toEqual(['/glossary']);
    await store.close();
    const again = await open(client);
    state.up = false;
    expect(again.aids.glossaries.list()).toEqual([{ from: 'en', to: 'es', version: 2, terms: 0 }]);
    expect(await again.aids.glossaries.get('en', 'es')).toMatchObject({ version: 2 });
    expect(events.filter((event) => event === 'glossary').length).toBeGreaterThan(1);
  });
});

test('of work asked for while it runs, one more run takes in all who asked', async () => {
  const runs: PromiseWithResolvers<void>[] = [];
  const ask = latest(() => {
    const run = Promise.withResolvers<void>();
    runs.push(run);
    return run.promise;
  });
  const first = ask();
  const [second, third] = [ask(), ask()];
  expect(runs).toHaveLength(1);
  runs[0]?.reject(new Error('no'));
  await expect(first).rejects.toThrow('no');
  await Promise.resolve();
  await new Promise(setImmediate);
  expect(runs).toHaveLength(2);
  runs[1]?.resolve();
  await Promise.all([second, third]);
  expect(runs).toHaveLength(2);
});
