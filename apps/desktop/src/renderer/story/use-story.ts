/** Everything a story's screens share: the story, this language's edition, and its open documents. */
import type { Article, Desk, Edition, User } from '@copydesk/shared/api';
import type { Action } from '@copydesk/shared/article';
import { useMemo } from 'react';
import { useCall, useUser } from '../data/index.ts';
import { type EditionDocument, useEditionDocument } from './session/use-edition-document.ts';

/** The same object while nothing in it has changed. */
export interface Story {
  readonly article: Article;
  readonly edition: Edition;
  /** The edition this one is translated from; null for a source, and for a translation without one. */
  readonly source: Edition | null;
  readonly desk: Desk | null;
  readonly user: User;
  readonly target: EditionDocument;
  /** The source's document; not opened where there is no source. */
  readonly sourceDocument: EditionDocument;
  /** Whether this person may do `action` now. */
  can(action: Action): boolean;
}

export type StoryState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly error: Error; readonly retry: () => void }
  | { readonly phase: 'missing' }
  | { readonly phase: 'ready'; readonly story: Story };

export function useStory(articleId: string, language: string): StoryState {
  const user = useUser();
  const found = useCall('getArticle', { params: { id: articleId } });
  const people = useCall('people', {});
  const article = found.data;
  const edition = article?.editions.find((one) => one.language === language);
  const source = article?.editions.find((one) => one.language === edition?.source) ?? null;
  const target = useEditionDocument(articleId, edition === undefined ? null : language);
  const sourceDocument = useEditionDocument(articleId, source?.language ?? null);
  const desk = people.data?.desks.find(({ id }) => id === article?.desk) ?? null;
  const story = useMemo<Story | null>(() => {
    if (article === undefined || edition === undefined) return null;
    const can = (action: Action) => edition.actions.includes(action);
    return { article, edition, source, desk, user, target, sourceDocument, can };
  }, [article, edition, source, desk, user, target, sourceDocument]);
  if (story !== null) return { phase: 'ready', story };
  if (article !== undefined) return { phase: 'missing' };
  if (found.error !== null) {
    // The query keeps its own error; asking again is all there is to do.
    const retry = () => {
      found.refetch().catch(() => undefined);
    };
    return { phase: 'failed', error: found.error, retry };
  }
  return { phase: 'loading' };
}
