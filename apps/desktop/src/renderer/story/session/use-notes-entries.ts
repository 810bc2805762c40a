import { useMemo, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';

/** One kind of entry in a notes document: where it lies and how it is read. Keep it outside components. */
export interface NotesKind<T> {
  readonly root: (notes: Y.Doc) => Y.Map<Y.Map<unknown>>;
  readonly read: (notes: Y.Doc) => readonly T[];
}

const NONE: readonly never[] = [];
const never = () => () => undefined;
const none = () => NONE;

/** The entries of one kind, renewed at each change of them; none while the notes are not open. */
export function useNotesEntries<T>(notes: Y.Doc | null, kind: NotesKind<T>): readonly T[] {
  const store = useMemo(() => (notes === null ? null : follow(notes, kind)), [notes, kind]);
  return useSyncExternalStore(store?.subscribe ?? never, store?.read ?? none);
}

function follow<T>(notes: Y.Doc, { root, read }: NotesKind<T>) {
  let shown: readonly T[] | null = null;
  return {
    subscribe(listener: () => void) {
      const changed = () => {
        shown = null;
        listener();
      };
      shown = null;
      root(notes).observeDeep(changed);
      return () => root(notes).unobserveDeep(changed);
    },
    read() {
      shown ??= read(notes);
      return shown;
    },
  };
}
