import { createHash } from 'node:crypto';
import { CanonicalContent, canonicalJson } from '@copydesk/shared/article';
import { StoreError } from '@copydesk/shared/sync';
import type { CheckpointRow } from '../storage/rows.ts';

/** The bytes that are kept of a text: their SHA-256 is its seal. */
export function sealedBytes(canonical: CanonicalContent): Uint8Array {
  return new TextEncoder().encode(canonicalJson(canonical));
}

/** The text of a checkpoint. Throws `StoreError` (corrupt) if its bytes are not those that were sealed. */
export function openCheckpoint({ seal, bytes }: Pick<CheckpointRow, 'seal' | 'bytes'>): CanonicalContent {
  if (createHash('sha256').update(bytes).digest('hex') !== seal)
    throw new StoreError('corrupt', 'The sealed text in the store is damaged: its bytes do not have its seal.');
  return CanonicalContent.parse(JSON.parse(new TextDecoder().decode(bytes)));
}
