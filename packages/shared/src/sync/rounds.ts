/** A period is divided into so many parts: thousands of connections are then some hundred at a time. */
const PARTS = 16;

/** Those that are each visited once a period, spread over it: all in one go would keep everybody else waiting. */
export class Rounds<T> {
  readonly #parts: readonly Set<T>[] = Array.from({ length: PARTS }, () => new Set<T>());
  readonly #timer: ReturnType<typeof setInterval>;
  #entered = 0;
  #at = 0;

  /** Begins at once, with nobody to visit. */
  constructor(periodMs: number, visit: (member: T) => void) {
    this.#timer = setInterval(() => {
      const part = this.#parts[this.#at];
      this.#at = (this.#at + 1) % PARTS;
      for (const member of part ?? []) visit(member);
    }, periodMs / PARTS);
  }

  /** From now on `member` is visited, at the same time of each period. */
  enter(member: T): void {
    this.#parts[this.#entered++ % PARTS]?.add(member);
  }

  leave(member: T): void {
    for (const part of this.#parts) part.delete(member);
  }

  /** Nobody is visited any more. */
  stop(): void {
    clearInterval(this.#timer);
  }
}
