import type { UpdateContent } from './update-check.ts';

/** What one connection's writes build on and the document lacks, from its first such write to the Step2 that brings it. */
export class Gap {
  /** Number of the first write that left it. */
  readonly from: number;
  /** How many times in a row a write left a gap of its own. */
  #count = 1;
  /** Client id -> end of what was left out, or is known to be missing because it was to be deleted. */
  readonly #ends = new Map<number, number>();

  constructor(from: number, content: UpdateContent) {
    this.from = from;
    this.#leaveOut(content);
  }

  get count(): number {
    return this.#count;
  }

  /**
   * True if `content` goes on after what was left out, as the next keystroke does, or only takes text away; then it
   * counts as left out too. The same update again is no continuation.
   */
  continuesWith(content: UpdateContent): boolean {
    const goesOn = content.structs.every(({ client, start }) => start >= (this.#ends.get(client) ?? Infinity));
    if (goesOn) this.#leaveOut(content);
    return goesOn;
  }

  /** One more gap. */
  next(content: UpdateContent): this {
    this.#count += 1;
    this.#leaveOut(content);
    return this;
  }

  /** A write left no gap: counting starts anew, though what was left out is still missing. */
  forgive(): void {
    this.#count = 0;
  }

  #leaveOut(content: UpdateContent): void {
    for (const { client, end } of [...content.structs, ...content.deletes]) {
      this.#ends.set(client, Math.max(end, this.#ends.get(client) ?? 0));
    }
  }
}
