import { useNarrowRail } from '../../frame/index.ts';
import { HandoverNotice } from '../handover/handover-notice.tsx';
import { Opening, ReplacedNotice, ReturnNotice, shownDocument } from '../opening.tsx';
import styles from '../story.module.css';
import type { Story } from '../use-story.ts';
import { useTranslation } from '../use-translation.ts';
import { DraftingNotice } from './drafting-notice.tsx';
import { LastHand } from './last-hand.tsx';
import { TranslationDesk } from './translation-desk.tsx';

/** A translation beside its source. */
export function TranslateView({ story }: { story: Story }) {
  useNarrowRail();
  return (
    <div className={styles.view}>
      <DraftingNotice story={story} />
      <ReplacedNotice story={story} />
      <ReturnNotice story={story} />
      <HandoverNotice story={story} />
      <LastHand story={story} />
      <Texts story={story} />
    </div>
  );
}

/** Apart from the notices: what this shows is another at each key. */
function Texts({ story }: { story: Story }) {
  const document = shownDocument(story.target);
  const open = useTranslation(story);
  if (document === null) return <Opening document={story.target} />;
  if (open === null) return <OpeningSource story={story} />;
  return <TranslationDesk key={document.doc.guid} story={story} document={document} open={open} />;
}

/** What stands here until the source and what is on record about the passages are there too. */
export function OpeningSource({ story }: { story: Story }) {
  if (story.source !== null && story.sourceDocument.state.phase !== 'open') {
    return <Opening document={story.sourceDocument} />;
  }
  return (
    <p className={styles.quiet} role="status">
      Opening the passages
    </p>
  );
}
