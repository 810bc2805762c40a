/**
 * After the server was restored from a backup: makes known to it again what it has lost and this computer has, under
 * the same names and histories. The text itself then goes there by the documents' links.
 */
import { type Client, type Edition, ProblemError } from '@copydesk/shared/api';
import { accessFor } from '@copydesk/shared/article';
import { documentName, type Log } from '@copydesk/shared/sync';
import type { Catalogue } from './catalogue.ts';
import type { LocalDocuments } from './local-documents.ts';
import type { Standing } from './standing.ts';

export interface BringBackOptions {
  readonly client: Client;
  readonly standing: Pick<Standing, 'user' | 'newsroom'>;
  readonly catalogue: Pick<Catalogue, 'list'>;
  readonly documents: Pick<LocalDocuments, 'has'>;
  readonly log: Log;
}

/**
 * Does nothing while the server does not say that it is recovering. A story is brought back by who made it, a
 * translation by who may write in it. Rejects with `NetworkError`. What the server does not take is logged: its text
 * stays on this computer.
 */
export async function bringBack({ client, standing, catalogue, documents, log }: BringBackOptions): Promise<void> {
  const user = standing.user();
  if (standing.newsroom()?.recoveringUntil == null || user === null) return;
  const isHere = ({ articleId, language }: Edition) => documents.has(documentName(articleId, language));
  const { articles } = await client.call('listArticles', {});
  const there = new Map(articles.map((article) => [article.id, article]));

  async function ask(what: Record<string, unknown>, call: Promise<unknown>): Promise<boolean> {
    try {
      await call;
      log.info('brought-back', what);
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      log.warn('not-brought-back', { ...what, error: error.message });
      return false;
    }
  }

  for (const { id, slug, desk, due, createdBy, editions, unsent } of catalogue.list()) {
    if (unsent === true) continue;
    const languages = new Set(there.get(id)?.editions.map(({ language }) => language));
    const source = editions.find((edition) => edition.role === 'source' && isHere(edition));
    if (!there.has(id)) {
      if (createdBy !== user.id || source === undefined) continue;
      const body = { id, language: source.language, epoch: source.epoch, slug, desk, due };
      if (!(await ask({ article: id }, client.call('createArticle', { body })))) continue;
      languages.add(source.language);
    }
    const drafting = { role: 'translation', work: 'drafting', public: 'never', desk, notes: false } as const;
    if (accessFor(user, drafting)?.level !== 'write') continue;
    for (const edition of editions) {
      const { language, source: from, epoch } = edition;
      if (from === null || languages.has(language) || !isHere(edition)) continue;
      const body = { language, source: from, engine: null, epoch };
      await ask({ article: id, language }, client.call('createEdition', { params: { id }, body }));
    }
  }
}
