import {
  addPassage,
  goToPassage,
  PassageRows,
  replacePassage,
  type SourceCell,
  Toolbar,
  TranslationGrid,
  useArticleEditor,
} from '@copydesk/editor';
import { UNDOABLE } from '@copydesk/editor/collaboration';
import { directionOf } from '@copydesk/shared/article';
import { useMemo, useState } from 'react';
import { languageName, useHueOf } from '../../ui/index.ts';
import { UnknownContent } from '../opening.tsx';
import { PeopleHere } from '../people-here.tsx';
import type { OpenDocument } from '../session/edition-session.ts';
import styles from '../story.module.css';
import type { Story } from '../use-story.ts';
import type { OpenTranslation } from '../use-translation.ts';
import { mayWrite } from '../write-view.tsx';
import { LabelFrame } from './label-frame.tsx';
import { PassageButtons, usePassageActs } from './passage-acts.tsx';
import { progressWords } from './progress-words.ts';
import { Strip } from './strip/strip.tsx';
import own from './translate.module.css';

export interface TranslationDeskProps {
  readonly story: Story;
  readonly document: OpenDocument;
  readonly open: OpenTranslation;
}

/** The translator's desk: both texts, the strip below, the label above. */
export function TranslationDesk({ story, document, open: { store, translation, facts } }: TranslationDeskProps) {
  const { edition, source, user } = story;
  const writable = mayWrite(story);
  const [active, setActive] = useState(-1);
  const hueOf = useHueOf();
  const { editor, unknownContent } = useArticleEditor({
    document,
    user,
    hueOf,
    language: edition.language,
    editable: writable,
    extensions: useMemo(() => [PassageRows.configure({ onActive: setActive })], []),
    label: `Text, ${languageName(edition.language)}`,
  });
  const acts = usePassageActs({
    store,
    translation,
    facts,
    doc: document.doc,
    editor,
    active,
    onActive: setActive,
    writable,
  });
  if (unknownContent) return <UnknownContent document={document} language={edition.language} />;
  if (editor === null) return null;

  const passage = translation.passages[active] ?? null;
  const madeFrom = passage?.segment?.madeFrom ?? null;
  const add = (cell: SourceCell) => {
    const [block] = cell.blocks;
    if (block === undefined) return;
    const before = translation.layout.target.findLast(({ row }) => row < cell.row);
    const id = addPassage(document.doc, block, before?.passage.id ?? null, UNDOABLE);
    const index = store.read().passages.findIndex((one) => one.id === id);
    setActive(index);
    goToPassage(editor, index);
  };
  return (
    <>
      <div className={styles.tools}>
        <Toolbar editor={editor} />
        <div className={styles.toolsEnd}>
          <span className={own.count}>{progressWords(translation.progress)}</span>
          <PeopleHere awareness={document.awareness} me={user.id} />
        </div>
      </div>
      <div className={own.heads} data-single={source === null ? true : undefined}>
        {source !== null && (
          <span className={own.head} lang={source.language} dir={directionOf(source.language)}>
            {languageName(source.language)}
          </span>
        )}
        <LabelFrame label={translation.label} language={edition.language} />
      </div>
      <div className={styles.scroll}>
        <TranslationGrid
          translation={translation}
          editor={editor}
          sourceLanguage={source?.language ?? null}
          active={active}
          onActive={setActive}
          onAdd={writable ? add : undefined}
        />
      </div>
      <Strip
        passage={passage}
        evidence={facts.evidence.find(({ block }) => block === passage?.id) ?? null}
        language={edition.language}
        pair={source === null ? null : { from: source.language, to: edition.language }}
        madeFrom={madeFrom === null ? null : store.sourceText(madeFrom)}
        warnings={passage === null ? [] : translation.warningsOf(passage)}
        onReplace={(text) => {
          if (writable && passage !== null) replacePassage(document.doc, passage, text, UNDOABLE);
        }}
        onInsert={(text) => {
          if (writable) editor.chain().focus().insertContent({ type: 'text', text }).run();
        }}
      >
        <PassageButtons acts={acts} />
      </Strip>
    </>
  );
}
