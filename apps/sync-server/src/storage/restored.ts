import { skipAhead } from '@copydesk/shared/node';
import type { Database } from 'better-sqlite3';
import { passPresence } from './presence-clock.ts';

/** More rows than any document or the change feed gains between a backup and its restore. */
export const AHEAD = 1_000_000_000;
/** Further than the presence clocks of a thousand starts since the backup. */
const PRESENCE_AHEAD = 3_000_000_000_000;

/**
 * After a restore the sequences of all documents and of the change feed go on beyond any number given out before it:
 * desktops compare them to see what is new, and an old number must never mean a new row.
 */
export function goBeyond(db: Database): void {
  skipAhead(db, AHEAD);
  passPresence(db, PRESENCE_AHEAD);
  db.prepare("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'changes'").run(AHEAD);
  // Copies of the memory begin anew: they may hold rows that the backup never had (see `memoryHistory`).
  db.prepare(
    `INSERT INTO sqlite_sequence (name, seq) SELECT 'memory_origins', 0
     WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'memory_origins')`,
  ).run();
  db.prepare("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'memory_origins'").run(AHEAD);
}
