import type { LogRow } from './ports.ts';

/**
 * Rows that a replica's store could not take: applied and in memory only, in the order in which they will be stored,
 * which is what their sequence numbers stand for.
 */
export class Unkept {
  #rows: LogRow[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #retryMs: number;
  readonly #retry: () => void;

  /** `retry` is called `retryMs` after each failure. */
  constructor(retryMs: number, retry: () => void) {
    this.#retryMs = retryMs;
    this.#retry = retry;
  }

  get rows(): readonly LogRow[] {
    return this.#rows;
  }

  /** The store failed again, and did not take these either. */
  add(rows: readonly LogRow[]): void {
    this.#rows.push(...rows);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#retry();
    }, this.#retryMs);
  }

  /** Rows up to number `upTo` are upstream already, where `head` is that of the last one: they need not go there again. */
  acknowledgeUpstream(upTo: number, head: number): void {
    const first = head - this.#rows.length + 1;
    this.#rows = this.#rows.map((row, index) => (first + index <= upTo ? { ...row, origin: 'upstream' } : row));
  }

  clear(): void {
    this.#rows = [];
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
