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
import { type ComponentProps, useEffect, useRef } from 'react';
import type * as Y from 'yjs';
import { shortcutText, useAction } from '../../commands/index.ts';
import { Button, useNotices } from '../../ui/index.ts';

export interface PassageActsProps {
  readonly store: TranslationStore;
  readonly translation: Translation;
  readonly facts: TranslationFacts;
  readonly doc: Y.Doc;
  readonly editor: Parameters<typeof goToPassage>[0];
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly writable: boolean;
}

const GROUP = 'Translation';

/** What can be done to the passage that is worked on, as keys and as buttons. */
export function PassageActs({ store, translation, facts, doc, editor, active, onActive, writable }: PassageActsProps) {
  const notices = useNotices();
  const { passages } = translation;
  const passage = passages[active];
  const output = facts.evidence.find(({ block }) => block === passage?.id)?.output;
  const canConfirm = writable && passage !== undefined && passage.state !== 'empty';
  const canCopy = writable && (passage?.source.length ?? 0) > 0;
  const canReset = writable && passage !== undefined && output !== undefined && passage.state !== 'machine';

  const go = (index: number) => {
    if (index < 0 || index >= passages.length) return;
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

  // Whoever comes to the desk stands at the first passage that is still to be done.
  const arrived = useRef(false);
  useEffect(() => {
    if (arrived.current) return;
    arrived.current = true;
    const first = nextOpen(passages, -1);
    if (first === -1) return;
    onActive(first);
    if (writable) goToPassage(editor, first);
  }, [passages, onActive, editor, writable]);

  const acts: ComponentProps<typeof Act>[] = [
    {
      id: 'confirm',
      name: 'Confirm',
      title: 'Confirm and go on',
      shortcut: 'Mod+Enter',
      enabled: canConfirm,
      run: confirm,
    },
    { id: 'previous', title: 'Previous passage', shortcut: 'Alt+ArrowUp', enabled: true, run: () => go(active - 1) },
    { id: 'next', title: 'Next passage', shortcut: 'Alt+ArrowDown', enabled: true, run: () => go(active + 1) },
    {
      id: 'next-open',
      title: 'Next unconfirmed passage',
      shortcut: 'Alt+Shift+ArrowDown',
      enabled: true,
      run: toNextOpen,
    },
    {
      id: 'unconfirm',
      name: 'Take back',
      title: 'Take the confirmation back',
      enabled: writable && passage !== undefined && isConfirmed(passage),
      run: unconfirm,
    },
    {
      id: 'copy-source',
      name: 'Copy source',
      title: 'Copy the source',
      shortcut: 'Mod+Alt+C',
      enabled: canCopy,
      run: copy,
    },
    { id: 'reset', name: 'Machine’s words', title: 'Put the machine’s words back', enabled: canReset, run: reset },
  ];
  return (
    <>
      {acts.map((act) => (
        <Act key={act.id} {...act} {...(act.id === 'confirm' && passage?.stale ? { name: 'Still right' } : {})} />
      ))}
    </>
  );
}

interface ActProps {
  readonly id: string;
  /** On the button; without it the act has only its key. */
  readonly name?: string;
  /** In the palette. */
  readonly title: string;
  readonly shortcut?: string;
  readonly enabled: boolean;
  readonly run: () => void;
}

function Act({ id, name, title, shortcut, enabled, run }: ActProps) {
  useAction({ id: `passage-${id}`, name: title, shortcut, group: GROUP, enabled, run });
  if (name === undefined || (!enabled && id !== 'confirm')) return null;
  return (
    <Button small kind={id === 'confirm' ? 'primary' : 'plain'} isDisabled={!enabled} onPress={run}>
      {name}
      {shortcut !== undefined && <kbd>{shortcutText(shortcut)}</kbd>}
    </Button>
  );
}
