import { useState } from 'react';
import { Time } from '../../ui/index.ts';
import { TextNotice } from '../opening.tsx';
import type { Story } from '../use-story.ts';
import { useHandover } from './use-handover.ts';

/** What the last translator left, for whoever takes over. */
export function HandoverNotice({ story }: { story: Story }) {
  const { note } = useHandover(story);
  const [dismissed, setDismissed] = useState<string | null>(null);
  if (note === null || note.at === dismissed || story.edition.state !== 'drafting') return null;
  return (
    <TextNotice onDismiss={() => setDismissed(note.at)}>
      Left by <bdi>{note.name}</bdi>, <Time at={note.at} />: <span dir="auto">{note.text}</span>
    </TextNotice>
  );
}
