/** The source of a translation as it was followed last. */
import type { Database } from 'better-sqlite3';
import * as z from 'zod';
import type { EditionRef } from './rows.ts';

export const FollowedSource = z.object({
  /** The source's blocks that the translation knows of, in their order then, with their words. */
  blocks: z.array(z.object({ id: z.string(), text: z.string() })),
  /** Source blocks that were moved and whose targets are still to be moved after them. */
  moving: z.array(z.string()),
  /** Target blocks made for new source blocks that an engine is still to draft. */
  drafting: z.array(z.string()),
});
export type FollowedSource = z.infer<typeof FollowedSource>;

export const followedOperations = {
  followed(db: Database, ref: EditionRef): FollowedSource | null {
    const row = db
      .prepare<[string, string], { data: string }>('SELECT data FROM followed WHERE article_id = ? AND language = ?')
      .get(ref.articleId, ref.language);
    return row === undefined ? null : FollowedSource.parse(JSON.parse(row.data));
  },

  putFollowed(db: Database, ref: EditionRef, followed: FollowedSource): void {
    db.prepare(
      `INSERT INTO followed (article_id, language, data) VALUES (?, ?, ?)
       ON CONFLICT (article_id, language) DO UPDATE SET data = excluded.data`,
    ).run(ref.articleId, ref.language, JSON.stringify(followed));
  },
};
