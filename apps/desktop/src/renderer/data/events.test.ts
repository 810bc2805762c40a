import type { LocalEvent } from '@copydesk/shared/api';
import { describe, expect, test } from 'vitest';
import { editionOf, STORY_ID, storyOf } from '../testing/stories.ts';
import { createQueryClient } from './client.ts';
import { outOfDate, patchArticle, takeEvent } from './events.ts';
import { callKey, localCallKey } from './queries.ts';

const other = '11111111-8a54-4c6e-9a3f-1c2d3e4f5a6b';
const presence = [{ userId: 'u-omar', name: 'Omar', here: true, at: '2026-11-22T10:00:00.000Z' }];

function staleKeys(event: LocalEvent) {
  const client = createQueryClient();
  const keys = [
    callKey('listArticles', {}),
    callKey('getArticle', { params: { id: STORY_ID } }),
    callKey('getArticle', { params: { id: other } }),
    callKey('people', {}),
    localCallKey('heldChanges', {}),
    localCallKey('search', { text: 'dock' }),
  ];
  for (const key of keys) client.setQueryData(key, {});
  return takeEvent(client, event).then(() =>
    keys.filter((key) => client.getQueryState(key)?.isInvalidated).map((key) => key.slice(1)),
  );
}

describe('events make out of date just what they touch', () => {
  test('a story changed: the list, that story, the search', async () => {
    expect(await staleKeys({ event: 'catalogue', articleId: STORY_ID })).toEqual([
      ['listArticles', {}],
      ['getArticle', { params: { id: STORY_ID } }],
      ['people', {}],
      ['search', { text: 'dock' }],
    ]);
  });

  test('the whole catalogue changed: every story', async () => {
    expect(await staleKeys({ event: 'catalogue', articleId: null })).toContainEqual([
      'getArticle',
      { params: { id: other } },
    ]);
  });

  test('held text changed', async () => {
    expect(await staleKeys({ event: 'held' })).toContainEqual(['heldChanges', {}]);
  });

  test('people changed', async () => {
    expect(await staleKeys({ event: 'change', change: { kind: 'people', seq: 2 } })).toEqual([['people', {}]]);
  });

  test('presence asks for nothing again', () => {
    const change = { kind: 'presence', articleId: STORY_ID, language: 'en', presence } as const;
    expect(outOfDate({ event: 'change', change }).calls).toEqual([]);
  });
});

test('presence goes to its edition only', () => {
  const story = storyOf({ editions: [editionOf(), editionOf({ language: 'es' })] });
  const change = { kind: 'presence', articleId: STORY_ID, language: 'es', presence } as const;
  expect(patchArticle(story, change).editions.map((edition) => edition.presence.length)).toEqual([0, 1]);
  expect(patchArticle(storyOf({ id: other }), change).editions[0]?.presence).toEqual([]);
});

test('profile and document states arrive with their event', async () => {
  const client = createQueryClient();
  const state = {
    document: 'd.en',
    unsentWords: 3,
    unsentSince: null,
    link: 'live',
    detail: '',
    keptOffline: true,
  } as const;
  await takeEvent(client, { event: 'document', state });
  expect(client.getQueryData(localCallKey('documentState', { document: 'd.en' }))).toEqual(state);
});
