import type { StoryView } from '../app/index.ts';
import { useHref } from '../app/index.ts';
import { ButtonLink, languageName, ProblemNote } from '../ui/index.ts';
import { HistoryView } from './history/history-view.tsx';
import { PreviewView } from './preview-view.tsx';
import { ReviewView } from './review/review-view.tsx';
import { useAskBeforeLeaving } from './session/use-edition-document.ts';
import styles from './story.module.css';
import { StoryBar } from './story-bar.tsx';
import { StoryHeader } from './story-header.tsx';
import { TranslateView } from './translate/translate-view.tsx';
import { type Story, useStory } from './use-story.ts';
import { WriteView } from './write-view.tsx';

export interface StoryScreenProps {
  readonly articleId: string;
  readonly language: string;
  readonly view: StoryView;
}

/** A story in one language, in one of its views. */
export default function StoryScreen({ articleId, language, view }: StoryScreenProps) {
  useAskBeforeLeaving();
  const state = useStory(articleId, language);
  const href = useHref();
  switch (state.phase) {
    case 'loading':
      return <p className={styles.quiet}>Opening the story</p>;
    case 'failed':
      return (
        <div className={styles.page}>
          <ProblemNote problem={state.error} onRetry={state.retry} />
        </div>
      );
    case 'missing':
      return (
        <div className={styles.page}>
          <h1>This story has no {languageName(language)} text</h1>
          <p>It may have been made on another computer that has not sent it yet.</p>
          <ButtonLink href={href({ name: 'desk', filter: 'all' })}>To the desk</ButtonLink>
        </div>
      );
    case 'ready':
      return (
        <>
          <StoryHeader story={state.story} view={shownView(state.story, view)} />
          <View story={state.story} view={view} />
          <StoryBar story={state.story} view={shownView(state.story, view)} />
        </>
      );
  }
}

/** A translation is written beside its source: its "write" and "translate" are one view. */
function shownView({ edition }: Story, view: StoryView): StoryView {
  if (view !== 'write' && view !== 'translate') return view;
  return edition.role === 'translation' ? 'translate' : 'write';
}

function View({ story, view }: { story: Story; view: StoryView }) {
  switch (shownView(story, view)) {
    case 'write':
      return <WriteView story={story} />;
    case 'translate':
      return <TranslateView story={story} />;
    case 'review':
      return <ReviewView story={story} />;
    case 'preview':
      return <PreviewView story={story} />;
    case 'history':
      return <HistoryView story={story} />;
  }
}
