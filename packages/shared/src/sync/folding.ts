import type { DocumentName, DocumentStore } from './ports.ts';

/** Folding takes a tenth of the time at most: every letter that is typed meanwhile waits for its commit. */
const REST = 9;
/** However long a disk stood still. */
const MOST_REST_MS = 60_000;

/**
 * Has the logs of documents folded, one after another and with rests between: rooms that are equally busy grow equally
 * long, and all of them are due in the same second.
 */
export class Folding {
  readonly #store: Pick<DocumentStore, 'compact'>;
  #free: Promise<void> = Promise.resolve();
  #rest: ReturnType<typeof setTimeout> | null = null;
  #ended = false;

  constructor(store: Pick<DocumentStore, 'compact'>) {
    this.#store = store;
  }

  /** Resolves or rejects as the store does, when it is this document's turn; never, if the folding ends before. */
  fold(document: DocumentName): Promise<void> {
    const folded = this.#free.then(() => this.#fold(document));
    this.#free = folded.then(
      (tookMs) => this.#pause(Math.min(tookMs * REST, MOST_REST_MS)),
      () => {},
    );
    return folded.then(() => {});
  }

  async #fold(document: DocumentName): Promise<number> {
    const from = performance.now();
    await this.#store.compact(document);
    return performance.now() - from;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (!this.#ended) this.#rest = setTimeout(resolve, ms);
    });
  }

  /** What is being folded now is the last. */
  end(): void {
    this.#ended = true;
    if (this.#rest !== null) clearTimeout(this.#rest);
  }
}
