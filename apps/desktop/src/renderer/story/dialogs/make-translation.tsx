import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../../commands/index.ts';
import { MakeTranslation } from '../../desk/make-translation.tsx';
import { IconButton } from '../../ui/index.ts';
import type { Story } from '../use-story.ts';

/** *Make a translation*, behind a plus beside the languages. */
export function MakeTranslationButton({ story: { article, edition, user } }: { story: Story }) {
  const [open, setOpen] = useState(false);
  const may = user.roles.some((role) => role === 'translator' || role === 'chief' || role === 'editor');
  useAction({
    id: 'make-translation',
    name: 'Make a translation',
    group: 'Story',
    enabled: may,
    run: () => setOpen(true),
  });
  if (!may) return null;
  return (
    <>
      <IconButton small label="Make a translation" onPress={() => setOpen(true)}>
        <Plus size={16} aria-hidden />
      </IconButton>
      {open && <MakeTranslation story={article} from={edition.language} onClose={() => setOpen(false)} />}
    </>
  );
}
