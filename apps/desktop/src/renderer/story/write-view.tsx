import {
  ArticleText,
  goToBlock,
  SelectionToolbar,
  SpotMarks,
  type SpotsByBlock,
  setSpots,
  Toolbar,
  useArticleEditor,
} from '@copydesk/editor';
import { useCallback, useEffect } from 'react';
import { languageName, useHueOf } from '../ui/index.ts';
import { Opening, ReplacedNotice, ReturnNotice, shownDocument, UnknownContent } from './opening.tsx';
import { PeopleHere } from './people-here.tsx';
import { QuestionsSide } from './queries/questions-side.tsx';
import type { OpenDocument } from './session/edition-session.ts';
import styles from './story.module.css';
import type { Story } from './use-story.ts';

/** One text to write: a centred column, a thin toolbar above it. */
export function WriteView({ story }: { story: Story }) {
  const document = shownDocument(story.target);
  return (
    <div className={styles.view}>
      <ReplacedNotice story={story} />
      <ReturnNotice story={story} />
      <Opening document={story.target} />
      {document !== null && <WriteText key={document.doc.guid} story={story} document={document} />}
    </div>
  );
}

/** Made once: the editor is made anew with other ones. */
const MARKS = [SpotMarks];

function WriteText({ story, document }: { story: Story; document: OpenDocument }) {
  const { edition, target } = story;
  const hueOf = useHueOf();
  const writable = mayWrite(story);
  const { editor, unknownContent } = useArticleEditor({
    document,
    user: story.user,
    hueOf,
    language: edition.language,
    editable: writable,
    extensions: MARKS,
    label: `Text, ${languageName(edition.language)}`,
  });
  useEffect(() => {
    // A story just begun is there to be written in; nowhere else is the caret put for the person.
    if (editor !== null && writable && editor.getText().trim() === '') editor.commands.focus('start');
  }, [editor, writable]);
  const onSpots = useCallback(
    (spots: SpotsByBlock) => {
      if (editor !== null && !editor.isDestroyed) setSpots(editor, spots);
    },
    [editor],
  );
  if (unknownContent) return <UnknownContent document={document} language={edition.language} />;
  if (editor === null) return null;
  return (
    <>
      <div className={styles.tools}>
        <Toolbar editor={editor} />
        <div className={styles.toolsEnd}>
          <QuestionsSide
            articleId={story.article.id}
            language={edition.language}
            doc={document.doc}
            onSpots={onSpots}
            onGo={(block) => goToBlock(editor, block)}
          />
          <PeopleHere awareness={document.awareness} me={story.user.id} />
        </div>
      </div>
      <div className={styles.scroll} data-phase={target.state.phase}>
        <div className={styles.column}>
          <ArticleText editor={editor} />
        </div>
        <SelectionToolbar editor={editor} />
      </div>
    </>
  );
}

/** Whether this person may write in the open text now. */
export function mayWrite({ target: { state } }: Story): boolean {
  return state.phase === 'open' && state.access.level === 'write';
}
