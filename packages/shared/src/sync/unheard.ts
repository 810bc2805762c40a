/**
 * What one connection is asked when it takes out words that it has not seen: behind those words, for what it has. The
 * question is open until its answer comes, a Step2 with all that it wrote until then.
 */
export class Unheard {
  /** Number of the Step1 that is the open question, Infinity until it is sent; null: none is open. */
  #question: number | null = null;
  #asked = 0;

  get isOpen(): boolean {
    return this.#question !== null;
  }

  /**
   * False if a write is to be taken as it is: the last of `most` answers in a row that did not help.
   * @param answer number of the Step1 that the write answers; 0 if it answers none
   */
  mayAsk(answer: number, most: number): boolean {
    if (this.#question !== null && answer >= this.#question) this.#question = null;
    return this.isOpen || this.#asked < most;
  }

  /** There is a question, to be sent behind the words. */
  open(): void {
    this.#question = Infinity;
  }

  /** The question goes out as Step1 number `step1`. */
  ask(step1: number): void {
    this.#question = step1;
    this.#asked += 1;
  }

  /** What it had not seen is settled. */
  close(): void {
    this.#question = null;
    this.#asked = 0;
  }
}
