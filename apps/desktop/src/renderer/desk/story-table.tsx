import type { Article } from '@copydesk/shared/api';
import { useState } from 'react';
import { Cell, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components';
import { useGo } from '../app/index.ts';
import { useUser } from '../data/index.ts';
import { classes, useNow } from '../ui/index.ts';
import styles from './desk.module.css';
import { EditStory } from './edit-story.tsx';
import { MakeTranslation } from './make-translation.tsx';
import { RowMenu } from './row-menu.tsx';
import { useUnread } from './seen.ts';
import { mainEdition, storyTitle } from './stories.ts';
import { Assignees, Changed, Due, InIt, Languages, Title } from './story-cells.tsx';

export interface StoryTableProps {
  readonly stories: readonly Article[];
  /** By story id: where a search found its words. */
  readonly snippets: ReadonlyMap<string, string>;
}

interface Asked {
  readonly what: 'edit' | 'translate';
  readonly story: Article;
}

const COLUMNS = [
  { name: 'Story', place: undefined },
  { name: 'Languages', place: styles.languages },
  { name: 'In it', place: styles.people },
  { name: 'For', place: styles.assignees },
  { name: 'Due', place: styles.due },
  { name: 'Changed', place: styles.changed },
  { name: 'Actions', place: styles.actions },
] as const;

/** Stories as rows of one height. Enter or a click opens one; the rest is in its row's menu. */
export function StoryTable({ stories, snippets }: StoryTableProps) {
  const go = useGo();
  const user = useUser();
  const now = useNow();
  const unread = useUnread();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);

  function open(story: Article): void {
    const edition = mainEdition(story, user);
    if (edition) go({ name: 'story', articleId: story.id, language: edition.language, view: 'write' });
  }

  return (
    <>
      <Table aria-label="Stories" className={classes(styles.table)}>
        <TableHeader>
          {COLUMNS.map(({ name, place }, index) => (
            <Column key={name} isRowHeader={index === 0} className={classes(styles.column, place)}>
              <span>{name}</span>
            </Column>
          ))}
        </TableHeader>
        <TableBody>
          {stories.map((story) => (
            <Row
              key={story.id}
              id={story.id}
              className={classes(styles.row)}
              textValue={storyTitle(story, user)}
              onAction={() => open(story)}
            >
              <Cell className={classes(styles.cell)}>
                <Title story={story} snippet={snippets.get(story.id)} unread={unread(story)} />
              </Cell>
              <Cell className={classes(styles.cell, styles.languages)}>
                <Languages story={story} />
              </Cell>
              <Cell className={classes(styles.cell, styles.people)}>
                <InIt story={story} now={now} />
              </Cell>
              <Cell className={classes(styles.cell, styles.assignees)}>
                <Assignees story={story} />
              </Cell>
              <Cell className={classes(styles.cell, styles.due)}>
                <Due story={story} now={now} />
              </Cell>
              <Cell className={classes(styles.cell, styles.changed)}>
                <Changed story={story} now={now} />
              </Cell>
              <Cell className={classes(styles.cell, styles.actions)}>
                <RowMenu story={story} onOpen={() => open(story)} onAsk={(what) => setAsked({ what, story })} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      {asked?.what === 'edit' && <EditStory story={asked.story} onClose={close} />}
      {asked?.what === 'translate' && <MakeTranslation story={asked.story} onClose={close} />}
    </>
  );
}
