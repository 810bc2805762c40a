import { ProgressBar } from 'react-aria-components';
import { useAct } from '../../data/index.ts';
import { Button, useNotices } from '../../ui/index.ts';
import { TextNotice } from '../opening.tsx';
import type { Story } from '../use-story.ts';
import styles from './translate.module.css';

/** How far the machine's draft has come, with a way to stop it; afterwards why it stopped, if it did. */
export function DraftingNotice({ story: { article, edition } }: { story: Story }) {
  const cancel = useAct('cancelDrafting');
  const notices = useNotices();
  const { drafting } = edition;
  if (drafting === null) return null;
  if (!drafting.running) {
    return drafting.error === undefined ? null : <TextNotice>{drafting.error}</TextNotice>;
  }
  const params = { id: article.id, language: edition.language };
  return (
    <div className={styles.drafting}>
      <ProgressBar
        className={styles.progress ?? ''}
        aria-label="The machine is drafting"
        value={drafting.done}
        maxValue={Math.max(drafting.total, 1)}
        valueLabel={`${drafting.done} of ${drafting.total}`}
      >
        {({ percentage, valueText }) => (
          <>
            <span>The machine is drafting: {valueText}</span>
            <span className={styles.track}>
              <span className={styles.fill} style={{ inlineSize: `${percentage ?? 0}%` }} />
            </span>
          </>
        )}
      </ProgressBar>
      <Button
        small
        isPending={cancel.isPending}
        onPress={() => cancel.mutate({ params }, { onError: notices.problem })}
      >
        Stop drafting
      </Button>
    </div>
  );
}
