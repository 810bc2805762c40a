/** What proves that a stored row is the one that was written, in the place it was written to. */
import { crc32 } from 'node:zlib';
import type { DocumentName } from '../sync/ports.ts';

/** A row of a document's log, or the snapshot that stands for all rows up to `seq`. */
export interface StoredRow {
  readonly seq: number;
  readonly update: Uint8Array;
  readonly checksum: number;
}

/** CRC-32 of the document's name, the row's number and its bytes: a row that is found elsewhere is a damaged one. */
export function rowChecksum(document: DocumentName, seq: number, update: Uint8Array): number {
  return crc32(update, crc32(`${document} ${seq} `));
}

/** True if a row is what was written here. Rows of versions before 0.2 have the CRC-32 of their bytes alone. */
export function isIntact(document: DocumentName, { seq, update, checksum }: StoredRow): boolean {
  // A damaged page may give anything, whatever the column's type.
  if (!(update instanceof Uint8Array)) return false;
  return rowChecksum(document, seq, update) === checksum || crc32(update) === checksum;
}

/** What a row of another table holds: text, bytes, or nothing. */
export type StoredValue = string | Uint8Array | null;

/** CRC-32 of a row's place (its table and key) and of its values, each with its length, so that none runs into the next. */
export function valuesChecksum(place: string, values: readonly StoredValue[]): number {
  return values.reduce<number>((sum, value) => crc32(value ?? '', crc32(` ${lengthOf(value)} `, sum)), crc32(place));
}

function lengthOf(value: StoredValue): number {
  if (value === null) return -1;
  return typeof value === 'string' ? Buffer.byteLength(value) : value.length;
}

/** True if a row is what was written here. Rows of versions before 0.2 have no checksum. */
export function areIntact(place: string, values: readonly StoredValue[], checksum: number | null): boolean {
  return checksum === null || valuesChecksum(place, values) === checksum;
}
