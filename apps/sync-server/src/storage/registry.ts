/**
 * What is true now, in memory: people, stories, where each edition stands. Filled at the start, and kept true by
 * whoever writes: after each commit, before anything else happens in the document's turn. Access is judged from it.
 */
import type { Desk, HeldReport, User } from '@copydesk/shared/api';
import type { ArticleRow, DigestRow, DraftingRow, EditionRef, EditionRow, SeenRow, Snapshot, UserRow } from './rows.ts';

const editionKey = (ref: EditionRef): string => `${ref.articleId}.${ref.language}`;

export interface LiveSession {
  readonly id: string;
  readonly userId: string;
  readonly device: string;
}

export type Registry = ReturnType<typeof createRegistry>;

/** A person without what only the server needs to know. */
export function publicUser({ disabled: _, ...user }: UserRow): User {
  return user;
}

export function createRegistry(snapshot: Snapshot) {
  const users = new Map(snapshot.users.map((row) => [row.id, row]));
  const desks = new Map(snapshot.desks.map((row) => [row.id, row]));
  const sessions = new Map(snapshot.sessions.map((row) => [row.id, row]));
  const articles = new Map(snapshot.articles.map((row) => [row.id, row]));
  const editions = new Map(snapshot.editions.map((row) => [editionKey(row), row]));
  const digests = new Map(snapshot.digests.map((row) => [editionKey(row), row]));
  const drafting = new Map(snapshot.drafting.map((row) => [editionKey(row), row.drafting]));
  const held = new Map<string, Map<string, HeldReport>>();
  const seen = new Map<string, Map<string, SeenRow>>();
  const languages = new Map<string, Set<string>>();

  function inner<T>(map: Map<string, Map<string, T>>, key: string): Map<string, T> {
    const found = map.get(key) ?? new Map<string, T>();
    map.set(key, found);
    return found;
  }
  function index(edition: EditionRow): void {
    const known = languages.get(edition.articleId) ?? new Set<string>();
    languages.set(edition.articleId, known.add(edition.language));
  }
  for (const edition of editions.values()) index(edition);
  for (const row of snapshot.held) inner(held, editionKey(row)).set(row.report.id, row.report);
  for (const row of snapshot.seen) inner(seen, editionKey(row)).set(row.userId, row);

  return {
    user: (id: string): UserRow | null => users.get(id) ?? null,
    users: (): UserRow[] => [...users.values()],
    putUser: (row: UserRow): void => void users.set(row.id, row),

    desk: (id: string): Desk | null => desks.get(id) ?? null,
    desks: (): Desk[] => [...desks.values()],
    putDesk: (row: Desk): void => void desks.set(row.id, row),

    session: (id: string): LiveSession | null => sessions.get(id) ?? null,
    sessionsOf: (userId: string): LiveSession[] => [...sessions.values()].filter((row) => row.userId === userId),
    putSession: (row: LiveSession): void => void sessions.set(row.id, row),
    dropSession: (id: string): void => void sessions.delete(id),

    article: (id: string): ArticleRow | null => articles.get(id) ?? null,
    articles: (): ArticleRow[] => [...articles.values()],
    putArticle: (row: ArticleRow): void => void articles.set(row.id, row),

    edition: (ref: EditionRef): EditionRow | null => editions.get(editionKey(ref)) ?? null,
    editions: (): EditionRow[] => [...editions.values()],
    /** In the order in which they were made. */
    editionsOf: (articleId: string): EditionRow[] =>
      [...(languages.get(articleId) ?? [])].flatMap((language) => editions.get(`${articleId}.${language}`) ?? []),
    /** Editions made from this one. */
    translationsOf: (ref: EditionRef): EditionRow[] =>
      [...(languages.get(ref.articleId) ?? [])]
        .flatMap((language) => editions.get(`${ref.articleId}.${language}`) ?? [])
        .filter((row) => row.source === ref.language),
    putEdition: (row: EditionRow): void => {
      editions.set(editionKey(row), row);
      index(row);
    },

    digest: (ref: EditionRef): DigestRow | null => digests.get(editionKey(ref)) ?? null,
    putDigest: (row: DigestRow): void => void digests.set(editionKey(row), row),

    drafting: (ref: EditionRef): DraftingRow | null => drafting.get(editionKey(ref)) ?? null,
    setDrafting: (ref: EditionRef, row: DraftingRow | null): void => {
      if (row === null) drafting.delete(editionKey(ref));
      else drafting.set(editionKey(ref), row);
    },

    held: (ref: EditionRef): HeldReport[] => [...(held.get(editionKey(ref))?.values() ?? [])],
    putHeld: (ref: EditionRef, report: HeldReport): void => void inner(held, editionKey(ref)).set(report.id, report),
    dropHeld: (ref: EditionRef, id: string): void => void held.get(editionKey(ref))?.delete(id),

    /** Who was last heard of in the edition when, latest first. */
    seen: (ref: EditionRef): SeenRow[] =>
      [...(seen.get(editionKey(ref))?.values() ?? [])].sort((a, b) => (a.at < b.at ? 1 : -1)),
    putSeen: (row: SeenRow): void => void inner(seen, editionKey(row)).set(row.userId, row),
  };
}
