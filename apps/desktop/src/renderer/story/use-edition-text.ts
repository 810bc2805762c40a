import { currentEdition } from '@copydesk/editor/schema';
import type { EditionText } from '@copydesk/shared/article';
import { useCallback, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';

/** What a document says now, renewed at each change. */
export function useEditionText(doc: Y.Doc): EditionText {
  const subscribe = useCallback(
    (listener: () => void) => {
      doc.on('update', listener);
      return () => doc.off('update', listener);
    },
    [doc],
  );
  return useSyncExternalStore(subscribe, () => currentEdition(doc));
}
