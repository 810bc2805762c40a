import { collapseRows, TranslationGrid, type TranslationGridProps } from '@copydesk/editor';
import { useMemo } from 'react';
import { useAskedBlocks } from '../queries/use-queries.ts';
import type { OpenDocument } from '../session/edition-session.ts';
import { renderPeople, usePeopleByBlock } from '../translate/use-people.tsx';
import { useWarnings } from '../translate/use-warnings.ts';
import type { Story } from '../use-story.ts';
import type { OpenTranslation } from '../use-translation.ts';

export interface PassageGridProps extends Pick<TranslationGridProps, 'editor' | 'active' | 'onActive'> {
  readonly story: Story;
  readonly document: OpenDocument;
  readonly open: OpenTranslation;
}

const NOBODY = new Map();
const nothing = () => undefined;

/** A translation beside its source, all of it, to be read. */
export function PassageGrid({ story, document, open: { translation }, ...grid }: PassageGridProps) {
  const { of } = useWarnings(story, translation);
  const people = usePeopleByBlock(document, story.user.id);
  const asked = useAskedBlocks(story.article.id, story.source?.language ?? null, translation.source);
  const layout = useMemo(() => collapseRows(translation.layout, () => true, true), [translation.layout]);
  return (
    <TranslationGrid
      {...grid}
      layout={layout}
      sourceLanguage={story.source?.language ?? null}
      pointersOf={of}
      asked={asked}
      people={people}
      sourcePeople={NOBODY}
      renderPeople={renderPeople}
      onShowAll={nothing}
    />
  );
}
