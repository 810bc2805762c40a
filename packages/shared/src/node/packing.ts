/**
 * Rows on their way to the store worker, as one run of bytes: a message that is made of objects costs several times as
 * much to hand over, and a busy server hands over thousands of rows a second.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { encode } from '../sync/encode.ts';
import type { LogRow } from '../sync/ports.ts';

/** Bytes for `unpackRows`, and for nothing that lasts: their layout may change with any version. */
export function packRows(rows: readonly LogRow[]): Uint8Array {
  return encode((to) => {
    encoding.writeVarUint(to, rows.length);
    for (const { update, userId, newClientIds, origin, witnessed } of rows) {
      encoding.writeVarUint8Array(to, update);
      encoding.writeVarString(to, userId);
      encoding.writeVarUint(to, newClientIds.length);
      for (const client of newClientIds) encoding.writeVarUint(to, client);
      encoding.writeUint8(to, origin === 'local' ? 1 : 0);
      encoding.writeVarString(to, witnessed === null || witnessed === undefined ? '' : JSON.stringify(witnessed));
    }
  });
}

/** The rows that were packed. */
export function unpackRows(packed: Uint8Array): LogRow[] {
  const from = decoding.createDecoder(packed);
  const many = <T>(read: () => T): T[] => Array.from({ length: decoding.readVarUint(from) }, read);
  return many(() => {
    const update = decoding.readVarUint8Array(from);
    const userId = decoding.readVarString(from);
    const newClientIds = many(() => decoding.readVarUint(from));
    const origin = decoding.readUint8(from) === 1 ? 'local' : 'upstream';
    const witnessed = decoding.readVarString(from);
    return { update, userId, newClientIds, origin, witnessed: witnessed === '' ? null : JSON.parse(witnessed) };
  });
}
