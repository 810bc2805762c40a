import { directionOf } from '@copydesk/shared/article';
import { Link } from 'react-aria-components';
import { type StoryView, useHref } from '../app/index.ts';
import { TopBarSlot } from '../frame/index.ts';
import { classes, languageName, StateTag } from '../ui/index.ts';
import { MakeTranslationButton } from './dialogs/make-translation.tsx';
import { StoryMenu } from './dialogs/story-menu.tsx';
import styles from './story.module.css';
import type { Story } from './use-story.ts';

/** In the top bar: which story, which language, which view. */
export function StoryHeader({ story, view }: { story: Story; view: StoryView }) {
  const { article, edition } = story;
  const href = useHref();
  const storyHref = (language: string, to: StoryView) =>
    href({ name: 'story', articleId: article.id, language, view: to });
  return (
    <TopBarSlot>
      <span className={styles.title} lang={edition.language} dir={directionOf(edition.language)}>
        {edition.headline === '' ? article.slug || 'New story' : edition.headline}
      </span>
      <span className={styles.rule} />
      <nav className={classes(styles.tabs, styles.languages)} aria-label="Languages">
        {article.editions.map((one) => (
          <Link
            key={one.language}
            className={styles.tab ?? ''}
            href={storyHref(one.language, sameView(view))}
            {...(one.language === edition.language ? { 'aria-current': 'page' as const } : {})}
          >
            {languageName(one.language)}
          </Link>
        ))}
        <MakeTranslationButton story={story} />
      </nav>
      <span className={styles.rule} />
      <nav className={styles.tabs} aria-label="Views">
        {viewsOf(story).map(({ id, name }) => (
          <Link
            key={id}
            className={styles.tab ?? ''}
            href={storyHref(edition.language, id)}
            {...(id === view ? { 'aria-current': 'page' as const } : {})}
          >
            {name}
          </Link>
        ))}
      </nav>
      <span className={styles.state}>
        <StateTag edition={edition} hideLanguage />
      </span>
      <StoryMenu story={story} />
    </TopBarSlot>
  );
}

/** Going to another language keeps the kind of view. */
function sameView(view: StoryView): StoryView {
  return view === 'translate' ? 'write' : view;
}

interface NamedView {
  readonly id: StoryView;
  readonly name: string;
}

function viewsOf({ edition, user }: Story): NamedView[] {
  return [
    edition.role === 'translation' ? { id: 'translate', name: 'Translate' } : { id: 'write', name: 'Write' },
    ...(user.roles.includes('chief') ? [{ id: 'review' as const, name: 'Review' }] : []),
    { id: 'preview', name: 'As readers see it' },
    { id: 'history', name: 'History' },
  ];
}
