/** What the desk knows about a story beyond its fields. Pure. */
import type { Article, Edition, Presence, User } from '@copydesk/shared/api';
import type { DeskFilter } from '../app/routes.ts';

/** The edition a person most likely wants to open: a translator's own translation, else the source, else the first. */
export function mainEdition(article: Article, user: Pick<User, 'roles'>): Edition | undefined {
  const { editions } = article;
  const source = editions.find(({ role }) => role === 'source');
  const mine = user.roles.includes('translator') && !user.roles.some((role) => role === 'editor' || role === 'chief');
  const translation = editions.find(({ role, access }) => role === 'translation' && access === 'write');
  return (mine ? translation : undefined) ?? source ?? editions[0];
}

/** The text that names a story on a line: its headline, or its slug, or that it has neither yet. */
export function storyTitle(article: Article, user: Pick<User, 'roles'>): string {
  const headline = mainEdition(article, user)?.headline.trim();
  if (headline !== undefined && headline !== '') return headline;
  const other = article.editions.find((edition) => edition.headline.trim() !== '');
  return other?.headline.trim() ?? (article.slug === '' ? 'Story without a headline' : article.slug);
}

/** Does `filter` show this story to `user`? */
export function storyMatches(article: Article, filter: DeskFilter, user: Pick<User, 'id'>): boolean {
  const some = (test: (edition: Edition) => boolean) => article.editions.some(test);
  switch (filter) {
    case 'all':
      return true;
    case 'mine':
      return (
        article.assignees.includes(user.id) ||
        article.createdBy === user.id ||
        some(({ changedBy, submittedBy }) => changedBy === user.id || submittedBy === user.id)
      );
    case 'awaiting':
      return some(({ state }) => state === 'submitted');
    case 'drafting':
      return article.editions.length === 0 || some(({ state }) => state === 'drafting');
    case 'approved':
      return some(({ state }) => state === 'approved');
    case 'published':
      return some((edition) => edition.public === 'live');
    case 'withheld':
      return some((edition) => edition.public === 'withheld');
    case 'killed':
      return some((edition) => edition.public === 'killed');
    case 'spiked':
      return some(({ state }) => state === 'spiked');
  }
}

export interface StoryChange {
  readonly at: string;
  /** A person's id or name as the server gave it; null if nobody's. */
  readonly by: string | null;
}

/** The last change to any of the story's languages. */
export function lastChange(article: Article): StoryChange {
  return article.editions.reduce<StoryChange>(
    (latest, { changedAt, changedBy }) => (changedAt > latest.at ? { at: changedAt, by: changedBy } : latest),
    { at: article.createdAt, by: article.createdBy },
  );
}

/** Everyone in any of the story's languages: those here now first, then who was heard of last; each person once. */
export function peopleIn(article: Article): readonly Presence[] {
  const latest = new Map<string, Presence>();
  for (const one of article.editions.flatMap(({ presence }) => presence)) {
    const known = latest.get(one.userId);
    if (known === undefined || (one.here && !known.here) || (one.here === known.here && one.at > known.at)) {
      latest.set(one.userId, one);
    }
  }
  return [...latest.values()].sort((a, b) => Number(b.here) - Number(a.here) || b.at.localeCompare(a.at));
}

export interface HeldSummary {
  readonly name: string;
  readonly passages: number;
}

/** Who holds text of this story that the server did not take, and how many passages. */
export function heldBy(article: Article): readonly HeldSummary[] {
  const byPerson = new Map<string, HeldSummary>();
  for (const { userId, name, changes } of article.editions.flatMap(({ held }) => held)) {
    byPerson.set(userId, { name, passages: (byPerson.get(userId)?.passages ?? 0) + changes.length });
  }
  return [...byPerson.values()];
}

/** Most recently changed first. */
export function byLastChange(a: Article, b: Article): number {
  return lastChange(b).at.localeCompare(lastChange(a).at);
}

/** Does a headline or the slug contain every word of `text`? For stories that the text index has not taken in yet. */
export function titleMatches(article: Article, text: string): boolean {
  const names = [article.slug, ...article.editions.map(({ headline }) => headline)].map(fold);
  const words = fold(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  return words.every((word) => names.some((name) => name.includes(word)));
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
