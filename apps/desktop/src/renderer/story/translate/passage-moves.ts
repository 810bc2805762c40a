/** Ways from passage to passage, by key. */
import { goToPassage, nextOpen, nextWhere } from '@copydesk/editor';
import type { Passage } from '@copydesk/shared/article';
import { useEffect, useRef } from 'react';
import { useAction } from '../../commands/index.ts';
import { useNotices } from '../../ui/index.ts';
import type { PassageDesk } from './desk.ts';

export interface PassageMoves {
  readonly go: (index: number) => void;
  /** On to the next passage that wants a translator; says so where none is left. */
  readonly toNextOpen: () => void;
  /** On to the next passage that the person can check; says so where none is left. */
  readonly toNextToCheck: () => void;
}

/** Offers the keys, and returns what acts need of them. */
export function usePassageMoves(desk: PassageDesk): PassageMoves {
  const { store, editor, activeNow, onActive, warnings, toCheck } = desk;
  const notices = useNotices();
  const go = (index: number) => {
    if (editor === null || index < 0 || index >= store.read().passages.length) return;
    onActive(index);
    goToPassage(editor, index);
  };
  const to = (index: number, none: string) => (index === -1 ? notices.say(none) : go(index));
  // Read anew: what has just been confirmed is in the store, not yet on the screen.
  const toNextOpen = () => to(nextOpen(store.read().passages, activeNow()), 'Every passage is confirmed.');
  const toNext = (wanted: (passage: Passage) => boolean, none: string) =>
    to(nextWhere(store.read().passages, activeNow(), wanted), none);
  const toNextToCheck = () => toNext(toCheck, 'You have nothing left to check.');

  const group = 'Translation';
  useAction({
    id: 'passage-previous',
    name: 'Previous passage',
    shortcut: 'Alt+ArrowUp',
    group,
    run: () => go(activeNow() - 1),
  });
  useAction({
    id: 'passage-next',
    name: 'Next passage',
    shortcut: 'Alt+ArrowDown',
    group,
    run: () => go(activeNow() + 1),
  });
  useAction({
    id: 'passage-next-open',
    name: 'Next unconfirmed passage',
    shortcut: 'Alt+Shift+ArrowDown',
    group,
    run: toNextOpen,
  });
  useAction({
    id: 'passage-next-warned',
    name: 'Next passage with a warning',
    shortcut: 'F8',
    group,
    run: () => toNext((passage) => warnings.of(passage).warnings > 0, 'No passage has a warning.'),
  });
  useAction({
    id: 'passage-next-stale',
    name: 'Next stale passage',
    shortcut: 'F9',
    group,
    run: () => toNext(({ stale }) => stale, 'No passage is stale.'),
  });
  useAction({ id: 'passage-next-to-check', name: 'Next passage to check', group, run: toNextToCheck });
  useArrival(desk);
  return { go, toNextOpen, toNextToCheck };
}

/** Whoever comes to the desk stands at the first passage that is still to be done, or else to be checked. */
function useArrival({ translation: { passages }, editor, onActive, toCheck, writable }: PassageDesk): void {
  const arrived = useRef(false);
  useEffect(() => {
    if (arrived.current || editor === null) return;
    arrived.current = true;
    const open = nextOpen(passages, -1);
    const first = open === -1 ? nextWhere(passages, -1, toCheck) : open;
    if (first === -1) return;
    onActive(first);
    if (writable) goToPassage(editor, first);
  }, [passages, editor, onActive, toCheck, writable]);
}
