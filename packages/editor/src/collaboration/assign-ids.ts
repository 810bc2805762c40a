/** Which blocks need an id after a change, and whose they were. Pure. */
import type { Node } from '@tiptap/pm/model';
import type { Mappable } from '@tiptap/pm/transform';

export interface IdChange {
  /** Position of the block in the new document. */
  readonly pos: number;
  readonly id: string;
  /** The id the block carried as a copy, null if it had none. */
  readonly from: string | null;
}

interface Found {
  readonly pos: number;
  readonly id: string | null;
}

function blocksOf(doc: Node): Found[] {
  const found: Found[] = [];
  doc.descendants((node, pos) => {
    if (Object.hasOwn(node.attrs, 'id')) {
      const id: unknown = node.attrs.id;
      found.push({ pos, id: typeof id === 'string' && id !== '' ? id : null });
    }
    return !node.isTextblock;
  });
  return found;
}

/**
 * The block that was there before the change keeps its id, wherever its copy stands; of a moved block, which nothing
 * of the old place is left of, the one that carries the id. Copies and split-off parts get fresh ids. A block that
 * lost its id because its kind was changed gets it back.
 */
export function assignIds(before: Node, after: Node, mapping: Mappable, freshId: () => string): IdChange[] {
  const blocks = blocksOf(after);
  const placesOf = new Map<string, number[]>();
  for (const { id, pos } of blocks) {
    if (id !== null) placesOf.set(id, [...(placesOf.get(id) ?? []), pos]);
  }
  if (blocks.length === [...placesOf.keys()].length) return [];

  const survivor = new Map<string, number>();
  const heirAt = new Map<number, string>();
  for (const { id, pos } of blocksOf(before)) {
    if (id === null || survivor.has(id)) continue;
    const now = mapping.map(pos, 1);
    survivor.set(id, now);
    if (!placesOf.has(id)) heirAt.set(now, id);
  }

  const changes: IdChange[] = [];
  for (const { id, pos } of blocks) {
    const places = id === null ? [] : (placesOf.get(id) ?? []);
    if (id === null) {
      const heir = heirAt.get(pos);
      changes.push({ pos, id: heir ?? freshId(), from: null });
    } else if (places.length > 1) {
      const kept = survivor.get(id);
      const owner = kept !== undefined && places.includes(kept) ? kept : places[0];
      if (pos !== owner) changes.push({ pos, id: freshId(), from: id });
    }
  }
  return changes;
}
