/**
 * Which documents are kept up to date without a window: every edition in the catalogue, the latest changed first, as
 * far as the server's copy is newer than the one here, and whatever was written here and not acknowledged.
 */
import type { Article, Change } from '@copydesk/shared/api';
import { type DocumentName, documentName, type Log, parseDocumentName } from '@copydesk/shared/sync';
import type { Catalogue } from './catalogue.ts';
import type { LocalDocuments } from './local-documents.ts';
import type { Links } from './upstream/links.ts';

/**
 * Editions kept offline without having been opened here, the latest changed: what a few desks write in months. A story
 * takes some 20 to 60 kB here, so tens of megabytes, and with a few at once a minute or two to fetch on a slow line.
 */
export const MOST_FOLLOWED = 1_000;

export interface Follower {
  /** The line is back: looks what is behind. */
  online(): void;
  /** A row of the change feed. */
  apply(change: Change): void;
  /** A link is about to ask for what is missing here: what was heard until now will be in the answer. */
  asking(document: DocumentName): void;
  /** The answer is committed here. */
  caughtUp(document: DocumentName): void;
}

export interface FollowerOptions {
  /** Where it is kept how far each document was up to date here. */
  readonly heads: {
    reached(): Promise<[DocumentName, number][]>;
    reach(document: DocumentName, head: number): Promise<void>;
  };
  readonly links: Pick<Links, 'sync'>;
  readonly catalogue: Pick<Catalogue, 'list'>;
  readonly documents: Pick<LocalDocuments, 'has' | 'withUnsent'>;
  /** False for stories that are not kept on this computer. */
  readonly mayStay: (articleId: string) => boolean;
  readonly log: Log;
}

export async function createFollower(options: FollowerOptions): Promise<Follower> {
  const { heads, links, catalogue, documents, mayStay, log } = options;
  /** The server's log sequence as heard, and as it was when the document was last up to date here. */
  const heard = new Map<DocumentName, number>();
  const reached = new Map(await heads.reached());
  const asked = new Map<DocumentName, number>();

  function look(document: DocumentName, head: number): void {
    heard.set(document, Math.max(head, heard.get(document) ?? 0));
    if (head > (reached.get(document) ?? -1)) links.sync(document);
  }

  return {
    online() {
      for (const document of documents.withUnsent()) links.sync(document);
      const editions = catalogue
        .list()
        .filter((article: Article) => article.unsent !== true && mayStay(article.id))
        .flatMap((article) => article.editions)
        .sort((a, b) => b.changedAt.localeCompare(a.changedAt))
        .slice(0, MOST_FOLLOWED);
      for (const { articleId, language, head } of editions) look(documentName(articleId, language), head);
    },
    apply(change) {
      if (change.kind !== 'document') return;
      const parts = parseDocumentName(change.document);
      if (!parts) return;
      const document = documentName(parts.articleId, parts.language, parts.notes);
      // Notes are kept up to date once they have been opened here.
      if (documents.has(document) || (!parts.notes && mayStay(parts.articleId))) look(document, change.head);
    },
    asking(document) {
      asked.set(document, heard.get(document) ?? 0);
    },
    caughtUp(document) {
      const head = asked.get(document) ?? 0;
      if (head <= (reached.get(document) ?? -1)) return;
      reached.set(document, head);
      heads.reach(document, head).catch((error: unknown) => {
        // Only costs one exchange more after the next start.
        log.warn('head-not-kept', { document, error: String(error) });
      });
    },
  };
}
