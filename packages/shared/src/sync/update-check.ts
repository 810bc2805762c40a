/**
 * Looks at a Yjs update (V1) before it may touch a document. `Y.applyUpdate` alone is no judge: it applies some bad
 * updates in part, keeps others pending without a word, and takes bytes after the end.
 */
import * as Y from 'yjs';
import { BadFrame, Reader } from './reader.ts';
import { structsIn } from './structs.ts';

/** Structs of one client id in an update: clocks `start` (included) to `end` (not). */
export interface ClientRange {
  readonly client: number;
  readonly start: number;
  readonly end: number;
}

/** And where in the update they stand: `count` of them, from byte `from` (included) to `to` (not). */
export interface StructRun extends ClientRange {
  readonly count: number;
  readonly from: number;
  readonly to: number;
}

export interface UpdateContent {
  /** One per client id. */
  readonly structs: readonly StructRun[];
  /** What it deletes. */
  readonly deletes: readonly ClientRange[];
  /** True if it builds on something that neither the document nor itself holds. */
  readonly gap: boolean;
  /** True if it builds on what another client id brought after `settled`. */
  readonly buildsOnRecent: boolean;
  /** True if any of its structs is an element or another shared type, which can hold further ones. */
  readonly bringsElements: boolean;
}

/** Values nested deeper than this can be read but no longer written back by every runtime. */
const MAX_DEPTH = 64;
/** Kinds of content up to this one hold nothing: a struct that was let go whole (0), one whose content was (1). */
const DELETED = 1;
const TYPE_COUNT = 7;
const TYPES_WITH_NAME: ReadonlySet<number> = new Set([3, 5]);

/** Up to which clock something is known of a client id. */
export type Clocks = (client: number) => number;

const EVERYTHING: Clocks = () => Infinity;

/**
 * Reads what `update` holds, against the document as it is now. Does not change the document.
 * @param settled up to which clocks the document is not recent
 * Throws `BadFrame` if it is no well-formed update.
 */
export function checkUpdate(doc: Y.Doc, update: Uint8Array, settled: Clocks = EVERYTHING): UpdateContent {
  return new Check((client) => Y.getState(doc.store, client), settled, update).run();
}

/**
 * Reads a row of a document's log on its own. `known`: up to which clock the rows before it bring a client id.
 * `emptied`: structs whose content is gone.
 * Throws `BadFrame` if it is no well-formed update.
 */
export function readRow(
  known: Clocks,
  update: Uint8Array,
): UpdateContent & { readonly emptied: readonly ClientRange[] } {
  const check = new Check(known, EVERYTHING, update);
  return { ...check.run(), emptied: check.emptied };
}

/** What an update brings, without what it deletes. Throws `BadFrame` if it is no well-formed update. */
export function withoutDeletions(update: Uint8Array): Uint8Array {
  const end = readRow(EVERYTHING, update).structs.at(-1)?.to ?? 1;
  const brought = new Uint8Array(end + 1);
  brought.set(update.subarray(0, end));
  return brought;
}

/** True for the update that holds nothing: what a peer that has nothing answers a Step1 with. */
export function isEmpty(update: Uint8Array): boolean {
  return update.length === 2 && update[0] === 0 && update[1] === 0;
}

/** True if the document already holds all of it: applying it would change nothing. */
export function addsNothing(doc: Y.Doc, content: UpdateContent): boolean {
  return (
    content.structs.every((range) => isKnown(doc, range)) && content.deletes.every((range) => isDeleted(doc, range))
  );
}

/**
 * True if an update brings nothing that the document lacks, and deletes marks of formatting alone.
 * Throws `BadFrame` if it is no well-formed update.
 */
export function deletesMarksAlone(doc: Y.Doc, update: Uint8Array): boolean {
  const { structs, deletes, gap } = checkUpdate(doc, update);
  return !gap && structs.every((range) => isKnown(doc, range)) && deletes.every((range) => holdsMarksAlone(doc, range));
}

