/** About how many words of a document the server has not acknowledged, without reading the document for each key. */
import * as Y from 'yjs';

/** What one row wrote. Added up over rows: typing letter by letter gives as many words as pasting them. */
export interface Written {
  readonly letters: number;
  readonly spaces: number;
}

const UNREADABLE: Written = { letters: 0, spaces: 0 };

/** Counts the text that an update inserts; deletions count nothing. */
function writtenIn(update: Uint8Array): Written {
  let letters = 0;
  let spaces = 0;
  for (const struct of Y.decodeUpdate(update).structs) {
    if (!('content' in struct) || !(struct.content instanceof Y.ContentString)) continue;
    for (const char of struct.content.str) {
      if (/\s/u.test(char)) spaces += 1;
      else letters += 1;
    }
  }
  return { letters, spaces };
}

/** Text not yet acknowledged of one document, row by row in order. */
export class Unsent {
  /** What all rows wrote: kept as they come and go, for it is asked for at each key. */
  #letters = 0;
  #spaces = 0;
  #rows: { readonly head: number; readonly written: Written; readonly at: string }[] = [];

  /** `update`: null if it cannot be read. `at`: when the row was committed here. */
  add(head: number, update: Uint8Array | null, at: string): void {
    const written = update === null ? UNREADABLE : writtenIn(update);
    this.#rows.push({ head, written, at });
    this.#letters += written.letters;
    this.#spaces += written.spaces;
  }

  /** Rows up to `head` are acknowledged. */
  acknowledge(head: number): void {
    const left = this.#rows.findIndex((row) => row.head > head);
    for (const { written } of this.#rows.splice(0, left === -1 ? this.#rows.length : left)) {
      this.#letters -= written.letters;
      this.#spaces -= written.spaces;
    }
  }

  clear(): void {
    this.#rows = [];
    this.#letters = 0;
    this.#spaces = 0;
  }

  /** When the oldest of it was committed here; null if all is acknowledged. */
  get since(): string | null {
    return this.#rows[0]?.at ?? null;
  }

  /** Words are counted by the spaces between them. */
  get words(): number {
    return this.#letters === 0 ? 0 : this.#spaces + 1;
  }
}
