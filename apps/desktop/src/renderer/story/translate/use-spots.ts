import { setSpots } from '@copydesk/editor';
import type { Passage } from '@copydesk/shared/article';
import { useEffect } from 'react';
import type { PassageDesk } from './desk.ts';
import type { WarningDesk } from './use-warnings.ts';

/** After so long a pause in writing the marks are laid anew. For calm alone: a sentence under the hand is always unfinished. */
const PAUSE_MS = 500;

/** Marks in the text what warnings point at, whenever nobody has written for a moment. */
export function useSpots(editor: PassageDesk['editor'], passages: readonly Passage[], of: WarningDesk['of']): void {
  useEffect(() => {
    if (editor === null) return undefined;
    const timer = setTimeout(() => {
      if (editor.isDestroyed) return;
      const spots = passages.map((passage) => [passage.id, of(passage).targetSpots] as const);
      setSpots(editor, new Map(spots.filter(([, list]) => list.length > 0)));
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [editor, passages, of]);
}
