import type { RevisionKind, Scope } from '@copydesk/shared/article';
import { useState } from 'react';
import { Button, Dialog, languageName, ProblemNote, problemOf, Select, TextField } from '../../ui/index.ts';
import type { Story } from '../use-story.ts';
import styles from './dialogs.module.css';
import { effectLines, type StepWords, takenIn } from './steps.ts';
import { useTransition } from './use-transition.ts';

export interface StepDialogProps {
  readonly story: Story;
  readonly step: StepWords;
  readonly onClose: () => void;
}

const KINDS = [
  { id: 'update', name: 'Update', detail: 'The story has moved on' },
  { id: 'correction', name: 'Correction', detail: 'Something published was wrong' },
  { id: 'clarification', name: 'Clarification', detail: 'Something published could be misread' },
] as const;

/** Says what an act will do and where, asks for what it needs, does it. */
export function StepDialog({ story, step, onClose }: StepDialogProps) {
  const { article, edition } = story;
  const { take, isPending } = useTransition(story);
  const [kind, setKind] = useState<RevisionKind>('update');
  const [scope, setScope] = useState<Scope>('this');
  const [note, setNote] = useState('');
  const [slug, setSlug] = useState('');
  const [error, setError] = useState<unknown>(null);
  const asks = (what: StepWords['asks'][number]) => step.asks.includes(what);
  // A story without a slug is killed by typing its language's name: never by one press alone.
  const wanted = article.slug === '' ? languageName(edition.language) : article.slug;
  const ready = (!asks('note') || note.trim() !== '') && (!asks('slug') || slug.trim() === wanted);
  const submit = () => {
    take({
      action: step.action,
      ...(asks('kind') ? { kind } : {}),
      ...(asks('scope') ? { scope } : {}),
      ...(asks('note') ? { note: note.trim() } : {}),
    }).then(onClose, setError);
  };
  return (
    <Dialog
      title={step.name}
      isOpen
      alert={step.danger}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind={step.danger ? 'danger' : 'primary'} isDisabled={!ready} isPending={isPending} onPress={submit}>
            {step.verb}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <ul className={styles.list}>
          {effectLines(step, takenIn(article, edition, step, scope)).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {asks('kind') && <Select label="What kind of version" options={KINDS} value={kind} onChange={setKind} />}
        {asks('scope') && article.editions.length > 1 && (
          <Select
            label="Where"
            options={[
              { id: 'this', name: `${languageName(edition.language)} alone` },
              { id: 'all', name: 'Every language' },
            ]}
            value={scope}
            onChange={setScope}
          />
        )}
        {asks('note') && <TextField label="Why" value={note} onChange={setNote} multiline maxLength={4000} />}
        {asks('slug') && (
          <TextField label={`Type “${wanted}” to kill it`} value={slug} onChange={setSlug} autoComplete="off" />
        )}
        {error !== null && <ProblemNote problem={problemOf(error)} />}
      </div>
    </Dialog>
  );
}
