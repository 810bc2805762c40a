import { blockText, type Passage } from '@copydesk/shared/article';
import type { Warning } from '@copydesk/shared/translation';
import { useState } from 'react';
import { shortcutText, useAction } from '../../../commands/index.ts';
import { Button, Dialog, TextField, Time } from '../../../ui/index.ts';
import { fixWords } from './fix-words.ts';
import type { PanelProps } from './panel.ts';
import styles from './strip.module.css';

/** What should be looked at again in the passage: each with its fix, and a way to put it aside. */
export function WarningsPanel(props: PanelProps) {
  const { passage, evidence, warnings, writable, onFix } = props;
  const { open, dismissed } = warnings.of(passage);
  const [asking, setAsking] = useState<Warning | null>(null);
  const first = open.find(({ fix }) => fix !== null);
  // What the check of the engine's output found holds for the engine's words alone.
  const ofEngine = passage.state === 'machine' ? (evidence?.warnings ?? []) : [];
  useAction({
    id: 'passage-dismiss',
    name: 'Dismiss the first warning',
    shortcut: 'Shift+F7',
    group: 'Translation',
    enabled: warnings.dismiss !== null && open.length > 0,
    run: () => setAsking(open[0] ?? null),
  });
  if (open.length + dismissed.length + ofEngine.length === 0) {
    return <p className={styles.quiet}>Nothing to look at again.</p>;
  }
  return (
    <ul className={styles.list}>
      {open.map((warning) => (
        <li key={warning.key} className={styles.line}>
          <span className={styles.warning}>{warning.message}</span>
          {warning.fix !== null && (
            <Button small isDisabled={!writable} onPress={() => warning.fix !== null && onFix(warning.fix)}>
              {fixWords(warning.fix, blockText(passage.target))}
              {warning === first && <kbd>{shortcutText('F7')}</kbd>}
            </Button>
          )}
          <Button small kind="quiet" isDisabled={warnings.dismiss === null} onPress={() => setAsking(warning)}>
            Dismiss
            {warning === open[0] && <kbd>{shortcutText('Shift+F7')}</kbd>}
          </Button>
        </li>
      ))}
      {ofEngine.map((words) => (
        <li key={words} className={styles.warning}>
          {words}
        </li>
      ))}
      {dismissed.map(({ warning, dismissal }) => (
        <li key={warning.key} className={styles.line}>
          <span className={styles.quiet}>
            {warning.message} Dismissed by <bdi>{dismissal.name}</bdi>, <Time at={dismissal.at} />:{' '}
            <bdi>{dismissal.reason}</bdi>
          </span>
          <Button
            small
            kind="quiet"
            isDisabled={warnings.takeBack === null}
            onPress={() => warnings.takeBack?.(passage, warning)}
          >
            Show again
          </Button>
        </li>
      ))}
      {asking !== null && (
        <DismissDialog
          warning={asking}
          passage={passage}
          onDismiss={warnings.dismiss}
          onClose={() => setAsking(null)}
        />
      )}
    </ul>
  );
}

interface DismissDialogProps {
  readonly warning: Warning;
  readonly passage: Passage;
  readonly onDismiss: ((passage: Passage, warning: Warning, reason: string) => void) | null;
  readonly onClose: () => void;
}

/** Asks why a warning does not hold. */
function DismissDialog({ warning, passage, onDismiss, onClose }: DismissDialogProps) {
  const [reason, setReason] = useState('');
  const given = reason.trim();
  const done = () => {
    if (given === '') return;
    onDismiss?.(passage, warning, given);
    onClose();
  };
  return (
    <Dialog
      title="Dismiss this warning"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isDisabled={given === '' || onDismiss === null} onPress={done}>
            Dismiss
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        <p className={styles.asked}>
          <bdi>{warning.message}</bdi>
        </p>
        <TextField
          label="Why it does not hold"
          value={reason}
          onChange={setReason}
          maxLength={500}
          hint="Kept with the story and shown to who approves it."
          autoFocus
          required
        />
      </form>
    </Dialog>
  );
}
