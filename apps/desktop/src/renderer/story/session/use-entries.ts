import { useMemo, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';

/** One kind of entry in a document or its notes: where it lies and how it is read. Keep it outside components. */
export interface EntryKind<T> {
  readonly root: (doc: Y.Doc) => Y.Map<Y.Map<unknown>>;
  readonly read: (doc: Y.Doc) => readonly T[];
}

const NONE: readonly never[] = [];
const never = () => () => undefined;
const none = () => NONE;

/** The entries of one kind, renewed at each change of them; none while the document is not open. */
export function useEntries<T>(doc: Y.Doc | null, kind: EntryKind<T>): readonly T[] {
  const store = useMemo(() => (doc === null ? null : follow(doc, kind)), [doc, kind]);
  return useSyncExternalStore(store?.subscribe ?? never, store?.read ?? none);
}

function follow<T>(doc: Y.Doc, { root, read }: EntryKind<T>) {
  let shown: readonly T[] | null = null;
  return {
    subscribe(listener: () => void) {
      const changed = () => {
        shown = null;
        listener();
      };
      shown = null;
      root(doc).observeDeep(changed);
      return () => root(doc).unobserveDeep(changed);
    },
    read() {
      shown ??= read(doc);
      return shown;
    },
  };
}
