import { witnessConfirmations } from '@copydesk/editor/schema';
import type { DocumentName, Witness } from '@copydesk/shared/sync';
import { NOBODY, partsOf } from '@copydesk/shared/sync';
import { type Clock, COPYDESK } from '../context.ts';
import type { Witnessed } from '../storage/evidence.ts';

/** Sees who writes, and attests confirmations: who made them and when, from the connection and not from the text. */
export function createWitness(clock: Clock, wrote: (document: DocumentName, by: string) => void): Witness {
  return ({ document, transaction, by }): readonly Witnessed[] | null => {
    const brought = by.userId === NOBODY.userId;
    wrote(document, brought ? COPYDESK.userId : by.userId);
    // What a desktop brings back after a restore was confirmed by others than who brings it.
    if (brought || by.userId === COPYDESK.userId || partsOf(document).notes) return null;
    const made = witnessConfirmations(transaction);
    if (made.length === 0) return null;
    const at = clock.now().toISOString();
    const rows = made.flatMap(({ block, segment, confirmed, reviewed }): Witnessed[] => {
      const attest = (hashes: { source: string; target: string }, review: boolean): Witnessed => ({
        block,
        by: by.userId,
        name: by.name,
        at,
        source: hashes.source,
        target: hashes.target,
        review,
      });
      return [
        ...(confirmed && segment.confirmed !== null ? [attest(segment.confirmed, false)] : []),
        ...(reviewed && segment.reviewed !== null ? [attest(segment.reviewed, true)] : []),
      ];
    });
    return rows.length > 0 ? rows : null;
  };
}
