import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Article, createClient } from '@copydesk/shared/api';
import { expect, it, onTestFinished } from 'vitest';
import { openEvidenceKeeper } from './evidence.ts';
import { keptAnswer } from './kept.ts';
import { newArticle } from './offline-article.ts';
import { openReplicaStore } from './storage/store.ts';
import { silent } from './testing/window.ts';

const ID = '0b0e6a52-6d1c-4f0e-9d53-6f3d1d6a4c11';
const WORKER = new URL('./storage/worker.ts', import.meta.url);
const row = {
  block: 'b',
  origin: 'machine',
  engine: 'Loud 1.0',
  sourceText: 'One.',
  output: 'ONE.',
  at: '2026-11-22T09:00:00.000Z',
  confirmations: [],
};

/** A story in English with its translation, of which the server's log is at `head`. */
function storyAt(head: number): Article {
  const story = { id: ID, language: 'en', epoch: 'e', slug: '', desk: 'world', due: null, embargo: null };
  const user = { id: 'u', email: 'u@example.org', name: 'U', roles: [], desks: [] };
  const article = newArticle(story, user);
  const [source] = article.editions;
  if (!source) throw new Error('no edition');
  return { ...article, editions: [source, { ...source, language: 'es', role: 'translation', source: 'en', head }] };
}

it('keeps the evidence of translations here, and asks again only for what has grown since', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'copydesk-evidence-'));
  const store = await openReplicaStore({ folder, log: silent, workerUrl: WORKER });
  onTestFinished(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  const asked: string[] = [];
  let told = Promise.withResolvers<void>();
  const client = createClient(async ({ path }) => {
    asked.push(path);
    told.resolve();
    return { status: 200, body: { passages: [row] } };
  });
  let story = storyAt(3);
  const open = () =>
    openEvidenceKeeper({ store, client, catalogue: { list: () => [story], get: () => story }, log: silent });

  const keeper = await open();
  keeper.online();
  await told.promise;
  await keeper.stop();
  expect(asked).toEqual([`/api/v1/articles/${ID}/editions/es/evidence`]);
  const params = { id: ID, language: 'es' };
  const kept = await store.call('kept', keptAnswer('getEvidence', { params }));
  expect(JSON.parse(kept ?? '')).toEqual({ passages: [row] });

  const again = await open();
  told = Promise.withResolvers();
  again.online();
  story = storyAt(4);
  again.online();
  again.apply({ kind: 'edition', seq: 1, articleId: ID, language: 'en' });
  await told.promise;
  await again.stop();
  expect(asked).toHaveLength(2);
});
