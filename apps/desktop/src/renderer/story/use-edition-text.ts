import { readEdition } from '@copydesk/editor/schema';
import type { EditionText } from '@copydesk/shared/article';
import { useMemo, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';

interface Reading {
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => EditionText;
}

function readingOf(doc: Y.Doc): Reading {
  let text: EditionText | null = null;
  return {
    subscribe(listener) {
      const changed = () => {
        text = null;
        listener();
      };
      doc.on('update', changed);
      text = null;
      return () => doc.off('update', changed);
    },
    read() {
      text ??= readEdition(doc);
      return text;
    },
  };
}

/** What a document says now, renewed at each change. */
export function useEditionText(doc: Y.Doc): EditionText {
  const reading = useMemo(() => readingOf(doc), [doc]);
  return useSyncExternalStore(reading.subscribe, reading.read);
}
