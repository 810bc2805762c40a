import type { DocumentName, DocumentStore } from './ports.ts';

/**
 * Has the logs of documents folded, one after another. Rooms that are equally busy grow equally long, and all of them
 * folded in one go would keep every letter that is typed meanwhile waiting for its commit.
 */
export class Folding {
  readonly #store: Pick<DocumentStore, 'compact'>;
  #last: Promise<void> = Promise.resolve();

  constructor(store: Pick<DocumentStore, 'compact'>) {
    this.#store = store;
  }

  /** Resolves or rejects as the store does, when it is this document's turn. */
  fold(document: DocumentName): Promise<void> {
    const folded = this.#last.then(() => this.#store.compact(document));
    this.#last = folded.catch(() => {});
    return folded;
  }
}
