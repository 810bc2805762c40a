/** Keeps the cache true by what the replica says unasked. */
import type { Article, Change, EndpointName, LocalCallName, LocalEvent, ResponseOf } from '@copydesk/shared/api';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useBridge } from '../bridge/index.ts';
import { localCallKey } from './queries.ts';

/** What an event makes out of date: calls by name, limited to one story where the event names one. */
export interface OutOfDate {
  readonly calls: readonly EndpointName[];
  readonly localCalls: readonly LocalCallName[];
  readonly articleId: string | null;
}

const NOTHING: OutOfDate = { calls: [], localCalls: [], articleId: null };
const OF_A_STORY: readonly EndpointName[] = [
  'listArticles',
  'getArticle',
  'getEdition',
  'getContent',
  'getEvidence',
  'listVersions',
  'audit',
];

/** Which answers are out of date after `event`. Presence and drafting are patched in place instead (`patchArticle`). */
export function outOfDate(event: LocalEvent): OutOfDate {
  switch (event.event) {
    case 'catalogue':
      return { calls: [...OF_A_STORY, 'people'], localCalls: ['search'], articleId: event.articleId };
    case 'held':
      return {
        calls: ['listArticles', 'getArticle', 'getEdition'],
        localCalls: ['heldChanges', 'heldText', 'unsentTexts'],
        articleId: null,
      };
    case 'memory':
      return { ...NOTHING, localCalls: ['memoryMatches'] };
    case 'glossary':
      return { ...NOTHING, localCalls: ['glossary', 'glossaries'] };
    case 'change':
      return ofChange(event.change);
    case 'document':
      return { ...NOTHING, localCalls: ['unsentTexts'] };
    case 'profile':
      return NOTHING;
  }
}

function ofChange(change: Change): OutOfDate {
  switch (change.kind) {
    case 'article':
    case 'edition':
      return { calls: OF_A_STORY, localCalls: ['search'], articleId: change.articleId };
    case 'document':
      return {
        calls: ['listArticles', 'getArticle', 'getEdition', 'getContent', 'getEvidence'],
        localCalls: ['search'],
        articleId: change.document.split('.')[0] ?? null,
      };
    case 'people':
      return { calls: ['people'], localCalls: [], articleId: null };
    case 'drafting':
      return { calls: ['engineUse'], localCalls: [], articleId: null };
    case 'presence':
    // Told again once this computer has its copy.
    case 'glossary':
    case 'memory':
      return NOTHING;
  }
}

/** `article` with the presence or drafting progress that `change` tells; the same object if it tells of another story. */
export function patchArticle(article: Article, change: Change): Article {
  if ((change.kind !== 'presence' && change.kind !== 'drafting') || change.articleId !== article.id) return article;
  const news = change.kind === 'presence' ? { presence: change.presence } : { drafting: change.drafting };
  return {
    ...article,
    editions: article.editions.map((edition) =>
      edition.language === change.language ? { ...edition, ...news } : edition,
    ),
  };
}

function isOutOfDate(key: QueryKey, { calls, localCalls, articleId }: OutOfDate): boolean {
  const [kind, name, input] = key;
  const names: readonly unknown[] = kind === 'call' ? calls : kind === 'local' ? localCalls : [];
  if (!names.includes(name)) return false;
  const id = storyOf(input);
  return articleId === null || id === null || id === articleId;
}

/** The story that a call's input names, or null. */
function storyOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('params' in input)) return null;
  const { params } = input;
  return typeof params === 'object' && params !== null && 'id' in params && typeof params.id === 'string'
    ? params.id
    : null;
}

/** Takes one event into the cache. */
export async function takeEvent(client: QueryClient, event: LocalEvent): Promise<void> {
  if (event.event === 'profile') client.setQueryData(localCallKey('profile', {}), event.profile);
  if (event.event === 'document') {
    client.setQueryData(localCallKey('documentState', { document: event.state.document }), event.state);
  }
  if (event.event === 'change') patchCache(client, event.change);
  const stale = outOfDate(event);
  await client.invalidateQueries({ predicate: (query) => isOutOfDate(query.queryKey, stale) });
}

function patchCache(client: QueryClient, change: Change): void {
  if (change.kind !== 'presence' && change.kind !== 'drafting') return;
  client.setQueriesData<ResponseOf<'listArticles'>>({ queryKey: ['call', 'listArticles'] }, (list) =>
    list === undefined ? list : { ...list, articles: list.articles.map((article) => patchArticle(article, change)) },
  );
  client.setQueriesData<Article>({ queryKey: ['call', 'getArticle'] }, (article) =>
    article === undefined ? article : patchArticle(article, change),
  );
  client.setQueriesData<ResponseOf<'getEdition'>>({ queryKey: ['call', 'getEdition'] }, (edition) => {
    if (edition === undefined || edition.articleId !== change.articleId || edition.language !== change.language) {
      return edition;
    }
    return change.kind === 'presence'
      ? { ...edition, presence: change.presence }
      : { ...edition, drafting: change.drafting };
  });
}

/** Mounted once: feeds the replica's events to the cache, and asks everything again when a lost channel is back. */
export function useEvents(): void {
  const bridge = useBridge();
  const client = useQueryClient();
  useEffect(() => {
    const ignore = () => undefined; // A failed refetch is shown by the query that failed.
    const stopEvents = bridge.onEvent((event) => {
      takeEvent(client, event).catch(ignore);
    });
    let lost = false;
    const stopConnection = bridge.onConnection((connection) => {
      if (connection === 'open' && lost) client.invalidateQueries().catch(ignore);
      lost = connection !== 'open';
    });
    return () => {
      stopEvents();
      stopConnection();
    };
  }, [bridge, client]);
}
