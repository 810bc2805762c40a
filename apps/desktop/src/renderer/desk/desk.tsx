import { FileInput, Plus } from 'lucide-react';
import { useState } from 'react';
import type { DeskFilter } from '../app/routes.ts';
import { shortcutText, useAction } from '../commands/index.ts';
import { useCall, useProfile, useUser } from '../data/index.ts';
import { filterName } from '../frame/filters.ts';
import { Button, ProblemNote } from '../ui/index.ts';
import { DemoStrip } from './demo-strip.tsx';
import styles from './desk.module.css';
import { EmptyDesk } from './empty-desk.tsx';
import { ImportDialog } from './import/import-dialog.tsx';
import { NewStory } from './new-story.tsx';
import { SearchBox } from './search-box.tsx';
import { byLastChange, storyMatches } from './stories.ts';
import { StoryTable } from './story-table.tsx';
import { useSearch } from './use-search.ts';

/** The table of stories, and what one can begin from it. */
export function Desk({ filter }: { filter: DeskFilter }) {
  const user = useUser();
  const list = useCall('listArticles', {});
  const [text, setText] = useState('');
  const [open, setOpen] = useState<'new' | 'import' | null>(null);
  const search = useSearch(text);
  useAction({ id: 'new-story', name: 'New story', shortcut: 'Mod+Alt+N', group: 'Desk', run: () => setOpen('new') });
  useAction({
    id: 'import',
    name: 'Import a file',
    shortcut: 'Mod+Alt+I',
    group: 'Desk',
    run: () => setOpen('import'),
  });
  const stories = (list.data?.articles ?? [])
    .filter((story) => storyMatches(story, filter, user) && search.matches(story))
    .sort(byLastChange);
  const begin = { onNew: () => setOpen('new'), onImport: () => setOpen('import') };
  return (
    <div className={styles.desk}>
      <header className={styles.head}>
        <h1>{filterName(filter)}</h1>
        <SearchBox text={text} onChange={setText} />
        <Button onPress={begin.onImport}>
          <FileInput size={16} aria-hidden />
          Import
        </Button>
        <Button kind="primary" onPress={begin.onNew} aria-keyshortcuts={shortcutText('Mod+Alt+N', false)}>
          <Plus size={16} aria-hidden />
          New story
        </Button>
      </header>
      <DemoStrip />
      <OfflineNote />
      {list.error && (
        <div className={styles.note}>
          <ProblemNote problem={list.error} onRetry={() => void list.refetch()} />
        </div>
      )}
      {list.isPending && !list.error && <p className={styles.quiet}>Opening the desk</p>}
      {list.data !== undefined &&
        (stories.length > 0 ? (
          <StoryTable stories={stories} snippets={search.snippets} />
        ) : (
          <EmptyDesk filter={filter} text={text} hasStories={list.data.articles.length > 0} {...begin} />
        ))}
      <NewStory isOpen={open === 'new'} onClose={() => setOpen(null)} />
      <ImportDialog isOpen={open === 'import'} onClose={() => setOpen(null)} />
    </div>
  );
}

function OfflineNote() {
  const line = useProfile()?.line;
  if (line?.state !== 'offline') return null;
  return (
    <p className={styles.quiet} role="status">
      Offline: these are the stories on this computer. You can write, and make new ones; all of it is sent when the line
      is back.
    </p>
  );
}
