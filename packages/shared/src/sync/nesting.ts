import * as Y from 'yjs';
import { structsIn } from './structs.ts';
import type { UpdateContent } from './update-check.ts';

/** A list in a quote in a list is three deep. Readers of a text go down by recursion, and this deep they still return. */
const MAX_ELEMENT_DEPTH = 100;

/** True if an applied update brought elements nested deeper than any text is. */
export function nestsTooDeep(doc: Y.Doc, content: UpdateContent): boolean {
  return (
    content.bringsElements &&
    content.structs.some((range) =>
      structsIn(doc, range).some(
        (struct) => struct instanceof Y.Item && struct.content instanceof Y.ContentType && isTooDeep(struct),
      ),
    )
  );
}

function isTooDeep(item: Y.Item): boolean {
  let depth = 0;
  for (let above: Y.Item | null = item; above !== null; depth++) {
    if (depth > MAX_ELEMENT_DEPTH) return true;
    above = above.parent instanceof Y.AbstractType ? above.parent._item : null;
  }
  return false;
}
