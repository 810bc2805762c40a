import { DiffText } from '@copydesk/editor';
import type { Problem } from '@copydesk/shared/api';
import { useState } from 'react';
import { Button, Dialog, TextField } from '../../ui/index.ts';
import styles from '../dialogs/dialogs.module.css';
import own from './review.module.css';

/** Sends the text back with words for who wrote it. */
export function ReturnDialog({ onClose, onReturn }: { onClose: () => void; onReturn: (note: string) => void }) {
  const [note, setNote] = useState('');
  return (
    <Dialog
      title="Return with a note"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isDisabled={note.trim() === ''} onPress={() => onReturn(note.trim())}>
            Return the text
          </Button>
        </>
      }
    >
      <TextField label="What should change" value={note} onChange={setNote} multiline autoFocus maxLength={4000} />
    </Dialog>
  );
}

export interface OverrideDialogProps {
  readonly action: 'approve' | 'publish';
  readonly blockers: readonly string[];
  readonly onClose: () => void;
  readonly onGoOn: (reason: string) => void;
}

/** What speaks against it; a chief may go on with a reason, which stays on record. */
export function OverrideDialog({ action, blockers, onClose, onGoOn }: OverrideDialogProps) {
  const [reason, setReason] = useState('');
  const verb = action === 'approve' ? 'Approve' : 'Publish';
  return (
    <Dialog
      title="What speaks against it"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="danger" isDisabled={reason.trim() === ''} onPress={() => onGoOn(reason.trim())}>
            {verb} all the same
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <ul className={styles.list}>
          {blockers.map((blocker) => (
            <li key={blocker}>{blocker}</li>
          ))}
        </ul>
        <TextField
          label="Why it should go on all the same"
          hint="Your reason stays on record with your name."
          value={reason}
          onChange={setReason}
          multiline
          maxLength={4000}
        />
      </div>
    </Dialog>
  );
}

export interface ChangedDialogProps {
  readonly problem: Problem;
  /** What each block said on the screen. */
  readonly seen: ReadonlyMap<string, string>;
  readonly language: string;
  readonly onClose: () => void;
}

/** The text is another one than the chief looked at: what changed, and then to look again. */
export function ChangedDialog({ problem, seen, language, onClose }: ChangedDialogProps) {
  return (
    <Dialog
      title="The text changed since you looked at it"
      isOpen
      alert
      onClose={onClose}
      footer={
        <Button kind="primary" onPress={onClose}>
          Look at the text again
        </Button>
      }
    >
      <div className={styles.fields}>
        <p>{problem.detail}</p>
        {(problem.changed ?? []).map(({ block, before, after }) => (
          <p key={block} className={own.words}>
            <DiffText before={before || (seen.get(block) ?? '')} after={after ?? ''} language={language} short />
          </p>
        ))}
      </div>
    </Dialog>
  );
}
