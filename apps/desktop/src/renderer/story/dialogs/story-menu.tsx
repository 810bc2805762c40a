import type { Action } from '@copydesk/shared/article';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../../commands/index.ts';
import { IconButton, Menu, MenuItem } from '../../ui/index.ts';
import { useChosenWords } from '../chosen-words.ts';
import { CorrectEverywhere } from '../correct/correct-everywhere.tsx';
import { usePassageFiles } from '../exchange/passage-files.tsx';
import { HandOver } from '../handover/hand-over.tsx';
import type { Story } from '../use-story.ts';
import { mayWrite } from '../write-view.tsx';
import { StepDialog } from './step-dialog.tsx';
import { STEPS, type StepWords } from './steps.ts';

/** The dialog that is open: a step of the workflow, or something that is done to the text. */
type Open = Action | 'correct' | 'hand-over' | null;

const CORRECT = 'Mod+Alt+E';

/** What can be done with a story besides its one next step. Each act is explained before it is done. */
export function StoryMenu({ story }: { story: Story }) {
  const [open, setOpen] = useState<Open>(null);
  const chosenWords = useChosenWords();
  const offered = STEPS.filter(({ action }) => story.can(action));
  const files = usePassageFiles(story);
  const step = STEPS.find(({ action }) => action === open);
  const close = () => setOpen(null);
  const canHandOver = story.edition.role === 'translation' && mayWrite(story);
  useAction({
    id: 'correct-everywhere',
    name: 'Correct everywhere',
    shortcut: CORRECT,
    group: 'Story',
    run: () => setOpen('correct'),
  });
  useAction({
    id: 'hand-over',
    name: 'Hand over to a colleague',
    group: 'Translation',
    enabled: canHandOver,
    run: () => setOpen('hand-over'),
  });
  return (
    <>
      {offered.map((one) => (
        <StepAction key={one.action} step={one} onChoose={() => setOpen(one.action)} />
      ))}
      <Menu
        label="More"
        trigger={
          <IconButton small label="More">
            <Ellipsis size={16} aria-hidden />
          </IconButton>
        }
      >
        {offered.map(({ action, name, summary }) => (
          <MenuItem key={action} name={name} detail={summary} onAction={() => setOpen(action)} />
        ))}
        <MenuItem
          name="Correct everywhere"
          detail="A name, number or quotation, in every language"
          shortcut={CORRECT}
          onAction={() => setOpen('correct')}
        />
        {canHandOver && (
          <MenuItem
            name="Hand over to a colleague"
            detail="With a note of what they should know"
            onAction={() => setOpen('hand-over')}
          />
        )}
        {files?.items}
      </Menu>
      {files?.dialog}
      {step !== undefined && <StepDialog story={story} step={step} onClose={close} />}
      {open === 'correct' && <CorrectEverywhere story={story} chosen={chosenWords()} onClose={close} />}
      {open === 'hand-over' && <HandOver story={story} onClose={close} />}
    </>
  );
}

function StepAction({ step: { action, name }, onChoose }: { step: StepWords; onChoose: () => void }) {
  useAction({ id: `step-${action}`, name, group: 'Story', run: onChoose });
  return null;
}
