import type { Article } from '@copydesk/shared/api';
import { useDeferredValue, useMemo } from 'react';
import { useLocalCall } from '../data/index.ts';
import { titleMatches } from './stories.ts';

export interface Search {
  /** True for every story while nothing is searched. */
  matches(story: Article): boolean;
  /** By story id: where in its text the words were found. */
  readonly snippets: ReadonlyMap<string, string>;
}

const NO_SNIPPETS: ReadonlyMap<string, string> = new Map();

/** Searches headlines at once, and the texts on this computer by its index. Needs no network. */
export function useSearch(text: string): Search {
  const asked = useDeferredValue(text.trim());
  const hits = useLocalCall('search', { text: asked }, { enabled: asked.length > 1 }).data?.hits;
  return useMemo(() => {
    if (asked === '') return { matches: () => true, snippets: NO_SNIPPETS };
    const snippets = new Map<string, string>(
      (asked.length > 1 ? (hits ?? []) : []).map((hit) => [hit.articleId, hit.snippet]),
    );
    return { matches: (story: Article) => snippets.has(story.id) || titleMatches(story, asked), snippets };
  }, [asked, hits]);
}
