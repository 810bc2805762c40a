import type { Action } from '@copydesk/shared/article';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../../commands/index.ts';
import { IconButton, Menu, MenuItem } from '../../ui/index.ts';
import { usePassageFiles } from '../exchange/passage-files.tsx';
import type { Story } from '../use-story.ts';
import { StepDialog } from './step-dialog.tsx';
import { STEPS, type StepWords } from './steps.ts';

/** What can be done with a story besides its one next step. Each act is explained before it is done. */
export function StoryMenu({ story }: { story: Story }) {
  const [open, setOpen] = useState<Action | null>(null);
  const offered = STEPS.filter(({ action }) => story.can(action));
  const files = usePassageFiles(story);
  const chosen = STEPS.find(({ action }) => action === open);
  return (
    <>
      {offered.map((step) => (
        <StepAction key={step.action} step={step} onChoose={() => setOpen(step.action)} />
      ))}
      {(offered.length > 0 || files !== null) && (
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
          {files?.items}
        </Menu>
      )}
      {files?.dialog}
      {chosen !== undefined && <StepDialog story={story} step={chosen} onClose={() => setOpen(null)} />}
    </>
  );
}

function StepAction({ step: { action, name }, onChoose }: { step: StepWords; onChoose: () => void }) {
  useAction({ id: `step-${action}`, name, group: 'Story', run: onChoose });
  return null;
}
