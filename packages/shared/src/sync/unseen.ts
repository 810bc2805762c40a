import * as Y from 'yjs';
import { structsIn } from './structs.ts';
import type { ClientRange, UpdateContent } from './update-check.ts';

/**
 * True if applying an update would delete words that its writer cannot have seen. Who deletes an element deletes in Yjs
 * all that it knows to be in it, each by name; what stands in it without being named came from somebody else and had
 * not reached the writer. Looks only at what the update names.
 */
export function takesUnseenWords(doc: Y.Doc, content: UpdateContent): boolean {
  const elements = content.deletes.flatMap((range) => elementsIn(doc, range));
  if (elements.length === 0) return false;
  const named = new Named(content.deletes);
  return elements.some((element) => holdsUnnamed(element, named));
}

/** The elements of a range that are not deleted yet. */
export function elementsIn(doc: Y.Doc, range: ClientRange): Y.AbstractType<unknown>[] {
  return structsIn(doc, range).flatMap((struct) =>
    struct instanceof Y.Item && !struct.deleted && struct.content instanceof Y.ContentType ? [struct.content.type] : [],
  );
}

function holdsUnnamed(element: Y.AbstractType<unknown>, named: Named): boolean {
  for (let item = element._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentString && !named.covers(item)) return true;
    if (item.content instanceof Y.ContentType && holdsUnnamed(item.content.type, named)) return true;
  }
  return false;
}

/** What an update names as deleted, by client id in order. */
class Named {
  readonly #ranges: ReadonlyMap<number, readonly ClientRange[]>;

  constructor(deletes: readonly ClientRange[]) {
    this.#ranges = Map.groupBy(
      deletes.toSorted((a, b) => a.start - b.start),
      ({ client }) => client,
    );
  }

  covers({ id, length }: Y.Item): boolean {
    let from = id.clock;
    for (const { start, end } of this.#ranges.get(id.client) ?? []) {
      if (start > from) return false;
      from = Math.max(from, end);
      if (from >= id.clock + length) return true;
    }
    return false;
  }
}
