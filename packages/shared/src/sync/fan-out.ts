import * as Y from 'yjs';

/** `mergeUpdates` slows down with the square of what it is given; in small groups it does not. */
const GROUP = 32;

/** Several updates as one, in their order. One alone is returned as it is. */
export function mergeInGroups(updates: readonly Uint8Array[]): Uint8Array {
  let level = updates;
  while (level.length > GROUP) {
    const next: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += GROUP) next.push(Y.mergeUpdates(level.slice(i, i + GROUP)));
    level = next;
  }
  const [only] = level;
  return only !== undefined && level.length === 1 ? only : Y.mergeUpdates([...level]);
}

/** A committed row and who it came from: null if from no connection, or if its author must see what became of it. */
export interface Authored<Author> {
  readonly update: Uint8Array;
  readonly author: Author | null;
}

/**
 * The one author of all rows, who needs nothing back; null if there are several. Then everyone gets the same
 * bytes, because taking in one's own rows again changes nothing and costs less than a frame for each author.
 */
export function soleAuthor<Author>(rows: readonly Authored<Author>[]): Author | null {
  const author = rows[0]?.author ?? null;
  return rows.every((row) => row.author === author) ? author : null;
}
