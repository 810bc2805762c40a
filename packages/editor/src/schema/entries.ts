/** Entries that people leave in a document side by side: nested Y.Maps by key, each with the time it was made. */
import * as Y from 'yjs';

/** As zod's schemas read. */
interface Reader<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}

/** What lies in `entries`, oldest first; what makes no sense is left out. Never writes. */
export function readEntries<T extends { readonly at: string }>(
  entries: Y.Map<Y.Map<unknown>>,
  reader: Reader<T>,
): { readonly key: string; readonly entry: Y.Map<unknown>; readonly value: T }[] {
  return [...entries.entries()]
    .flatMap(([key, entry]) => {
      const read = entry instanceof Y.Map ? reader.safeParse(entry.toJSON()) : null;
      return read?.success ? [{ key, entry, value: read.data }] : [];
    })
    .sort(({ value: a }, { value: b }) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
}
