import {
  canMerge,
  checkPassage,
  confirmPassage,
  copySource,
  mergePassages,
  replaceWords,
  resetToMachine,
  unconfirmPassage,
} from '@copydesk/editor';
import { asOneStep, UNDOABLE } from '@copydesk/editor/collaboration';
import { isConfirmed, type Passage } from '@copydesk/shared/article';
import { memo } from 'react';
import { shortcutText, useAction } from '../../commands/index.ts';
import { Button, useLatest, useNotices } from '../../ui/index.ts';
import { activePassage, type PassageDesk, passageNow } from './desk.ts';
import type { PassageMoves } from './passage-moves.ts';

/** One act as a button; acts without a button have only their keys. */
export interface PassageAct {
  readonly id: string;
  readonly name: string;
  readonly shortcut?: string;
  readonly enabled: boolean;
  /** The one that is next. */
  readonly main?: boolean;
  readonly run: () => void;
}

const GROUP = 'Translation';
const CONFIRM = 'Mod+Enter';
const COPY_SOURCE = 'Aux+C';
const MERGE = 'Aux+J';
const SPLIT = 'Aux+Enter';
const RESET = 'Aux+M';

/** What can be done to the passage that is worked on: offers the keys, and returns what also has a button. */
export function usePassageActs(
  desk: PassageDesk,
  { go, toNextOpen, toNextToCheck }: PassageMoves,
): readonly PassageAct[] {
  const { store, translation, doc, source, editor, active, activeNow, writable } = desk;
  const notices = useNotices();
  const passage = activePassage(desk);
  const next = translation.passages[active + 1];
  const { evidence } = translation.facts;
  const record = evidence.find(({ block }) => block === passage?.id);
  const hasOutput = record !== undefined && record.origin !== 'human' && record.output !== '';
  const canConfirm = writable && passage !== null && passage.state !== 'empty';
  const canCheck = canConfirm && desk.toCheck(passage);
  const canUnconfirm = writable && passage !== null && isConfirmed(passage);
  const canCopy = writable && (passage?.source.length ?? 0) > 0;
  const canReset = writable && hasOutput && passage?.state !== 'machine';
  const mayMerge = writable && passage !== null && next !== undefined && canMerge(passage, next);
  const maySplit = writable && passage?.target.type === 'paragraph';

  /** Each act is a step of undo of its own; the caret is in the text again, where the key for that works. */
  const change = (run: (passage: Passage) => unknown) => () => {
    const one = passageNow(desk);
    if (one === null || editor === null) return;
    asOneStep(editor, () => run(one));
    editor.commands.focus();
  };
  const confirm = () => {
    if (!canConfirm || passageNow(desk)?.state === 'empty') return;
    change((one) => confirmPassage(doc, one, UNDOABLE))();
    toNextOpen();
  };
  const check = () => {
    const one = passageNow(desk);
    if (!canCheck || one === null || !desk.toCheck(one)) return;
    change(() => checkPassage(doc, one, UNDOABLE))();
    toNextToCheck();
  };
  const unconfirm = change((one) => unconfirmPassage(doc, one, UNDOABLE));
  const copy = change((one) => copySource(doc, one, UNDOABLE));
  const reset = change((one) => resetToMachine(doc, one, evidence, UNDOABLE));
  const split = change(() => editor?.chain().focus().splitBlock().run());
  const merge = () => {
    const behind = passageNow(desk, 1);
    if (behind === null) return;
    change((one) => mergePassages(doc, one, behind, source, store, UNDOABLE))();
    go(activeNow());
  };
  const fix = change((one) => {
    const fixable = desk.warnings.of(one).open.find((warning) => warning.fix !== null);
    if (fixable?.fix == null) notices.say('No warning of this passage has a fix at hand.');
    else if (!replaceWords(doc, one, fixable.fix, UNDOABLE)) notices.say(MEANWHILE);
  });

  const act = { group: GROUP };
  useAction({
    ...act,
    id: 'passage-confirm',
    name: 'Confirm, or “still right”, and go on',
    shortcut: CONFIRM,
    enabled: canConfirm && !canCheck,
    run: confirm,
  });
  useAction({
    ...act,
    id: 'passage-check',
    name: 'Mark what somebody else confirmed as checked, and go on',
    shortcut: CONFIRM,
    enabled: canCheck,
    run: check,
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
  useAction({
    ...act,
    id: 'passage-reset',
    name: 'Put the machine’s words back',
    shortcut: RESET,
    enabled: canReset,
    run: reset,
  });
  useAction({
    ...act,
    id: 'passage-split',
    name: 'Split the passage at the caret',
    shortcut: SPLIT,
    enabled: maySplit,
    run: split,
  });
  useAction({
    ...act,
    id: 'passage-merge',
    name: 'Join with the next passage',
    shortcut: MERGE,
    enabled: mayMerge,
    run: merge,
  });
  useAction({
    ...act,
    id: 'passage-fix',
    name: 'Fix the first warning',
    shortcut: 'F7',
    enabled: writable && passage !== null,
    run: fix,
  });

  const confirmName = passage?.stale ? 'Still right' : 'Confirm';
  return [
    ...(canCheck
      ? [{ id: 'check', name: 'Mark as checked', shortcut: CONFIRM, main: true, enabled: true, run: check }]
      : []),
    canUnconfirm && !passage.stale
      ? { id: 'unconfirm', name: 'Take back', enabled: true, run: unconfirm }
      : { id: 'confirm', name: confirmName, shortcut: CONFIRM, main: true, enabled: canConfirm, run: confirm },
    ...(translation.source === null
      ? []
      : [{ id: 'copy', name: 'Copy source', shortcut: COPY_SOURCE, enabled: canCopy, run: copy }]),
  ];
}

/** Said where a change was not made because it was meant for other words. */
export const MEANWHILE =
  'Somebody is writing in this passage, so nothing was changed. Look at the words as they are now.';

/** The acts that have a button, for the strip. */
export function PassageButtons({ acts }: { acts: readonly PassageAct[] }) {
  const press = useLatest((id: string) => acts.find((act) => act.id === id)?.run());
  return acts.map(({ run, ...shown }) => <PassageButton key={shown.id} {...shown} onPress={press} />);
}

type PassageButtonProps = Omit<PassageAct, 'run'> & { readonly onPress: (id: string) => void };

const PassageButton = memo(({ id, name, shortcut, enabled, main, onPress }: PassageButtonProps) => (
  <Button small kind={main === true ? 'primary' : 'plain'} isDisabled={!enabled} onPress={() => onPress(id)}>
    {name}
    {shortcut !== undefined && <kbd>{shortcutText(shortcut)}</kbd>}
  </Button>
));
