import { useState } from 'react';
import { useAct, usePeople } from '../../data/index.ts';
import { Button, Dialog, languageName, ProblemNote, Select, TextField, useNotices } from '../../ui/index.ts';
import type { Story } from '../use-story.ts';
import { useHandover } from './use-handover.ts';

const ANYONE = 'anyone';

/** Gives a translation to a colleague: they are assigned in this person's place, and find the note when they come. */
export function HandOver({ story, onClose }: { story: Story; onClose: () => void }) {
  const { article, edition, user } = story;
  const notices = useNotices();
  const update = useAct('updateArticle');
  const { leave } = useHandover(story);
  const colleagues = [...usePeople().values()].filter(
    ({ id, roles }) => id !== user.id && (roles.includes('translator') || roles.includes('chief')),
  );
  const [to, setTo] = useState(colleagues[0]?.id ?? ANYONE);
  const [text, setText] = useState('');
  const done = () => {
    if (text.trim() !== '') leave?.(text.trim(), to === ANYONE ? null : to);
    notices.say(`${languageName(edition.language)} is handed over`);
    onClose();
  };
  const handOver = () => {
    if (to === ANYONE) {
      done();
      return;
    }
    const others = article.assignees.filter((id) => id !== user.id && id !== to);
    update.mutate({ params: { id: article.id }, body: { assignees: [...others, to] } }, { onSuccess: done });
  };
  return (
    <Dialog
      title={`Hand ${languageName(edition.language)} over`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            kind="primary"
            isDisabled={leave === null || (to === ANYONE && text.trim() === '')}
            isPending={update.isPending}
            onPress={handOver}
          >
            Hand over
          </Button>
        </>
      }
    >
      <Select
        label="To"
        options={[
          ...colleagues.map(({ id, name }) => ({ id, name, detail: 'Is assigned in your place' })),
          { id: ANYONE, name: 'Whoever comes next', detail: 'Only the note is left' },
        ]}
        value={to}
        onChange={setTo}
      />
      <TextField
        label="What they should know"
        hint="They see it when they open the text, and begin at the first unfinished passage."
        value={text}
        onChange={setText}
        multiline
        maxLength={2000}
        autoFocus
      />
      <ProblemNote problem={update.error} />
    </Dialog>
  );
}
