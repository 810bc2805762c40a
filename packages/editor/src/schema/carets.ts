/** In which blocks people's carets stand, from what their windows tell. */
import * as Y from 'yjs';

/**
 * Ids of the blocks that hold an end of somebody's selection. `cursors`: the awareness states' `cursor` (a pair of
 * Yjs relative positions `anchor` and `head` as JSON). What makes no sense, or lies in text that is not here (yet),
 * counts for nothing. Only reads.
 */
export function caretBlocks(doc: Y.Doc, cursors: readonly unknown[]): Set<string> {
  const found = new Set<string>();
  for (const cursor of cursors) {
    if (typeof cursor !== 'object' || cursor === null) continue;
    for (const end of ['anchor', 'head']) {
      const position: unknown = Object.entries(cursor).find(([key]) => key === end)?.[1];
      const id = blockAt(doc, position);
      if (id !== null) found.add(id);
    }
  }
  return found;
}

function blockAt(doc: Y.Doc, position: unknown): string | null {
  const item = idOf(position, 'item');
  const parent = idOf(position, 'type');
  // A name is not followed: asking a document for a type by a name makes one of that name.
  if (item === null && parent === null) return null;
  const at = Y.createAbsolutePositionFromRelativePosition(new Y.RelativePosition(parent, null, item), doc, false);
  for (let type: unknown = at?.type; type instanceof Y.AbstractType; type = type.parent) {
    const id: unknown = type instanceof Y.XmlElement ? type.getAttribute('id') : undefined;
    if (typeof id === 'string' && id !== '') return id;
  }
  return null;
}

/** A Yjs id under `key` of a relative position, if it is one that this document may hold. */
function idOf(position: unknown, key: 'item' | 'type'): Y.ID | null {
  if (typeof position !== 'object' || position === null) return null;
  const id: unknown = Object.entries(position).find(([name]) => name === key)?.[1];
  if (typeof id !== 'object' || id === null || !('client' in id) || !('clock' in id)) return null;
  const { client, clock } = id;
  return isCount(client) && isCount(clock) ? Y.createID(client, clock) : null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && typeof value === 'number' && value >= 0;
}
