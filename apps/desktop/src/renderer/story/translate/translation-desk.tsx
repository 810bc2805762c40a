import {
  addPassage,
  goToPassage,
  type Join,
  joinSegments,
  PassageRows,
  replacePassage,
  replaceWords,
  type SourceCell,
  SpotMarks,
  Toolbar,
  TranslationGrid,
  useArticleEditor,
} from '@copydesk/editor';
import { asOneStep, UNDOABLE } from '@copydesk/editor/collaboration';
import { directionOf } from '@copydesk/shared/article';
import { neighboursOf, type Warning } from '@copydesk/shared/translation';
import { useMemo } from 'react';
import { languageName, progressWords, useHueOf, useLatest, useNotices } from '../../ui/index.ts';
import { shownDocument, UnknownContent } from '../opening.tsx';
import { PeopleHere } from '../people-here.tsx';
import { useAskedBlocks } from '../queries/use-queries.ts';
import type { OpenDocument } from '../session/edition-session.ts';
import styles from '../story.module.css';
import type { Story } from '../use-story.ts';
import type { OpenTranslation } from '../use-translation.ts';
import { mayWrite } from '../write-view.tsx';
import { AsideTray } from './aside-tray.tsx';
import { activePassage, type PassageDesk } from './desk.ts';
import { FilterSelect } from './filter-select.tsx';
import { LabelFrame } from './label-frame.tsx';
import { MEANWHILE, PassageButtons, usePassageActs } from './passage-acts.tsx';
import { usePassageMoves } from './passage-moves.ts';
import { Strip } from './strip/strip.tsx';
import own from './translate.module.css';
import { useActive } from './use-active.ts';
import { useFilter } from './use-filter.ts';
import { useGlossary } from './use-glossary.ts';
import { renderPeople, usePeopleByBlock } from './use-people.tsx';
import { useSpots } from './use-spots.ts';
import { useToCheck } from './use-to-check.ts';
import { useWarnings } from './use-warnings.ts';

export interface TranslationDeskProps {
  readonly story: Story;
  readonly document: OpenDocument;
  readonly open: OpenTranslation;
}

/** The translator's desk: both texts, the strip below, the label above. */
export function TranslationDesk({ story, document, open: { store, translation } }: TranslationDeskProps) {
  const { edition, source, user } = story;
  const { doc } = document;
  const sourceDocument = source === null ? null : shownDocument(story.sourceDocument);
  const sourceDoc = sourceDocument?.doc ?? null;
  const writable = mayWrite(story);
  const selected = useActive();
  const { active, onActive } = selected;
  const notices = useNotices();
  const hueOf = useHueOf();
  const onJoin = useLatest((join: Join) => joinSegments(doc, join, sourceDoc, store, UNDOABLE));
  const { editor, unknownContent } = useArticleEditor({
    document,
    user,
    hueOf,
    language: edition.language,
    editable: writable,
    extensions: useMemo(() => [PassageRows.configure({ onActive, onJoin }), SpotMarks], [onActive, onJoin]),
    label: `Text, ${languageName(edition.language)}`,
  });
  const warnings = useWarnings(story, translation);
  const [from, to] = [source?.language ?? null, edition.language];
  const pair = useMemo(() => (from === null ? null : { from, to }), [from, to]);
  const toCheck = useToCheck(translation.facts.evidence, user.id);
  const filter = useFilter(translation, warnings.of, toCheck, active);
  const asked = useAskedBlocks(story.article.id, source?.language ?? null, translation.source);
  const people = usePeopleByBlock(document, user.id);
  const sourcePeople = usePeopleByBlock(sourceDocument, user.id);
  const desk: PassageDesk = {
    store,
    translation,
    doc,
    source: sourceDoc,
    editor,
    ...selected,
    warnings,
    toCheck,
    writable,
  };
  const { find } = useGlossary(pair);
  const moves = usePassageMoves(desk);
  const acts = usePassageActs(desk, moves);
  useSpots(editor, translation.passages, warnings.of);
  const goTo = useLatest((id: string) => moves.go(store.read().passages.findIndex((one) => one.id === id)));
  const onAdd = useLatest((cell: SourceCell) => {
    const [block] = cell.blocks;
    if (block === undefined || editor === null) return;
    const place = translation.layout.source.find(({ blocks }) => blocks[0]?.attrs.id === block.attrs.id)?.row ?? 0;
    const before = translation.layout.target.findLast(({ row }) => row < place);
    const id = addPassage(doc, block, before?.passage.id ?? null, UNDOABLE);
    const index = store.read().passages.findIndex((one) => one.id === id);
    onActive(index);
    goToPassage(editor, index);
  });
  const showAll = useLatest(() => filter.choose('all'));
  const passage = activePassage(desk);
  const onReplace = useLatest((text: string) => {
    if (!writable || passage === null || editor === null) return;
    asOneStep(editor, () => replacePassage(doc, passage, text, UNDOABLE));
    editor.commands.focus();
  });
  const onInsert = useLatest((text: string) => {
    if (!writable || editor === null) return;
    asOneStep(editor, () => editor.chain().focus().insertContent({ type: 'text', text }).run());
  });
  const onFix = useLatest((fix: NonNullable<Warning['fix']>) => {
    if (!writable || passage === null || editor === null) return;
    if (!asOneStep(editor, () => replaceWords(doc, passage, fix, UNDOABLE))) notices.say(MEANWHILE);
    editor.commands.focus();
  });
  if (unknownContent) return <UnknownContent document={document} language={edition.language} />;
  if (editor === null) return null;

  const madeFrom = passage?.segment?.madeFrom ?? null;
  return (
    <>
      <div className={styles.tools}>
        <Toolbar editor={editor} />
        <div className={styles.toolsEnd}>
          <AsideTray
            doc={doc}
            language={edition.language}
            sourceLanguage={source?.language ?? null}
            writable={writable}
            onBack={goTo}
          />
          <span className={own.count}>{progressWords(translation.progress)}</span>
          <FilterSelect filter={filter.filter} choose={filter.choose} counts={filter.counts} />
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
          layout={filter.layout}
          editor={editor}
          sourceLanguage={source?.language ?? null}
          active={active}
          onActive={onActive}
          pointersOf={warnings.of}
          termsOf={find}
          asked={asked}
          people={people}
          sourcePeople={sourcePeople}
          renderPeople={renderPeople}
          onAdd={writable ? onAdd : undefined}
          onShowAll={showAll}
        />
      </div>
      <Strip
        passage={passage}
        evidence={translation.facts.evidence.find(({ block }) => block === passage?.id) ?? null}
        story={story}
        language={edition.language}
        pair={pair}
        madeFrom={madeFrom === null ? null : store.sourceText(madeFrom)}
        around={neighboursOf(translation.passages, active)}
        warnings={warnings}
        writable={writable}
        onReplace={onReplace}
        onInsert={onInsert}
        onFix={onFix}
      >
        <PassageButtons acts={acts} />
      </Strip>
    </>
  );
}
