import type { Connection } from './connection.ts';
import { mergeInGroups, soleAuthor } from './fan-out.ts';
import type { LogRow } from './ports.ts';

/** Neighbouring rows of one origin. */
export interface Run {
  readonly head: number;
  readonly update: Uint8Array;
  readonly origin: LogRow['origin'];
}

/** What one drain of a room's queue came to: applied, not yet committed. */
export class Batch {
  readonly rows: LogRow[] = [];
  /** Connections with write frames in it, each to be acknowledged. */
  readonly authors = new Set<Connection>();
  /** Step1s, to be answered from what is committed. */
  readonly questions: { readonly connection: Connection; readonly stateVector: Uint8Array }[] = [];
  /** Who is to be asked for their writes again, once they have been sent what is in this batch. */
  readonly unheard = new Set<Connection>();
  /** Who sent a Step2, once for each. */
  readonly answers: Connection[] = [];
  /** Those who wait for upstream rows to be committed. */
  readonly upstream: { resolve(): void; reject(error: Error): void }[] = [];
  readonly #authored: { readonly update: Uint8Array; readonly author: Connection | null }[] = [];
  #merged: Uint8Array | null = null;

  add(row: LogRow, author: Connection | null): void {
    this.rows.push(row);
    this.#authored.push({ update: row.update, author });
  }

  /** Tells those who wait that it came to nothing. */
  reject(error: Error): void {
    for (const item of this.upstream) item.reject(error);
  }

  /** See `soleAuthor` in fan-out.ts. */
  soleAuthor(): Connection | null {
    return soleAuthor(this.#authored);
  }

  /** All rows as one update. */
  merged(): Uint8Array {
    this.#merged ??= mergeInGroups(this.rows.map((row) => row.update));
    return this.#merged;
  }

  /** Sequence number of the last local row, where `head` is that of the last row; null if there is none. */
  lastLocal(head: number): number | null {
    const index = this.rows.findLastIndex((row) => row.origin === 'local');
    return index < 0 ? null : head - (this.rows.length - 1 - index);
  }

  /** The rows by origin, in order. */
  runs(head: number): Run[] {
    const first = head - this.rows.length + 1;
    const groups: { origin: LogRow['origin']; head: number; updates: Uint8Array[] }[] = [];
    this.rows.forEach((row, index) => {
      const last = groups.at(-1);
      if (last?.origin === row.origin) {
        last.head = first + index;
        last.updates.push(row.update);
      } else {
        groups.push({ origin: row.origin, head: first + index, updates: [row.update] });
      }
    });
    if (groups.length === 1) return groups.map(({ origin }) => ({ origin, head, update: this.merged() }));
    return groups.map((group) => ({ origin: group.origin, head: group.head, update: mergeInGroups(group.updates) }));
  }
}
