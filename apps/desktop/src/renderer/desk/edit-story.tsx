import type { Article } from '@copydesk/shared/api';
import { useState } from 'react';
import { CheckboxGroup, Label } from 'react-aria-components';
import { useAct, useCall } from '../data/index.ts';
import { Button, CheckBox, classes, Dialog, ProblemNote, Select, TextField, useNotices } from '../ui/index.ts';
import { fromLocalInput, toLocalInput } from '../ui/times.ts';
import styles from './desk.module.css';
import { EmbargoField } from './embargo.tsx';

/** Slug, desk, assignees, due time and embargo of a story. */
export function EditStory({ story, onClose }: { story: Article; onClose: () => void }) {
  const notices = useNotices();
  const update = useAct('updateArticle');
  const { people = [], desks = [] } = useCall('people', {}).data ?? {};
  const [slug, setSlug] = useState(story.slug);
  const [desk, setDesk] = useState(story.desk);
  const [assignees, setAssignees] = useState(story.assignees);
  const [due, setDue] = useState(toLocalInput(story.due));
  const [embargo, setEmbargo] = useState(toLocalInput(story.embargo));

  function save(): void {
    update.mutate(
      {
        params: { id: story.id },
        body: { slug: slug.trim(), desk, assignees, due: fromLocalInput(due), embargo: fromLocalInput(embargo) },
      },
      {
        onSuccess: () => {
          notices.say('Story changed');
          onClose();
        },
      },
    );
  }

  return (
    <Dialog
      title="Slug, assignees, due time and embargo"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isPending={update.isPending} onPress={save}>
            Save
          </Button>
        </>
      }
    >
      <TextField label="Slug" value={slug} onChange={setSlug} maxLength={200} autoFocus />
      {desks.length > 1 && <Select label="Desk" options={desks} value={desk} onChange={setDesk} />}
      <CheckboxGroup className={classes(styles.choices)} value={assignees} onChange={setAssignees}>
        <Label className={classes(styles.choicesLabel)}>Assigned to</Label>
        {people.map(({ id, name }) => (
          <CheckBox key={id} value={id}>
            <bdi>{name}</bdi>
          </CheckBox>
        ))}
      </CheckboxGroup>
      <TextField label="Due" type="datetime-local" value={due} onChange={setDue} />
      <EmbargoField value={embargo} onChange={setEmbargo} />
      <ProblemNote problem={update.error} />
    </Dialog>
  );
}
