import type { Batch } from './batch.ts';
import { LiveDocument } from './live-document.ts';
import { type DocumentName, type LogRow, NoSuchDocument, type StoredDocument, StoreError } from './ports.ts';
import { asError, type RoomContext } from './room-context.ts';
import { Unkept } from './unkept.ts';

/** A room's place in its document's log: what was stored, what could not be yet, what is known to be upstream. */
export class Ledger {
  readonly #document: DocumentName;
  readonly #context: RoomContext;
  readonly #unkept: Unkept;
  #head = 0;
  /** The last row that has to go upstream, and the last that is known to be there. */
  #lastLocal = 0;
  #acknowledgedUpstream: number;
  #rowsSinceCompaction = 0;
  #compacting = false;

  /** `retry` is called when it is time to ask a store again that failed. */
  constructor(document: DocumentName, context: RoomContext, acknowledgedUpstream: number, retry: () => void) {
    this.#document = document;
    this.#context = context;
    this.#acknowledgedUpstream = acknowledgedUpstream;
    this.#unkept = new Unkept(context.limits.keepRetryMs, retry);
  }

  /** Number of the last row. */
  get head(): number {
    return this.#head;
  }

  /** Whether the log has all that the document has. */
  get kept(): boolean {
    return this.#unkept.rows.length === 0;
  }

  get lastLocal(): number {
    return this.#lastLocal;
  }

  get acknowledgedUpstream(): number {
    return this.#acknowledgedUpstream;
  }

  /**
   * The document from the store, the rows that it could not take and those of an unfinished batch.
   * Throws `NoSuchDocument` or `StoreError`.
   */
  async load(uncommitted: readonly LogRow[]): Promise<LiveDocument> {
    const stored = await this.#stored();
    const unstored = [...this.#unkept.rows, ...uncommitted];
    this.#head = stored.head + this.#unkept.rows.length;
    this.#lastLocal = Math.max(this.#lastLocal, stored.head);
    this.#rowsSinceCompaction = stored.updates.length;
    return new LiveDocument(this.#document, stored, unstored, this.#context.witness);
  }

  /** Brings a document back that is away. Throws `NoSuchDocument` or `StoreError`. */
  async bringBack(live: LiveDocument): Promise<void> {
    live.bringBack(await this.#stored());
  }

  async #stored(): Promise<StoredDocument> {
    const stored = await this.#context.store.load(this.#document);
    if (stored === null) throw new NoSuchDocument(`no document ${this.#document}`);
    return stored;
  }

  /**
   * Stores a batch's rows, and what could not be stored before. A replica whose store fails goes on with them in
   * memory; a server throws `StoreError`, or whatever else went wrong.
   */
  async append(batch: Batch): Promise<void> {
    try {
      this.#head = await this.#context.store.append(this.#document, [...this.#unkept.rows, ...batch.rows]);
      this.#unkept.clear();
    } catch (error) {
      if (this.#context.mode !== 'replica' || !(error instanceof StoreError)) throw error;
      if (this.kept) this.#context.log.error('rows not kept', { document: this.#document, error: error.message });
      this.#head += batch.rows.length;
      this.#unkept.add(batch.rows);
    }
    this.#lastLocal = batch.lastLocal(this.#head) ?? this.#lastLocal;
  }

  /** Rows up to `head` are upstream. */
  acknowledgeUpstream(head: number): void {
    this.#acknowledgedUpstream = Math.max(this.#acknowledgedUpstream, head);
    this.#unkept.acknowledgeUpstream(head, this.#head);
  }

  /** The log has grown: has it folded if it is long. */
  grown(newRows: number): void {
    this.#rowsSinceCompaction += newRows;
    this.#compactAfter(this.#context.limits.compactAfterRows);
  }

  /** Nobody writes now: has a log folded that is not so long yet. */
  rests(): void {
    this.#compactAfter(this.#context.limits.compactRestingAfterRows);
  }

  /** Nobody is here any more: the same. */
  left(): void {
    this.#compactAfter(this.#context.limits.compactLeftAfterRows);
  }

  #compactAfter(rows: number): void {
    if (this.#compacting || this.#rowsSinceCompaction < rows) return;
    this.#compacting = true;
    this.#rowsSinceCompaction = 0;
    this.#context.folding
      .fold(this.#document)
      .catch((error: unknown) => {
        this.#context.log.warn('compaction failed', { document: this.#document, error: asError(error).message });
      })
      .finally(() => {
        this.#compacting = false;
      });
  }

  /** Forgets what could not be stored: the room ends. */
  end(): void {
    this.#unkept.clear();
  }
}
