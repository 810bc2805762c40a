import type { Database } from 'better-sqlite3';
import { allArticles } from './articles.ts';
import { allDrafting, allHeld, allSeen } from './desk-work.ts';
import { allDigests, allEditions } from './editions.ts';
import { allDesks, allUsers } from './people.ts';
import type { Snapshot } from './rows.ts';
import { liveSessions } from './sessions.ts';

export const snapshotOperations = {
  /** All that the registry keeps in memory, at one moment. */
  snapshot(db: Database): Snapshot {
    return {
      users: allUsers(db),
      desks: allDesks(db),
      sessions: liveSessions(db),
      articles: allArticles(db),
      editions: allEditions(db),
      digests: allDigests(db),
      held: allHeld(db),
      drafting: allDrafting(db),
      seen: allSeen(db),
    };
  },
};
