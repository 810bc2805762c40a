import type { Glossary, GlossaryEntry } from '@copydesk/shared/api';
import { useState } from 'react';
import { Button, CheckBox, Dialog, languageName, ProblemNote, Select, TextField } from '../ui/index.ts';
import styles from './glossary.module.css';
import { TERM_STATUSES } from './statuses.ts';
import { useTermChanges } from './use-term-changes.ts';

const FORM = 'glossary-term';
const OPTIONS = [
  { id: 'preferred', name: TERM_STATUSES.preferred.words },
  { id: 'forbidden', name: TERM_STATUSES.forbidden.words },
  { id: 'do-not-translate', name: TERM_STATUSES['do-not-translate'].words },
] as const;

interface TermDialogProps {
  readonly glossary: Glossary;
  /** Null: a new one. */
  readonly term: GlossaryEntry | null;
  readonly onClose: () => void;
}

export function TermDialog({ glossary, term, onClose }: TermDialogProps) {
  const changes = useTermChanges(glossary);
  const [source, setSource] = useState(term?.source ?? '');
  const [target, setTarget] = useState(term?.target ?? '');
  const [status, setStatus] = useState<GlossaryEntry['status']>(term?.status ?? 'preferred');
  const [note, setNote] = useState(term?.note ?? '');
  const [caseSensitive, setCaseSensitive] = useState(term?.caseSensitive ?? false);
  const translated = status !== 'do-not-translate';
  const whole = source.trim() !== '' && (!translated || target.trim() !== '');

  function save(): void {
    const words = { source, target: translated ? target : '', status };
    const more = { ...(note.trim() === '' ? {} : { note }), ...(caseSensitive ? { caseSensitive } : {}) };
    changes.save(term, { ...words, ...more }, onClose);
  }

  return (
    <Dialog
      title={term === null ? 'Add a term' : 'Change a term'}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form={FORM} isDisabled={!whole || changes.isPending}>
            {term === null ? 'Add' : 'Change'}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (whole && !changes.isPending) save();
        }}
      >
        <TextField
          label={languageName(glossary.from)}
          value={source}
          onChange={setSource}
          maxLength={300}
          autoFocus
          hint="As it stands in a dictionary: its other forms are found too"
        />
        <Select label="What to do" options={OPTIONS} value={status} onChange={setStatus} />
        {translated && (
          <TextField
            label={status === 'forbidden' ? `Not in ${languageName(glossary.to)}` : languageName(glossary.to)}
            value={target}
            onChange={setTarget}
            maxLength={300}
          />
        )}
        <TextField label="Note" value={note} onChange={setNote} maxLength={1000} multiline />
        <CheckBox isSelected={caseSensitive} onChange={setCaseSensitive}>
          Only with these capitals
        </CheckBox>
        <ProblemNote problem={changes.error} />
      </form>
    </Dialog>
  );
}
