import type { Connection } from './connection.ts';
import { mergeInGroups, soleAuthor } from './fan-out.ts';
import { joinPieces, type Piece } from './joining.ts';
import { type LogRow, NOBODY } from './ports.ts';
import type { Clocks, UpdateContent } from './update-check.ts';

/** Neighbouring rows of one origin. */
export interface Run {
  readonly head: number;
  readonly update: Uint8Array;
  readonly origin: LogRow['origin'];
}

/** A row that may still grow, by what the same person types next. */
interface Growing {
  readonly first: LogRow;
  readonly newClientIds: number[];
  readonly pieces: Piece[];
}

/** A row, and of one that is made of letters these. */
type Pending = Growing | { readonly first: LogRow; readonly pieces: null };

/** What one drain of a room's queue came to: applied, not yet committed. */
export class Batch {
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
  readonly #pending: Pending[] = [];
  readonly #growingOf = new Map<string, Growing>();
  /** Client id -> where what it brings in this batch begins. */
  readonly #begun = new Map<number, number>();
  #rows: readonly LogRow[] | null = null;
  #merged: Uint8Array | null = null;

  /** Up to which clock the document was there before this batch. */
  readonly settled: Clocks = (client) => this.#begun.get(client) ?? Infinity;

  /**
   * The rows for the log. Letters that one person typed are one row, where none of them builds on what came from others
   * between them: to keep a row costs as much as all else that is done for a letter.
   */
  get rows(): readonly LogRow[] {
    this.#rows ??= this.#pending.map(rowOf);
    return this.#rows;
  }

  /** @param brings what the row brings, if it is an update as it came, checked against `settled` */
  add(row: LogRow, author: Connection | null, brings: UpdateContent | null = null): void {
    this.#authored.push({ update: row.update, author });
    this.#rows = null;
    if (brings === null || row.userId === NOBODY.userId) this.#addWhole(row);
    else this.#addLetters(row, brings);
  }

  /** A row that nothing is joined to. What comes later may build on it, or go on with what it brings, so it stands behind it. */
  #addWhole(row: LogRow): void {
    this.#pending.push({ first: row, pieces: null });
    this.#growingOf.clear();
  }

  #addLetters(row: LogRow, { structs, buildsOnRecent }: UpdateContent): void {
    const piece = { update: row.update, structs };
    const growing = buildsOnRecent ? undefined : this.#growingOf.get(row.userId);
    if (growing !== undefined && isMore(row, growing.first)) {
      growing.pieces.push(piece);
      growing.newClientIds.push(...row.newClientIds);
    } else {
      const begun = { first: row, newClientIds: [...row.newClientIds], pieces: [piece] };
      this.#pending.push(begun);
      this.#growingOf.set(row.userId, begun);
    }
    for (const { client, start } of structs) if (!this.#begun.has(client)) this.#begun.set(client, start);
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
    this.#merged ??= merge(this.#pending);
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
    const groups: { origin: LogRow['origin']; head: number; rows: Pending[] }[] = [];
    this.#pending.forEach((row, index) => {
      const { origin } = row.first;
      const last = groups.at(-1);
      if (last?.origin === origin) {
        last.head = first + index;
        last.rows.push(row);
      } else {
        groups.push({ origin, head: first + index, rows: [row] });
      }
    });
    if (groups.length === 1) return groups.map(({ origin }) => ({ origin, head, update: this.merged() }));
    return groups.map((group) => ({ origin: group.origin, head: group.head, update: merge(group.rows) }));
  }
}

/** True if `row` may be kept in one with `first`, as far as what stands beside the update is concerned. */
function isMore(row: LogRow, first: LogRow): boolean {
  return row.origin === first.origin && (row.witnessed ?? null) === null && (first.witnessed ?? null) === null;
}

function rowOf(row: Pending): LogRow {
  if (row.pieces === null) return row.first;
  return { ...row.first, newClientIds: row.newClientIds, update: joinPieces(row.pieces) };
}

function merge(rows: readonly Pending[]): Uint8Array {
  const pieces: Piece[] = [];
  for (const row of rows) {
    if (row.pieces === null) return mergeInGroups(rows.map((each) => rowOf(each).update));
    pieces.push(...row.pieces);
  }
  return joinPieces(pieces);
}
