/** The cells of the desk's table, each telling one thing of a story. */
import { type Article, COPYDESK_ID } from '@copydesk/shared/api';
import { ArchiveRestore, CloudOff } from 'lucide-react';
import { useHref } from '../app/index.ts';
import { usePeople, useUser } from '../data/index.ts';
import { AvatarStack, agoText, classes, directionOf, momentText, StateTag, Time } from '../ui/index.ts';
import styles from './desk.module.css';
import { EmbargoMark } from './embargo.tsx';
import { heldBy, lastChange, mainEdition, peopleIn, storyTitle } from './stories.ts';

/** Headline on one line; under it the slug, what is held, or where a search found its words. */
export function Title({ story, snippet, unread }: { story: Article; snippet: string | undefined; unread: boolean }) {
  const user = useUser();
  const edition = mainEdition(story, user);
  const unnamed = edition?.headline.trim() === '' && story.slug === '';
  const held = heldBy(story);
  const title = storyTitle(story, user);
  return (
    <div className={styles.title}>
      {unread && (
        <span
          className={styles.dot}
          role="img"
          aria-label="Changed since you looked"
          title="Changed since you looked"
        />
      )}
      <span
        className={classes(styles.headline, unnamed && styles.muted)}
        lang={edition?.language}
        dir={edition === undefined ? undefined : directionOf(edition.language)}
      >
        {title}
      </span>
      <span className={styles.under}>
        {story.unsent === true && (
          <span className={styles.marker}>
            <CloudOff size={12} aria-hidden />
            unsent: on this computer
          </span>
        )}
        {story.unsentProblem !== undefined && (
          <span className={classes(styles.clip, styles.late)} title={story.unsentProblem}>
            {story.unsentProblem}
          </span>
        )}
        <EmbargoMark story={story} />
        {held.map(({ name, passages }) => (
          <span key={name} className={styles.marker}>
            <ArchiveRestore size={12} aria-hidden />
            held: {passages} {passages === 1 ? 'passage' : 'passages'} by <bdi>{name}</bdi>
          </span>
        ))}
        <bdi className={styles.clip}>{snippet ?? (story.slug === title ? '' : story.slug)}</bdi>
      </span>
    </div>
  );
}

const FULL_TAGS = 2;

/** Each language as a tag with its state, a link to it. */
export function Languages({ story }: { story: Article }) {
  const href = useHref();
  return (
    <div className={styles.tags}>
      {story.editions.map((edition) => (
        <StateTag
          key={edition.language}
          edition={edition}
          compact={story.editions.length > FULL_TAGS}
          href={href({ name: 'story', articleId: story.id, language: edition.language, view: 'write' })}
        />
      ))}
    </div>
  );
}

/** Who is in it now; else who was last heard of, and when. */
export function InIt({ story, now }: { story: Article; now: Date }) {
  const people = peopleIn(story);
  const here = people.filter((person) => person.here);
  const last = people[0];
  if (here.length > 0) {
    return (
      <AvatarStack people={here.map(({ userId, name }) => ({ userId, name, title: `${name} is in this story now` }))} />
    );
  }
  if (last === undefined) return null;
  const title = `${last.name}, last heard of ${agoText(last.at, now)}`;
  return <AvatarStack people={[{ userId: last.userId, name: last.name, away: true, title }]} />;
}

/** Who it is assigned to. */
export function Assignees({ story }: { story: Article }) {
  const people = usePeople();
  const named = story.assignees.map((userId) => ({ userId, name: people.get(userId)?.name ?? 'Somebody' }));
  return named.length === 0 ? null : <AvatarStack people={named} />;
}

export function Due({ story: { due }, now }: { story: Article; now: Date }) {
  if (due === null) return null;
  const late = new Date(due) < now;
  return (
    <span className={classes(styles.clip, late && styles.late)} title={late ? 'Past its due time' : undefined}>
      {late && 'late, '}
      <Time at={due} now={now} />
    </span>
  );
}

/** When it was last changed, and by whom under it. */
export function Changed({ story, now }: { story: Article; now: Date }) {
  const people = usePeople();
  const { at, by } = lastChange(story);
  const name = by === COPYDESK_ID ? 'Copydesk' : people.get(by ?? '')?.name;
  return (
    <div className={styles.title} title={momentText(at, now)}>
      <span className={styles.clip}>
        <Time at={at} ago now={now} />
      </span>
      <bdi className={styles.under}>{name}</bdi>
    </div>
  );
}