function isKnown(doc: Y.Doc, { client, end }: ClientRange): boolean {
  return end <= Y.getState(doc.store, client);
}

function holdsMarksAlone(doc: Y.Doc, range: ClientRange): boolean {
  return structsIn(doc, range).every(
    (struct) => struct.deleted || (struct instanceof Y.Item && struct.content instanceof Y.ContentFormat),
  );
}

function isDeleted(doc: Y.Doc, range: ClientRange): boolean {
  return isKnown(doc, range) && structsIn(doc, range).every((struct) => struct.deleted);
}

class Check {
  readonly #known: Clocks;
  readonly #settled: Clocks;
  readonly #reader: Reader;
  readonly #structs: StructRun[] = [];
  /** What holds nothing any more: its content was deleted and let go. */
  readonly emptied: ClientRange[] = [];
  /** Client id -> end of its structs in this update. */
  readonly #ends = new Map<number, number>();
  /** Structs it builds on that the document doesn't know; the update itself may bring them. */
  readonly #unresolved: { readonly client: number; readonly clock: number }[] = [];
  #gap = false;
  #buildsOnRecent = false;
  #bringsElements = false;

  constructor(known: Clocks, settled: Clocks, update: Uint8Array) {
    this.#known = known;
    this.#settled = settled;
    this.#reader = new Reader(update);
  }

