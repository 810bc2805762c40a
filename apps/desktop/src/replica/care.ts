/**
 * Laptop care: what may lie on this computer. While somebody is signed in, all but the stories of desks that are *not
 * kept offline*; once they have signed out, or the server has ended their session, nothing. What the server does not
 * have stays in any case until it has been sent or its author has saved it.
 */
import type { Article } from '@copydesk/shared/api';
import { type DocumentName, type Log, partsOf } from '@copydesk/shared/sync';
import type { Catalogue } from './catalogue.ts';
import type { LocalDocuments } from './local-documents.ts';
import type { ReplicaStore } from './storage/store.ts';

export interface Care {
  /** False: the story is erased here once no window shows it and the server has all of it. */
  mayStay(articleId: string): boolean;
  /** Erases what may not stay. Call when something changed that this depends on. */
  sweep(): void;
  /** Documents with text that only this computer has: not sent, salvaged or held. */
  unsent(): Promise<DocumentName[]>;
}

export interface CareOptions {
  readonly store: ReplicaStore;
  readonly documents: LocalDocuments;
  readonly catalogue: Catalogue;
  readonly log: Log;
  /** False once nobody works here any more, by choice or because the server ended the session. */
  readonly isAtWork: () => boolean;
  /** Whether a desk's stories may stay; true for one that is not known. */
  readonly isKeptOffline: (desk: string) => boolean;
  /** True if a window shows the document. */
  readonly isOpen: (document: DocumentName) => boolean;
}

export function createCare(options: CareOptions): Care {
  const { store, documents, catalogue, log } = options;
  let sweeping: Promise<void> = Promise.resolve();

  function mayStay(articleId: string): boolean {
    if (!options.isAtWork()) return false;
    const article: Article | null = catalogue.get(articleId);
    return article === null || options.isKeptOffline(article.desk);
  }

  async function unsent(): Promise<DocumentName[]> {
    const held = new Set(await store.call('heldDocuments'));
    return [...new Set([...documents.withUnsent(), ...documents.all().filter((document) => held.has(document))])];
  }

  async function erase(): Promise<void> {
    const needed = new Set(await unsent());
    let erased = 0;
    for (const document of documents.all()) {
      const articleId = partsOf(document).articleId;
      if (mayStay(articleId) || needed.has(document) || options.isOpen(document)) continue;
      if (!(await documents.erase(document))) continue;
      await store.call('eraseArticle', articleId);
      erased += 1;
    }
    if (!options.isAtWork()) {
      const articles = documents.all().map((document) => partsOf(document).articleId);
      await store.call('eraseAnswers', [...new Set(articles)]);
    }
    if (erased === 0) return;
    // What was erased lies in the write-ahead log until that is emptied.
    store.checkpoint();
    log.info('erased', { documents: erased });
  }

  return {
    mayStay,
    unsent,
    sweep() {
      sweeping = sweeping.then(erase).catch((error: unknown) => {
        // Tried again with the next change, and at the next start.
        log.warn('not-erased', { error: String(error) });
      });
    },
  };
}
