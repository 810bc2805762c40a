import {
  ArticleText,
  Changes as ChangesExtension,
  goToBlock,
  PassageRows,
  setChanges,
  useArticleEditor,
} from '@copydesk/editor';
import { directionOf } from '@copydesk/shared/article';
import { useEffect, useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import { shortcutText, useAction } from '../../commands/index.ts';
import { languageName, progressWords, Time, useHueOf } from '../../ui/index.ts';
import { UnknownContent } from '../opening.tsx';
import { PeopleHere } from '../people-here.tsx';
import type { OpenDocument } from '../session/edition-session.ts';
import styles from '../story.module.css';
import { LabelFrame } from '../translate/label-frame.tsx';
import heads from '../translate/translate.module.css';
import { useEditionText } from '../use-edition-text.ts';
import type { Story } from '../use-story.ts';
import type { OpenTranslation } from '../use-translation.ts';
import { mayWrite } from '../write-view.tsx';
import { ChangeList } from './change-list.tsx';
import { Decision } from './decision.tsx';
import { EvidencePanel } from './evidence-panel.tsx';
import { PassageGrid } from './passage-grid.tsx';
import own from './review.module.css';
import { type Changes, useChanges } from './use-changes.ts';
import { versionWords } from './version-words.ts';

const EXTENSIONS = [ChangesExtension];

export interface ReviewDeskProps {
  readonly story: Story;
  readonly document: OpenDocument;
  /** Null for a source. */
  readonly open: OpenTranslation | null;
}

/** The text, clean; what changed, on a key; the evidence at its side; the decision below. */
export function ReviewDesk({ story, document, open }: ReviewDeskProps) {
  const { edition, user } = story;
  const text = useEditionText(document.doc);
  const changes = useChanges(story, text.content);
  const [showing, setShowing] = useState(false);
  const [active, setActive] = useState(-1);
  const [extensions] = useState(() =>
    open === null ? EXTENSIONS : [...EXTENSIONS, PassageRows.configure({ onActive: setActive })],
  );
  const hueOf = useHueOf();
  const { editor, unknownContent } = useArticleEditor({
    document,
    user,
    hueOf,
    language: edition.language,
    editable: mayWrite(story),
    extensions,
    label: `Text, ${languageName(edition.language)}`,
  });
  const canShow = changes !== null && changes.since !== null;
  const earlier = showing && canShow ? changes.earlier : null;
  useEffect(() => {
    if (editor !== null && !editor.isDestroyed) setChanges(editor, earlier, edition.language);
  }, [editor, earlier, edition.language]);
  const show = (on: boolean) => {
    setShowing(on);
    // The first that is still in the text: what was taken out stands in the list alone.
    if (on && editor !== null) changes?.list.some(({ block }) => goToBlock(editor, block));
  };
  useAction({
    id: 'show-changes',
    name: 'Show or hide what changed',
    shortcut: SHOW_CHANGES,
    group: 'Review',
    enabled: canShow,
    run: () => show(!showing),
  });
  if (unknownContent) return <UnknownContent document={document} language={edition.language} />;
  if (editor === null) return null;
  return (
    <>
      <div className={styles.tools}>
        <ToggleButton
          className={own.toggle ?? ''}
          isSelected={showing && canShow}
          isDisabled={!canShow}
          onChange={show}
        >
          Show changes <kbd>{shortcutText(SHOW_CHANGES)}</kbd>
        </ToggleButton>
        <SinceWords changes={changes} />
        <div className={styles.toolsEnd}>
          {open !== null && <span className={heads.count}>{progressWords(open.translation.progress)}</span>}
          <PeopleHere awareness={document.awareness} me={user.id} />
        </div>
      </div>
      <div className={own.desk}>
        <div className={own.text}>
          {open === null ? (
            <div className={styles.scroll}>
              <div className={styles.column}>
                <ArticleText editor={editor} />
              </div>
            </div>
          ) : (
            <>
              <div className={heads.heads} data-single={story.source === null ? true : undefined}>
                {story.source !== null && (
                  <span className={heads.head} dir={directionOf(story.source.language)}>
                    {languageName(story.source.language)}
                  </span>
                )}
                <LabelFrame label={open.translation.label} language={edition.language} />
              </div>
              <div className={styles.scroll}>
                <PassageGrid
                  story={story}
                  document={document}
                  open={open}
                  editor={editor}
                  active={active}
                  onActive={setActive}
                />
              </div>
            </>
          )}
        </div>
        <aside className={own.side} aria-label="Changes and evidence">
          <ChangeList changes={changes} editor={editor} language={edition.language} />
          <EvidencePanel story={story} open={open} />
        </aside>
      </div>
      <Decision story={story} open={open} content={text.content} />
    </>
  );
}

const SHOW_CHANGES = 'Mod+Alt+D';

function SinceWords({ changes }: { changes: Changes | null }) {
  if (changes === null) return <span className={own.quiet}>Looking for what changed</span>;
  if (changes.since === null) return <span className={own.quiet}>The first time this text is reviewed</span>;
  return (
    <span className={own.quiet}>
      Since {versionWords(changes.since)}, <Time at={changes.since.at} />
    </span>
  );
}
