import { useState } from 'react';
import { useGo } from '../app/index.ts';
import { useAct, useCall, useProfile, useUser } from '../data/index.ts';
import { Button, Dialog, ProblemNote, Select, TextField, useNotices } from '../ui/index.ts';
import { languageOptions } from '../ui/languages.ts';
import { fromLocalInput } from '../ui/times.ts';
import styles from './desk.module.css';
import { EmbargoField } from './embargo.tsx';

const FORM = 'new-story';

/** Begins a story; also offline: then it is kept on this computer and sent later. */
export function NewStory({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog
      title="New story"
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form={FORM}>
            Begin writing
          </Button>
        </>
      }
    >
      <NewStoryForm onClose={onClose} />
    </Dialog>
  );
}

function NewStoryForm({ onClose }: { onClose: () => void }) {
  const go = useGo();
  const user = useUser();
  const notices = useNotices();
  const create = useAct('createArticle');
  const offline = useProfile()?.line.state !== 'online';
  const desks = useCall('people', {}).data?.desks ?? [];
  const [language, setLanguage] = useState('en');
  const [slug, setSlug] = useState('');
  const [chosenDesk, setDesk] = useState<string | null>(null);
  const [due, setDue] = useState('');
  const [embargo, setEmbargo] = useState('');
  const desk = chosenDesk ?? desks.find(({ id }) => user.desks.includes(id))?.id ?? desks[0]?.id ?? null;

  function submit(): void {
    const body = {
      id: crypto.randomUUID(),
      language,
      slug: slug.trim(),
      due: fromLocalInput(due),
      embargo: fromLocalInput(embargo),
      ...(desk === null ? {} : { desk }),
    };
    create.mutate(
      { body },
      {
        onSuccess: ({ id, unsent }) => {
          notices.say(unsent === true ? 'Story made on this computer; it is sent when the line is back' : 'Story made');
          onClose();
          go({ name: 'story', articleId: id, language, view: 'write' });
        },
      },
    );
  }

  return (
    <form
      id={FORM}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!create.isPending) submit();
      }}
    >
      <TextField
        label="Slug"
        value={slug}
        onChange={setSlug}
        maxLength={200}
        autoFocus
        hint="What the desk calls it, such as budget-vote"
      />
      <Select label="Language" options={languageOptions()} value={language} onChange={setLanguage} />
      {desks.length > 1 && <Select label="Desk" options={desks} value={desk} onChange={setDesk} />}
      <TextField label="Due" type="datetime-local" value={due} onChange={setDue} />
      <EmbargoField value={embargo} onChange={setEmbargo} />
      {offline && <p>You are offline. The story is made on this computer and sent when the line is back.</p>}
      <ProblemNote problem={create.error} />
    </form>
  );
}
