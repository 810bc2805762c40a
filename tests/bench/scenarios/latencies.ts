const PER_MS = 10;
const MOST_MS = 20_000;

/** Millions of times, as counts of tenths of a millisecond. */
export class Latencies {
  readonly #counts = new Uint32Array(MOST_MS * PER_MS + 1);
  #total = 0;

  add(ms: number): void {
    const at = Math.min(MOST_MS * PER_MS, Math.floor(ms * PER_MS));
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#total += 1;
  }

  clear(): void {
    this.#counts.fill(0);
    this.#total = 0;
  }

  /** In milliseconds; NaN of none. */
  percentile(share: number): number {
    let left = this.#total * share;
    for (const [at, count] of this.#counts.entries()) {
      left -= count;
      if (count > 0 && left <= 0) return at / PER_MS;
    }
    return NaN;
  }
}
