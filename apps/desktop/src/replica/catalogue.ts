/** The stories as last heard from the server, kept on this computer, with those that exist only here. */
import { Article, type Change, type Client, ProblemError } from '@copydesk/shared/api';
import type { Log } from '@copydesk/shared/sync';
import { readKept } from './kept.ts';
import { ifPossible, type ReplicaStore } from './storage/store.ts';

export interface Catalogue {
  list(): Article[];
  get(id: string): Article | null;
  /** Fetches the whole list; gives the place in the change feed that it stands for. */
  refreshAll(): Promise<number>;
  /** Fetches one story again. Asked for again meanwhile, it is fetched once more afterwards. */
  refresh(id: string): Promise<void>;
  /** A story as the server has just told it. */
  heard(article: Article): Promise<void>;
  /** Keeps a story that the server does not know yet. Rejects with `StoreError`. */
  keepUnsent(article: Article): Promise<void>;
  isUnsent(id: string): boolean;
  /** Sends the stories made offline. */
  sendUnsent(): Promise<void>;
  /** Takes up a row of the change feed that is not about a story as a whole. */
  apply(change: Change): void;
}

export interface CatalogueOptions {
  readonly store: ReplicaStore;
  readonly client: Client;
  readonly log: Log;
  /** False: a story's particulars are in memory only. */
  readonly mayKeep: (article: Article) => boolean;
  /** `null`: any of them may have changed. */
  readonly onChange: (articleId: string | null) => void;
}

/** Asking again gives the same answer until a person changes something. */
const FINAL: ReadonlySet<number> = new Set([400, 403, 404, 409, 413, 422]);

export async function openCatalogue(options: CatalogueOptions): Promise<Catalogue> {
  const { store, client, log, onChange } = options;
  const articles = new Map<string, Article>();
  /** Stories being fetched; true if asked for again meanwhile. */
  const fetching = new Map<string, boolean>();

  /** Stories that the server refused for good: asked again at the next start, when somebody may have mended the cause. */
  const refused = new Set<string>();

  for (const kept of await store.call('articles')) {
    const article = readKept(Article, kept.json);
    if (article) articles.set(article.id, article);
    else log.warn('kept-article-unreadable', { id: kept.id });
  }

  /** A story that the server did not take stays here, marked as not sent; why is told with it if that is final. */
  async function notTaken(article: Article, { problem, message }: ProblemError): Promise<void> {
    log.warn('article-not-taken', { id: article.id, status: problem.status });
    if (!FINAL.has(problem.status)) return;
    refused.add(article.id);
    await heard({ ...article, unsentProblem: message });
  }

  const row = (article: Article) => ({
    id: article.id,
    json: JSON.stringify(article),
    unsent: article.unsent === true,
  });

  async function heard(article: Article): Promise<void> {
    articles.set(article.id, article);
    if (options.mayKeep(article)) await ifPossible(store.call('putArticle', row(article)), log);
    onChange(article.id);
  }

  async function refresh(id: string): Promise<void> {
    if (fetching.has(id)) {
      fetching.set(id, true);
      return;
    }
    do {
      fetching.set(id, false);
      try {
        await heard(await client.call('getArticle', { params: { id } }));
      } catch (error) {
        // The next full list, fetched whenever the line comes back, says what became of it.
        log.info('article-not-refreshed', { id, error: String(error) });
        break;
      }
    } while (fetching.get(id));
    fetching.delete(id);
  }

  return {
    list: () => [...articles.values()],
    get: (id) => articles.get(id) ?? null,
    isUnsent: (id) => articles.get(id)?.unsent === true,
    heard,
    refresh,
    async refreshAll() {
      const fresh = await client.call('listArticles', {});
      for (const [id, article] of articles) if (article.unsent !== true) articles.delete(id);
      for (const article of fresh.articles) articles.set(article.id, article);
      await ifPossible(store.call('replaceArticles', fresh.articles.filter(options.mayKeep).map(row)), log);
      onChange(null);
      return fresh.seq;
    },
    async keepUnsent(article) {
      const unsent = { ...article, unsent: true };
      await store.call('putArticle', row(unsent));
      await heard(unsent);
    },
    async sendUnsent() {
      for (const article of [...articles.values()]) {
        const [edition] = article.editions;
        if (article.unsent !== true || !edition || refused.has(article.id)) continue;
        const { id, slug, desk, due, embargo } = article;
        try {
          const body = { id, language: edition.language, epoch: edition.epoch, slug, desk, due, embargo };
          await heard(await client.call('createArticle', { body }));
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error;
          await notTaken(article, error);
        }
      }
    },
    apply(change) {
      if (change.kind !== 'presence' && change.kind !== 'drafting') return;
      const article = articles.get(change.articleId);
      const edition = article?.editions.find(({ language }) => language === change.language);
      if (!article || !edition) return;
      if (change.kind === 'presence') edition.presence = change.presence;
      else edition.drafting = change.drafting;
    },
  };
}
