import { useEffect, useRef } from 'react';
import { useNarrowRail } from '../../frame/index.ts';
import { useNotices } from '../../ui/index.ts';
import { useTransition } from '../dialogs/use-transition.ts';
import { Opening, shownDocument } from '../opening.tsx';
import styles from '../story.module.css';
import { OpeningSource } from '../translate/translate-view.tsx';
import type { Story } from '../use-story.ts';
import { useTranslation } from '../use-translation.ts';
import { ReviewDesk } from './review-desk.tsx';

/** The chief's view of a text that awaits approval. */
export function ReviewView({ story }: { story: Story }) {
  useNarrowRail();
  useOpenReview(story);
  const open = useTranslation(story);
  const document = shownDocument(story.target);
  return (
    <div className={styles.view}>
      {document === null ? (
        <Opening document={story.target} />
      ) : story.edition.role === 'translation' && open === null ? (
        <OpeningSource story={story} />
      ) : (
        <ReviewDesk key={document.doc.guid} story={story} document={document} open={open} />
      )}
    </div>
  );
}

/** Tells the newsroom that a chief has begun to review: from now on the text is not recalled. */
function useOpenReview(story: Story): void {
  const { take } = useTransition(story);
  const notices = useNotices();
  const wanted = story.can('open');
  const asked = useRef(false);
  useEffect(() => {
    if (!wanted || asked.current) return;
    asked.current = true;
    take({ action: 'open' }).catch(notices.problem);
  }, [wanted, take, notices]);
}
