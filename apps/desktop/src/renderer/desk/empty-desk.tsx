import type { DeskFilter } from '../app/routes.ts';
import { Button } from '../ui/index.ts';
import styles from './desk.module.css';

const NOTHING: Record<DeskFilter, string> = {
  all: 'No stories yet',
  mine: 'Nothing is waiting for you',
  awaiting: 'Nothing awaits approval',
  drafting: 'Nothing is being drafted',
  approved: 'Nothing is approved and waiting to be published',
  published: 'Nothing is published yet',
  withheld: 'Nothing is withheld',
  killed: 'Nothing was killed',
  spiked: 'Nothing is spiked',
};

export interface EmptyDeskProps {
  readonly filter: DeskFilter;
  /** What was searched for, or ''. */
  readonly text: string;
  readonly hasStories: boolean;
  readonly onNew: () => void;
  readonly onImport: () => void;
}

/** Says why the table is empty, and what to do next. */
export function EmptyDesk({ filter, text, hasStories, onNew, onImport }: EmptyDeskProps) {
  if (text.trim() !== '') {
    return (
      <div className={styles.empty}>
        <h2>No story has these words</h2>
        <p>Headlines and the texts kept on this computer were searched. Try fewer words.</p>
      </div>
    );
  }
  return (
    <div className={styles.empty}>
      <h2>{NOTHING[filter]}</h2>
      <p>
        {hasStories
          ? 'The rail at the side leads to the other stories.'
          : 'Begin a story, or bring one in from a file.'}
      </p>
      {!hasStories && (
        <div className={styles.emptyActions}>
          <Button kind="primary" onPress={onNew}>
            New story
          </Button>
          <Button onPress={onImport}>Import a file</Button>
        </div>
      )}
    </div>
  );
}
