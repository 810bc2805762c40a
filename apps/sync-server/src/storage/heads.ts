/** How far each document has grown, in memory: kept from the hub's commits. */
export interface Heads {
  /** 0 for a document that never grew. */
  of(document: string): number;
  set(document: string, head: number): void;
}

export function createHeads(initial: readonly { readonly document: string; readonly head: number }[]): Heads {
  const heads = new Map(initial.map(({ document, head }) => [document, head]));
  return {
    of: (document) => heads.get(document) ?? 0,
    // Commits of one document are told in order, but a reader may already know of a later one.
    set: (document, head) => void heads.set(document, Math.max(head, heads.get(document) ?? 0)),
  };
}
