/**
 * So many things a second, averaged over a window, so that a burst is no fault: a replica that catches up sends in a
 * moment what a person types in an hour. Measured on the monotonic clock.
 */
export class Allowance {
  readonly #perSecond: number;
  readonly #burst: number;
  #left: number;
  #refilledAt = performance.now();

  constructor(perSecond: number, windowMs: number) {
    this.#perSecond = perSecond;
    this.#burst = (perSecond * windowMs) / 1000;
    this.#left = this.#burst;
  }

  /** Takes one from it; false if there is none left. The clock is read only when it has run dry. */
  spend(): boolean {
    if (this.#left < 1) {
      const now = performance.now();
      this.#left = Math.min(this.#burst, this.#left + ((now - this.#refilledAt) * this.#perSecond) / 1000);
      this.#refilledAt = now;
      if (this.#left < 1) return false;
    }
    this.#left -= 1;
    return true;
  }
}
