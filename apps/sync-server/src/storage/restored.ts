import { skipAhead } from '@copydesk/shared/node';
import type { Database } from 'better-sqlite3';

/** More rows than any document or the change feed gains between a backup and its restore. */
const AHEAD = 1_000_000_000;

/**
 * After a restore the sequences of all documents and of the change feed go on beyond any number given out before it:
 * desktops compare them to see what is new, and an old number must never mean a new row.
 */
export function goBeyond(db: Database): void {
  skipAhead(db, AHEAD);
  db.prepare("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'changes'").run(AHEAD);
}
