import * as Y from 'yjs';
import type { ClientRange } from './update-check.ts';

/** What a document holds of a range of clocks, in order; the first and the last may reach beyond it. */
export function structsIn(doc: Y.Doc, { client, start, end }: ClientRange): (Y.Item | Y.GC)[] {
  const structs = doc.store.clients.get(client);
  if (structs === undefined || start >= Y.getState(doc.store, client)) return [];
  const from = Y.findIndexSS(structs, start);
  let to = from;
  while ((structs[to]?.id.clock ?? end) < end) to += 1;
  return structs.slice(from, to);
}
