import * as encoding from 'lib0/encoding';
import { uint32 } from 'lib0/random';
import * as Y from 'yjs';
import { Content } from './content.ts';
import { encode } from './encode.ts';
import { mergeInGroups } from './fan-out.ts';
import type { DocumentName, LogRow, PeerIdentity, StoredDocument, Witness } from './ports.ts';
import { structsIn } from './structs.ts';
import type { UpdateContent } from './update-check.ts';

/** The document was changed in part and must be built anew from the store. */
export class Poisoned extends Error {
  override readonly name = 'Poisoned';
}

interface Change {
  readonly by: PeerIdentity;
  /** What comes with it, if all of that is new and nothing else: then it may be a row as it is. */
  readonly brings: UpdateContent | null;
}

/** What was added to a document. */
export interface Added {
  readonly row: LogRow;
  /** What the row brings, if it is an update as it came, which brings nothing but that. */
  readonly brings: UpdateContent | null;
}

const EMPTY_STATE_VECTOR = Uint8Array.of(0);

/** A document in memory: its content, whose each client id is, and how large it may be by now. */
export class LiveDocument {
  readonly epoch: string;
  readonly #name: DocumentName;
  readonly #owners = new Map<number, string>();
  readonly #idsOf = new Map<string, Set<number>>();
  /** Bytes of the document at most: what it had when last measured, and all that came since. */
  #size = 0;
  #measured = false;
  readonly #content: Content;
  /** The change that is being applied, and what Yjs says that it added. */
  #change: Change | null = null;
  #updates: Uint8Array[] = [];
  readonly #keep = (update: Uint8Array) => void this.#updates.push(update);
  #witnessed: unknown = null;
  readonly #editingIds = new Map<string, number>();