  run(): UpdateContent {
    for (let clients = this.#reader.varUint(); clients > 0; clients--) this.#readClient();
    const deletes = this.#readDeletes();
    this.#reader.end();
    for (const { client, clock } of this.#unresolved) if (clock >= this.#endOf(client)) this.#gap = true;
    for (const range of deletes) if (range.end > this.#endOf(range.client)) this.#gap = true;
    return {
      structs: this.#structs,
      deletes,
      gap: this.#gap,
      buildsOnRecent: this.#buildsOnRecent,
      bringsElements: this.#bringsElements,
    };
  }

  /** The clock up to which a client id's structs are known once the update is in. */
  #endOf(client: number): number {
    return Math.max(this.#known(client), this.#ends.get(client) ?? 0);
  }

  #readClient(): void {
    const reader = this.#reader;
    const count = reader.varUint();
    const client = reader.varUint();
    const start = reader.varUint();
    if (count === 0) throw new BadFrame('a client without structs');
    if (this.#ends.has(client)) throw new BadFrame('a client twice');
    const known = this.#known(client);
    if (start > known) this.#gap = true;
    const from = reader.pos;
    let clock = start;
    for (let i = 0; i < count; i++) {
      const info = reader.byte();
      const length = this.#readStruct(info, client, clock);
      if (length === 0) throw new BadFrame('an empty struct');
      if ((info & 0x1f) <= DELETED) this.emptied.push({ client, start: clock, end: clock + length });
      clock += length;
      if (clock > Number.MAX_SAFE_INTEGER) throw new BadFrame('clock too large');
      if (info === 10 && clock > known) this.#gap = true;
    }
    this.#ends.set(client, clock);
    this.#structs.push({ client, start, end: clock, count, from, to: reader.pos });
  }

  /** Reads one struct and returns its length in clocks. */
  #readStruct(info: number, client: number, clock: number): number {
    const reader = this.#reader;
    const content = info & 0x1f;
    if (content === 0 || content === 10) {
      if (info !== content) throw new BadFrame('flags on a struct without content');
      return reader.varUint();
    }
    const hasOrigin = (info & 0x80) !== 0;
    const hasRightOrigin = (info & 0x40) !== 0;
    if (hasOrigin) this.#dependsOn(client, clock);
    if (hasRightOrigin) this.#dependsOn(client, clock);
    if (!hasOrigin && !hasRightOrigin) {
      const named = reader.varUint();
      if (named > 1) throw new BadFrame('unknown kind of parent');
      if (named === 1) this.#skipString();
      else this.#dependsOn(client, clock);
      if ((info & 0x20) !== 0) this.#skipString();
    }
    return this.#readContent(content);
  }

  #dependsOn(ofClient: number, ofClock: number): void {
    const client = this.#reader.varUint();
    const clock = this.#reader.varUint();
    if (client === ofClient) {
      if (clock >= ofClock) throw new BadFrame('builds on what comes after it');
    } else {
      if (clock >= this.#known(client)) this.#unresolved.push({ client, clock });
      if (clock >= this.#settled(client)) this.#buildsOnRecent = true;
    }
  }

  #readContent(kind: number): number {
    const reader = this.#reader;
    switch (kind) {
      case 1:
        return reader.varUint();
      case 2: {
        const length = reader.varUint();
        for (let i = 0; i < length; i++) this.#skipString();
        return length;
      }
      case 3:
        reader.varBytes();
        return 1;
      case 4:
        return utf16Length(reader.varBytes());
      case 5:
        this.#skipJson();
        return 1;
      case 6:
        this.#skipString();
        this.#skipJson();
        return 1;
      case 7: {
        const type = reader.varUint();
        if (type >= TYPE_COUNT) throw new BadFrame('unknown type');
        if (TYPES_WITH_NAME.has(type)) this.#skipString();
        this.#bringsElements = true;
        return 1;
      }
      case 8: {
        const length = reader.varUint();
        for (let i = 0; i < length; i++) this.#skipAny(0);
        return length;
      }
      case 9:
        this.#skipString();
        this.#skipAny(0);
        return 1;
      default:
        throw new BadFrame('unknown content');
    }
  }

  #skipString(): void {
    this.#reader.varBytes();
  }

  #skipJson(): void {
    if (jsonDepth(this.#reader.varBytes()) > MAX_DEPTH) throw new BadFrame('nested too deep');
  }

  /** lib0's `any`: one byte of kind, counted down from 127. */
  #skipAny(depth: number): void {
    const reader = this.#reader;
    if (depth > MAX_DEPTH) throw new BadFrame('nested too deep');
    switch (127 - reader.byte()) {
      case 0:
      case 1:
      case 6:
      case 7:
        return;
      case 2:
        while (reader.byte() >= 0x80);
        return;
      case 3:
        reader.skip(4);
        return;
      case 4:
      case 5:
        reader.skip(8);
        return;
      case 8:
      case 11:
        reader.varBytes();
        return;
      case 9:
        for (let entries = reader.varUint(); entries > 0; entries--) {
          this.#skipString();
          this.#skipAny(depth + 1);
        }
        return;
      case 10:
        for (let items = reader.varUint(); items > 0; items--) this.#skipAny(depth + 1);
        return;
      default:
        throw new BadFrame('unknown kind of value');
    }
  }

  #readDeletes(): ClientRange[] {
    const reader = this.#reader;
    const deletes: ClientRange[] = [];
    for (let clients = reader.varUint(); clients > 0; clients--) {
      const client = reader.varUint();
      for (let ranges = reader.varUint(); ranges > 0; ranges--) {
        const start = reader.varUint();
        const length = reader.varUint();
        if (length === 0) throw new BadFrame('an empty deletion');
        deletes.push({ client, start, end: start + length });
      }
    }
    return deletes;
  }
}

/** Length in UTF-16 units, which is what Yjs counts, of text in UTF-8. */
function utf16Length(bytes: Uint8Array): number {
  let length = 0;
  for (const byte of bytes) {
    if (byte < 0x80 || byte >= 0xc0) length += byte >= 0xf0 ? 2 : 1;
  }
  return length;
}

/** How deep the arrays and objects of a JSON text are nested, without parsing it. */
export function jsonDepth(json: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i];
    if (inString) {
      if (byte === 0x5c) i++;
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) {
      inString = true;
    } else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (byte === 0x5d || byte === 0x7d) {
      depth -= 1;
    }
  }
  return deepest;
}
