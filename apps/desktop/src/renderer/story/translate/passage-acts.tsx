import {
  confirmPassage,
  copySource,
  goToPassage,
  nextOpen,
  resetToMachine,
  type Translation,
  type TranslationFacts,
  type TranslationStore,
  unconfirmPassage,
} from '@copydesk/editor';
import { UNDOABLE } from '@copydesk/editor/collaboration';
import { isConfirmed } from '@copydesk/shared/article';
import { useEffect, useRef } from 'react';
import type * as Y from 'yjs';
import { shortcutText, useAction } from '../../commands/index.ts';
import { Button, useNotices } from '../../ui/index.ts';

export interface PassageDesk {
  readonly store: TranslationStore;
  readonly translation: Translation;
  readonly facts: TranslationFacts;
  readonly doc: Y.Doc;
  /** Null until the editor is made. */
  readonly editor: Parameters<typeof goToPassage>[0] | null;
  /** Index of the passage that is worked on, or -1. */
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly writable: boolean;
}

/** One act as a button; acts without a button have only their keys. */
export interface PassageAct {
  readonly id: string;
  readonly name: string;
  readonly shortcut?: string;
  readonly enabled: boolean;
  readonly run: () => void;
}

const GROUP = 'Translation';
const CONFIRM = 'Mod+Enter';
const COPY_SOURCE = 'Mod+Alt+C';

/** What can be done to the passage that is worked on: offers the keys, and returns what also has a button. */
export function usePassageActs({
  store,
  translation,
  facts,
  doc,
  editor,
  active,
  onActive,
  writable,
}: PassageDesk): readonly PassageAct[] {
  const notices = useNotices();
  const { passages } = translation;
  const passage = passages[active];
  const record = facts.evidence.find(({ block }) => block === passage?.id);
  const hasOutput = record !== undefined && record.origin !== 'human' && record.output !== '';
  const canConfirm = writable && passage !== undefined && passage.state !== 'empty';
  const canUnconfirm = writable && passage !== undefined && isConfirmed(passage);
  const canCopy = writable && (passage?.source.length ?? 0) > 0;
  const canReset = writable && hasOutput && passage?.state !== 'machine';

  const go = (index: number) => {
    if (editor === null || index < 0 || index >= passages.length) return;
    onActive(index);
    goToPassage(editor, index);
  };
  const toNextOpen = () => {
    const next = nextOpen(store.read().passages, active);
    if (next === -1) notices.say('Every passage is confirmed.');
    else go(next);
  };
  const confirm = () => {
    if (passage === undefined || !canConfirm) return;
    confirmPassage(doc, passage, UNDOABLE);
    toNextOpen();
  };
  const unconfirm = () => {
    if (passage !== undefined) unconfirmPassage(doc, passage, UNDOABLE);
  };
  const copy = () => {
    if (passage !== undefined) copySource(doc, passage, UNDOABLE);
  };
  const reset = () => {
    if (passage !== undefined) resetToMachine(doc, passage, facts.evidence, UNDOABLE);
  };
  useArrival(passages, editor, onActive, writable);

  const act = { group: GROUP };
  useAction({
    ...act,
    id: 'passage-confirm',
    name: 'Confirm and go on',
    shortcut: CONFIRM,
    enabled: canConfirm,
    run: confirm,
  });
  useAction({
    ...act,
    id: 'passage-previous',
    name: 'Previous passage',
    shortcut: 'Alt+ArrowUp',
    run: () => go(active - 1),
  });
  useAction({ ...act, id: 'passage-next', name: 'Next passage', shortcut: 'Alt+ArrowDown', run: () => go(active + 1) });
  useAction({
    ...act,
    id: 'passage-next-open',
    name: 'Next unconfirmed passage',
    shortcut: 'Alt+Shift+ArrowDown',
    run: toNextOpen,
  });
  useAction({
    ...act,
    id: 'passage-unconfirm',
    name: 'Take the confirmation back',
    enabled: canUnconfirm,
    run: unconfirm,
  });
  useAction({
    ...act,
    id: 'passage-copy',
    name: 'Copy the source',
    shortcut: COPY_SOURCE,
    enabled: canCopy,
    run: copy,
  });
  useAction({ ...act, id: 'passage-reset', name: 'Put the machine’s words back', enabled: canReset, run: reset });

  const confirmName = passage?.stale ? 'Still right' : 'Confirm';
  return [
    canUnconfirm && !passage.stale
      ? { id: 'unconfirm', name: 'Take back', enabled: true, run: unconfirm }
      : { id: 'confirm', name: confirmName, shortcut: CONFIRM, enabled: canConfirm, run: confirm },
    ...(translation.source === null
      ? []
      : [{ id: 'copy', name: 'Copy source', shortcut: COPY_SOURCE, enabled: canCopy, run: copy }]),
    ...(hasOutput ? [{ id: 'reset', name: 'Machine’s words', enabled: canReset, run: reset }] : []),
  ];
}

/** Whoever comes to the desk stands at the first passage that is still to be done. */
function useArrival(
  passages: Translation['passages'],
  editor: PassageDesk['editor'],
  onActive: PassageDesk['onActive'],
  writable: boolean,
): void {
  const arrived = useRef(false);
  useEffect(() => {
    if (arrived.current || editor === null) return;
    arrived.current = true;
    const first = nextOpen(passages, -1);
    if (first === -1) return;
    onActive(first);
    if (writable) goToPassage(editor, first);
  }, [passages, editor, onActive, writable]);
}

/** The acts that have a button, for the strip. */
export function PassageButtons({ acts }: { acts: readonly PassageAct[] }) {
  return acts.map(({ id, name, shortcut, enabled, run }) => (
    <Button key={id} small kind={id === 'confirm' ? 'primary' : 'plain'} isDisabled={!enabled} onPress={run}>
      {name}
      {shortcut !== undefined && <kbd>{shortcutText(shortcut)}</kbd>}
    </Button>
  ));
}
