/** Puts together what is left of a document. */
import { applyAsIs } from '@copydesk/shared/sync';
import * as Y from 'yjs';

export interface Fitted<Part> {
  /** The document that the parts make, as far as what each builds on is there. */
  readonly update: Uint8Array;
  /** Parts that build on something which is missing: at least a piece of each is not in the document. */
  readonly waiting: readonly Part[];
  /** What it holds and what of that is deleted. */
  readonly snapshot: Y.Snapshot;
}

/** Joins updates of one history, in any order, as often as the same comes. Parts that are no updates wait for ever. */
export function fitTogether<Part extends { readonly update: Uint8Array }>(parts: readonly Part[]): Fitted<Part> {
  const doc = new Y.Doc();
  for (const { update } of parts.filter(isUpdate)) applyAsIs(doc, [update]);
  // Yjs would write it out with the rest, and a document that has it cannot be opened.
  doc.store.pendingStructs = null;
  doc.store.pendingDs = null;
  const waiting = parts.filter((part) => !isUpdate(part) || !isWithin(doc, part.update));
  const fitted = { update: Y.encodeStateAsUpdate(doc), waiting, snapshot: Y.snapshot(doc) };
  doc.destroy();
  return fitted;
}

function isUpdate({ update }: { readonly update: Uint8Array }): boolean {
  try {
    Y.decodeUpdate(update);
    return true;
  } catch {
    return false;
  }
}

/** True if the document has all that an update brings, and all that it deletes. */
function isWithin(doc: Y.Doc, update: Uint8Array): boolean {
  const { structs, ds } = Y.decodeUpdate(update);
  const has = (client: number, end: number) => end <= Y.getState(doc.store, client);
  return (
    structs.every(({ id, length }) => has(id.client, id.clock + length)) &&
    [...ds.clients].every(([client, ranges]) => ranges.every(({ clock, len }) => has(client, clock + len)))
  );
}
