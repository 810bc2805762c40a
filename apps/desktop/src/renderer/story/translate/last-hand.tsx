import { useState } from 'react';
import { usePeople } from '../../data/index.ts';
import { progressWords, Time } from '../../ui/index.ts';
import { TextNotice } from '../opening.tsx';
import type { Story } from '../use-story.ts';

/** For whoever takes over: who left the translation when, and how far it had come. As it was on arriving. */
export function LastHand({ story: { edition, user } }: { story: Story }) {
  const people = usePeople();
  const [left] = useState({ by: edition.changedBy, at: edition.changedAt, progress: edition.progress });
  const [dismissed, setDismissed] = useState(false);
  const name = left.by === null || left.by === user.id ? undefined : people.get(left.by)?.name;
  if (name === undefined || left.progress === null || dismissed) return null;
  return (
    <TextNotice onDismiss={() => setDismissed(true)}>
      Touched by <bdi>{name}</bdi>, <Time at={left.at} />: {progressWords(left.progress)}. You stand at the first
      passage that is still to do.
    </TextNotice>
  );
}
