/** Erasing what may not stay on this computer, so that it is gone from the file too. */
import { clearMemory } from '@copydesk/shared/node';
import type { Database } from 'better-sqlite3';

/** What of the kept answers is not about stories: who works here, whether they left, notices. */
const STAYS = ['user', 'left', 'ended', 'offline-since', 'newsroom {}', 'desks', 'damage'];

export const careOperations = {
  /** From now on what this connection deletes is overwritten. To be called at each start. */
  overwriteDeleted(db: Database): void {
    db.pragma('secure_delete = ON');
  },

  /** Documents of which something is held and not settled. */
  heldDocuments(db: Database): string[] {
    return db.prepare<[], string>('SELECT DISTINCT document FROM held WHERE settled IS NULL').pluck().all();
  },

  /** Forgets answers of the server, and stories and held changes that are done with, save the stories named. */
  eraseAnswers(db: Database, keepArticles: readonly string[]): void {
    const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');
    db.prepare(`DELETE FROM kept WHERE key NOT IN (${marks(STAYS)}) AND key NOT LIKE 'salvaged %'`).run(...STAYS);
    db.prepare(`DELETE FROM articles WHERE unsent = 0 AND id NOT IN (${marks(keepArticles)})`).run(...keepArticles);
    db.prepare('DELETE FROM held WHERE settled IS NOT NULL').run();
    clearMemory(db);
  },

  /** Forgets the server's answers about one story. */
  eraseArticle(db: Database, id: string): void {
    db.prepare('DELETE FROM articles WHERE id = ? AND unsent = 0').run(id);
    db.prepare(`DELETE FROM kept WHERE instr(key, ?) > 0`).run(id);
  },
};
