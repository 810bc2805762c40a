import { canCheck, type Passage, type PassageEvidence } from '@copydesk/shared/article';
import { useMemo } from 'react';

/** Tells which passages this person can check; the same function while what is on record is the same. */
export function useToCheck(evidence: readonly PassageEvidence[], person: string): (passage: Passage) => boolean {
  return useMemo(() => {
    const rows = new Map(evidence.map((row) => [row.block, row]));
    return (passage) => canCheck(passage, rows.get(passage.id), person);
  }, [evidence, person]);
}
