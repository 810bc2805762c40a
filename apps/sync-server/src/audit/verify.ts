import type { AuditEntry } from '@copydesk/shared/api';
import { FIRST_LINK, linkHash } from '../storage/audit.ts';

export interface Verdict {
  /** Rows that were found whole. */
  readonly rows: number;
  /** Sequence of the first row that does not fit, or null. */
  readonly broken: number | null;
}

/**
 * Checks the audit log from its first row: every sequence there, every hash made from its row and the one before. A
 * cut-off end is not seen: for that the last hash has to be kept elsewhere. `read` gives the rows after a sequence.
 */
export async function verifyChain(read: (since: number) => Promise<readonly AuditEntry[]>): Promise<Verdict> {
  let previous = FIRST_LINK;
  let seq = 0;
  for (;;) {
    const rows = await read(seq);
    if (rows.length === 0) return { rows: seq, broken: null };
    for (const { hash, ...row } of rows) {
      if (row.seq !== seq + 1 || linkHash(previous, row) !== hash) return { rows: seq, broken: seq + 1 };
      seq = row.seq;
      previous = hash;
    }
  }
}
