import * as Y from 'yjs';

/** Merging many small updates at once takes time with the square of their number; in groups it does not. */
const GROUP = 50;

/** Merges updates of one document, however many. At least one. */
export function mergeMany(updates: readonly Uint8Array[]): Uint8Array {
  let level = [...updates];
  while (level.length > 1) {
    const next: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += GROUP) next.push(Y.mergeUpdates(level.slice(i, i + GROUP)));
    level = next;
  }
  const [merged] = level;
  if (!merged) throw new TypeError('nothing to merge');
  return merged;
}
