/** What proves that a stored row of a document is the one that was written, in the place it was written to. */
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
