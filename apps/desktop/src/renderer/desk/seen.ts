/** Which stories this person has looked at since they changed; kept on this computer, per profile. */
import type { Article } from '@copydesk/shared/api';
import { useEffect, useSyncExternalStore } from 'react';
import * as z from 'zod';
import { useBridge } from '../bridge/index.ts';
import { useCall, useUser } from '../data/index.ts';
import { lastChange } from './stories.ts';

/** By story id: its last change when it was looked at. */
const Seen = z.record(z.string(), z.string());
type Seen = z.infer<typeof Seen>;
const listeners = new Set<() => void>();

function keyOf(profile: string): string {
  return `copydesk.seen.${profile}`;
}

function parseSeen(text: string | null): Seen {
  try {
    return Seen.catch({}).parse(JSON.parse(text ?? '{}'));
  } catch {
    return {};
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** Did somebody else change the story since it was last looked at? */
export function isUnread(story: Article, seenAt: string | undefined, userId: string): boolean {
  const { at, by } = lastChange(story);
  return by !== userId && (seenAt === undefined || at > seenAt);
}

/** Tells for each story whether it is unread. */
export function useUnread(): (story: Article) => boolean {
  const { profile } = useBridge();
  const user = useUser();
  const seen = parseSeen(useSyncExternalStore(subscribe, () => localStorage.getItem(keyOf(profile))));
  return (story) => isUnread(story, seen[story.id], user.id);
}

/** Counts `articleId` as looked at for as long as the calling screen shows it. */
export function useSeeing(articleId: string | null): void {
  const { profile } = useBridge();
  const story = useCall('listArticles', {}).data?.articles.find(({ id }) => id === articleId);
  const at = story === undefined ? null : lastChange(story).at;
  useEffect(() => {
    if (articleId === null || at === null) return;
    const seen = parseSeen(localStorage.getItem(keyOf(profile)));
    localStorage.setItem(keyOf(profile), JSON.stringify({ ...seen, [articleId]: at }));
    for (const listener of listeners) listener();
  }, [profile, articleId, at]);
}