  /** Throws `StoreError` (corrupt) if what was stored does not make a document. */
  constructor(name: DocumentName, stored: StoredDocument, uncommitted: readonly LogRow[], witness?: Witness) {
    this.#name = name;
    this.epoch = stored.epoch;
    const updates = [...stored.updates, ...uncommitted.map((row) => row.update)];
    this.#content = new Content(updates, (doc) => {
      doc.on('afterTransaction', (transaction) => this.#look(doc, transaction, witness));
    });
    this.#countBytes(updates);
    for (const [client, userId] of stored.owners) this.#own(client, userId);
    for (const row of uncommitted) for (const client of row.newClientIds) this.#own(client, row.userId);
  }

  /** The Y.Doc. It is another one after a while without use: not to be kept. */
  get doc(): Y.Doc {
    return this.#content.doc;
  }

  /** The client ids that bring something new in `content`, but belong to somebody else. */
  foreignIds(content: UpdateContent, userId: string): number[] {
    return this.#growing(content).filter((client) => (this.#owners.get(client) ?? userId) !== userId);
  }

  /** True if it brings structs that are not there yet; deletions alone make no document larger. */
  growsBy(content: UpdateContent): boolean {
    return this.#growing(content).length > 0;
  }

  /** True if the document stays within `maxBytes` with `bytes` more. */
  hasRoomFor(bytes: number, maxBytes: number): boolean {
    if (this.#size + bytes <= maxBytes) return true;
    if (this.#measured) return false;
    this.#size = this.#content.whole().length;
    this.#measured = true;
    return this.#size + bytes <= maxBytes;
  }

  /**
   * Applies a checked update and returns what it added, or null if that is nothing.
   * Throws `Poisoned` if it could not be applied whole.
   */
  apply(update: Uint8Array, content: UpdateContent, by: PeerIdentity, origin: LogRow['origin']): Added | null {
    const newIds = this.#growing(content).filter((client) => !this.#owners.has(client));
    const { doc } = this;
    const brings = content.deletes.length === 0 && this.#isNew(content) ? content : null;
    const added = this.#capture({ by, brings }, doc, () => Y.applyUpdate(doc, update, this));
    if (this.#content.pending) throw new Poisoned('the update left something pending');
    if (added !== null) return { row: this.#row(mergeInGroups(added), by, origin, newIds), brings: null };
    // A copy: the frame that it came in would stay as long as the row.
    return brings === null ? null : { row: this.#row(update.slice(), by, origin, newIds), brings };
  }

  /** Runs `change` in one transaction under a client id of `by`. Throws `Poisoned`, with what `change` threw as cause. */
  edit(by: PeerIdentity, origin: LogRow['origin'], change: (doc: Y.Doc) => void): LogRow | null {
    const { doc } = this;
    doc.clientID = this.#editingId(by.userId);
    const newIds = this.#owners.has(doc.clientID) ? [] : [doc.clientID];
    const added = this.#capture({ by, brings: null }, doc, () => doc.transact(() => change(doc), this));
    return added === null ? null : this.#row(mergeInGroups(added), by, origin, newIds);
  }

  /** What Yjs says that was added; null if that is nothing, or just what came. */
  #capture(change: Change, doc: Y.Doc, run: () => void): readonly Uint8Array[] | null {
    this.#change = change;
    this.#updates = [];
    this.#witnessed = null;
    try {
      run();
    } catch (error) {
      throw new Poisoned('the change could not be applied', { cause: error });
    } finally {
      this.#change = null;
      doc.off('update', this.#keep);
    }
    // Not held any longer than this: a large one would stay for as long as the room.
    const updates = this.#updates;
    this.#updates = [];
    return updates.length === 0 ? null : updates;
  }

  /** Called after each transaction, before Yjs encodes what it added for those who listen. */
  #look(doc: Y.Doc, transaction: Y.Transaction, witness: Witness | undefined): void {
    if (this.#change === null) return;
    const { by, brings } = this.#change;
    if (brings === null || !tookAsItCame(transaction, brings)) doc.on('update', this.#keep);
    this.#witnessed ??= witness?.({ document: this.#name, transaction, by }) ?? null;
  }

  #row(update: Uint8Array, by: PeerIdentity, origin: LogRow['origin'], newIds: readonly number[]): LogRow {
    const newClientIds = by.userId === '' ? [] : newIds.filter((client) => this.#content.clock(client) > 0);
    for (const client of newClientIds) this.#own(client, by.userId);
    this.#size += update.length;
    this.#measured = false;
    this.#content.changed();
    return { update, userId: by.userId, newClientIds, origin, witnessed: this.#witnessed };
  }

  /** State vector of the document. */
  stateVector(): Uint8Array {
    return this.#content.stateVector();
  }

  /** State vector of the client ids that belong to a person. */
  stateVectorOf(userId: string): Uint8Array {
    const ids = this.#idsOf.get(userId);
    if (ids === undefined) return EMPTY_STATE_VECTOR;
    return encode((encoder) => {
      encoding.writeVarUint(encoder, ids.size);
      for (const client of ids) {
        encoding.writeVarUint(encoder, client);
        encoding.writeVarUint(encoder, this.#content.clock(client));
      }
    });
  }

  /** The answer to a Step1: what a peer with this state vector lacks, as a frame. */
  step2(stateVector: Uint8Array): Uint8Array {
    return this.#content.step2(stateVector);
  }

  /** True if the document knows everything that this state vector names. */
  covers(stateVector: ReadonlyMap<number, number>): boolean {
    for (const [client, clock] of stateVector) if (clock > this.#content.clock(client)) return false;
    return true;
  }

  /** True if its text is in the store alone. */
  get away(): boolean {
    return this.#content.away;
  }

  /** See `Content.bringBack`. */
  bringBack({ updates }: StoredDocument): void {
    this.#content.bringBack(updates);
    this.#countBytes(updates);
  }

  #countBytes(updates: readonly Uint8Array[]): void {
    this.#size = updates.reduce((sum, update) => sum + update.length, 0);
    this.#measured = updates.length <= 1;
  }

  /** Called once a second; see `Content.tick`. */
  tick(stored: boolean): boolean {
    return this.#content.tick(this.#size, stored);
  }

  destroy(): void {
    this.#content.destroy();
  }

  /** True if it brings something, and nothing that is there. */
  #isNew({ structs }: UpdateContent): boolean {
    return structs.length > 0 && structs.every(({ client, start }) => start === this.#content.clock(client));
  }

  #growing(content: UpdateContent): number[] {
    return content.structs
      .filter((range) => range.end > this.#content.clock(range.client))
      .map((range) => range.client);
  }

  #own(client: number, userId: string): void {
    if (this.#owners.has(client)) return;
    this.#owners.set(client, userId);
    const ids = this.#idsOf.get(userId);
    if (ids === undefined) this.#idsOf.set(userId, new Set([client]));
    else ids.add(client);
  }

  /** The hub writes for several people: each gets a client id of their own, for as long as the room lives. */
  #editingId(userId: string): number {
    const known = this.#editingIds.get(userId);
    if (known !== undefined) return known;
    let client = uint32();
    while (this.#content.clock(client) > 0) client = uint32();
    this.#editingIds.set(userId, client);
    return client;
  }
}

/** True if a transaction did nothing but put in what an update brings: nothing was deleted or let go on the way. */
function tookAsItCame({ doc, deleteSet }: Y.Transaction, { structs }: UpdateContent): boolean {
  return (
    deleteSet.clients.size === 0 &&
    structs.every((range) => structsIn(doc, range).every((struct) => struct instanceof Y.Item))
  );
}
