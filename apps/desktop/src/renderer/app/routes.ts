/** The addresses of a window, `/p/{profile}/...`. Pure; `router.tsx` ties them to the history. */
import { ArticleId, LanguageTag } from '@copydesk/shared/article';

const STORY_VIEWS = ['write', 'translate', 'review', 'preview', 'history'] as const;
export type StoryView = (typeof STORY_VIEWS)[number];

/** Which stories the desk shows. */
const DESK_FILTERS = [
  'all',
  'mine',
  'awaiting',
  'drafting',
  'approved',
  'published',
  'withheld',
  'killed',
  'spiked',
] as const;
export type DeskFilter = (typeof DESK_FILTERS)[number];

export type Route =
  | { readonly name: 'desk'; readonly filter: DeskFilter }
  | { readonly name: 'story'; readonly articleId: string; readonly language: string; readonly view: StoryView }
  | { readonly name: 'held' }
  /** `pair` null: of whichever glossary there is. */
  | { readonly name: 'glossary'; readonly pair: { readonly from: string; readonly to: string } | null }
  | { readonly name: 'settings' }
  | { readonly name: 'nowhere' };

/** No user yet: the profile of the sign-in page. */
export const NO_PROFILE = '-';

/** The profile that an address belongs to, or `NO_PROFILE`. */
export function profileOf(pathname: string): string {
  return /^\/p\/([^/]+)/.exec(pathname)?.[1] ?? NO_PROFILE;
}

/** The demo account that `/as/{key}` signs in, or null. */
export function demoKeyOf(pathname: string): string | null {
  const key = /^\/as\/([^/]+)$/.exec(pathname)?.[1];
  return key === undefined ? null : decodeURIComponent(key);
}

/** Reads an address below `/p/{profile}`. */
export function routeOf(pathname: string, search: string): Route {
  const [, first, articleId, language, view = 'write', ...rest] = pathname
    .replace(/^\/p\/[^/]+/, '')
    .replace(/\/+$/, '')
    .split('/');
  if (rest.length > 0) return { name: 'nowhere' };
  if (first === undefined || first === '') {
    const show = new URLSearchParams(search).get('show');
    return { name: 'desk', filter: DESK_FILTERS.find((filter) => filter === show) ?? 'all' };
  }
  if (first === 'held' && articleId === undefined) return { name: 'held' };
  if (first === 'settings' && articleId === undefined) return { name: 'settings' };
  if (first === 'glossary') return glossaryRoute(articleId, language, view);
  const known = STORY_VIEWS.find((name) => name === view);
  const id = ArticleId.safeParse(articleId);
  const tag = LanguageTag.safeParse(language);
  if (first === 'story' && id.success && tag.success && known !== undefined) {
    return { name: 'story', articleId: id.data, language: tag.data, view: known };
  }
  return { name: 'nowhere' };
}

function glossaryRoute(from: string | undefined, to: string | undefined, view: string): Route {
  if (from === undefined) return { name: 'glossary', pair: null };
  const pair = { from: LanguageTag.safeParse(from).data, to: LanguageTag.safeParse(to).data };
  if (pair.from === undefined || pair.to === undefined || view !== 'write') return { name: 'nowhere' };
  return { name: 'glossary', pair: { from: pair.from, to: pair.to } };
}

/** The address of `route` in the windows of `profile`. */
export function hrefOf(profile: string, route: Exclude<Route, { name: 'nowhere' }>): string {
  const base = `/p/${profile}`;
  switch (route.name) {
    case 'desk':
      return route.filter === 'all' ? `${base}/` : `${base}/?show=${route.filter}`;
    case 'glossary':
      return route.pair === null ? `${base}/glossary` : `${base}/glossary/${route.pair.from}/${route.pair.to}`;
    case 'held':
    case 'settings':
      return `${base}/${route.name}`;
    case 'story': {
      const story = `${base}/story/${route.articleId}/${route.language}`;
      return route.view === 'write' ? story : `${story}/${route.view}`;
    }
  }
}
