/**
 * What a document's stored rows hold together, without a Y.Doc: to build one takes five times as long, and most
 * documents that are opened are only looked at.
 */
import * as encoding from 'lib0/encoding';
import { BadFrame } from './reader.ts';
import { type ClientRange, type Clocks, readRow, type StructRun } from './update-check.ts';

/** All of a document, as one update, and how far each client id's structs go. */
export interface Joined {
  readonly update: Uint8Array;
  readonly clocks: ReadonlyMap<number, number>;
}

interface Run extends StructRun {
  readonly row: Uint8Array;
}

/**
 * Joins a document's rows, in their order. Null where only a Y.Doc can tell: if a row can not be read, leaves a gap or
 * brings something twice, or if a deletion takes away what an earlier row still holds. A Y.Doc lets such text go, so
 * nobody who comes later is given it; here it would be passed on.
 */
export function joinRows(rows: readonly Uint8Array[]): Joined | null {
  const clocks = new Map<number, number>();
  const runs = new Map<number, Run[]>();
  const deletes = new Map<number, ClientRange[]>();
  const emptied = new Map<number, ClientRange[]>();
  const known = (client: number) => clocks.get(client) ?? 0;
  for (const row of rows) {
    const content = readWhole(known, row);
    if (content === null) return null;
    for (const run of content.structs) {
      if (run.start !== known(run.client)) return null;
      clocks.set(run.client, run.end);
      addTo(runs, { ...run, row });
    }
    for (const range of content.deletes) addTo(deletes, range);
    for (const range of content.emptied) addTo(emptied, range);
  }
  for (const [client, ranges] of deletes)
    if (!ranges.every((range) => covers(emptied.get(client) ?? [], range))) return null;
  const [only] = rows;
  return { update: rows.length === 1 && only !== undefined ? only : encode(runs, deletes), clocks };
}

/** An update that deletes nothing, and where its structs stand in it. */
export interface Piece {
  readonly update: Uint8Array;
  readonly structs: readonly StructRun[];
}

/**
 * Updates that go on where those before them ended, as one: what `Y.mergeUpdates` makes of them, without reading them
 * again.
 */
export function joinPieces(pieces: readonly Piece[]): Uint8Array {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return only.update;
  const runs = new Map<number, Run[]>();
  for (const { update, structs } of pieces) for (const run of structs) addTo(runs, { ...run, row: update });
  return encode(runs, new Map());
}

/** A row that leaves no gap; null for another. */
function readWhole(known: Clocks, row: Uint8Array): ReturnType<typeof readRow> | null {
  try {
    const content = readRow(known, row);
    return content.gap ? null : content;
  } catch (error) {
    if (error instanceof BadFrame) return null;
    throw error;
  }
}

function addTo<R extends ClientRange>(map: Map<number, R[]>, range: R): void {
  const known = map.get(range.client);
  if (known === undefined) map.set(range.client, [range]);
  else known.push(range);
}

/** True if `ranges`, which ascend, hold all of `range`. */
function covers(ranges: readonly ClientRange[], range: ClientRange): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle]?.end ?? 0) <= range.start) low = middle + 1;
    else high = middle;
  }
  let upTo = range.start;
  for (let i = low; upTo < range.end; i++) {
    const next = ranges[i];
    if (next === undefined || next.start > upTo) return false;
    upTo = next.end;
  }
  return true;
}

/** One update of all runs: a struct is encoded the same wherever it stands. Client ids descend, as Yjs has them. */
function encode(runs: ReadonlyMap<number, readonly Run[]>, deletes: ReadonlyMap<number, readonly ClientRange[]>) {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, runs.size);
    for (const [client, ofClient] of descending(runs)) {
      encoding.writeVarUint(
        encoder,
        ofClient.reduce((sum, { count }) => sum + count, 0),
      );
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, ofClient[0]?.start ?? 0);
      for (const { row, from, to } of ofClient) encoding.writeUint8Array(encoder, row.subarray(from, to));
    }
    encoding.writeVarUint(encoder, deletes.size);
    for (const [client, ranges] of descending(deletes)) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, ranges.length);
      for (const { start, end } of ranges) {
        encoding.writeVarUint(encoder, start);
        encoding.writeVarUint(encoder, end - start);
      }
    }
  });
}

function descending<V>(map: ReadonlyMap<number, V>): [number, V][] {
  return [...map].sort(([a], [b]) => b - a);
}
