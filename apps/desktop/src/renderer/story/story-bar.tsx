import { readEdition } from '@copydesk/editor/schema';
import type { StoryView } from '../app/index.ts';
import { useHref } from '../app/index.ts';
import { useBridge } from '../bridge/index.ts';
import { useAction } from '../commands/index.ts';
import { useDocumentState, useLocalCall, usePeople, useProfile } from '../data/index.ts';
import { EmbargoMark } from '../desk/embargo.tsx';
import { BottomBar } from '../frame/index.ts';
import {
  Button,
  ButtonLink,
  countText,
  languageName,
  momentText,
  progressWords,
  SaveState,
  useNotices,
} from '../ui/index.ts';
import { useTransition } from './dialogs/use-transition.ts';
import { shownDocument } from './opening.tsx';
import { readOnlyWords } from './read-only.ts';
import { type CopyFormat, copyOf } from './save-copy.ts';
import type { OpenDocument } from './session/edition-session.ts';
import { useInWindowOnly } from './session/use-in-window-only.ts';
import { HEADLINE, textFacts } from './stats.ts';
import styles from './story.module.css';
import { useEditionText } from './use-edition-text.ts';
import type { Story } from './use-story.ts';

/** The bottom bar of a story: what is saved and where, the text's figures, and the one next step. */
export function StoryBar({ story, view }: { story: Story; view: StoryView }) {
  const document = shownDocument(story.target);
  return (
    <BottomBar>
      <StorySaveState story={story} />
      <EmbargoMark story={story.article} />
      {document !== null && <Figures document={document} language={story.edition.language} />}
      {view !== 'translate' && view !== 'review' && story.edition.progress !== null && (
        <span className={styles.facts}>{progressWords(story.edition.progress)}</span>
      )}
      <div className={styles.barEnd}>{view !== 'review' && <NextStep story={story} />}</div>
    </BottomBar>
  );
}

function StorySaveState({ story }: { story: Story }) {
  const { article, edition, target } = story;
  const profile = useProfile();
  const people = usePeople();
  const href = useHref();
  const state = useDocumentState(`${article.id}.${edition.language}`);
  const held = useLocalCall('heldChanges', { articleId: article.id }).data?.held ?? [];
  const passages = held
    .filter((change) => change.language === edition.language)
    .reduce((sum, change) => sum + Math.max(1, change.changes.length), 0);
  const inWindowOnly = useInWindowOnly(target.state.phase === 'open' ? target.session : null);
  const saveCopy = useSaveCopy(story);
  if (profile === undefined) return null;
  const readOnly =
    target.state.phase === 'open' && target.state.access.level !== 'write'
      ? readOnlyWords(edition, target.state.access.reason, (id) => people.get(id)?.name ?? null, momentText)
      : null;
  return (
    <SaveState
      facts={{
        line: profile.line,
        disk: profile.disk,
        document: state ?? null,
        inWindowOnly,
        readOnly,
        heldPassages: passages,
      }}
    >
      <Button slot="close" onPress={() => saveCopy('text')}>
        Save a copy
      </Button>
      <Button slot="close" onPress={() => saveCopy('markdown')}>
        Save a copy as Markdown
      </Button>
      {passages > 0 && <ButtonLink href={href({ name: 'held' })}>See what is held</ButtonLink>}
    </SaveState>
  );
}

/** *Save a copy* of what is on the screen, in every state. */
function useSaveCopy(story: Story): (format: CopyFormat) => void {
  const bridge = useBridge();
  const notices = useNotices();
  const document = shownDocument(story.target);
  const save = (format: CopyFormat) => {
    if (document === null) return;
    const { edition } = story;
    const copy = copyOf(readEdition(document.doc).content, edition.language, format, edition.label);
    bridge
      .saveFile(copy.name, copy.type, copy.bytes)
      .then((saved) => {
        if (saved) notices.say('A copy was saved.');
      })
      .catch(notices.problem);
  };
  const enabled = document !== null;
  useAction({ id: 'save-copy', name: 'Save a copy', group: 'Story', enabled, run: () => save('text') });
  useAction({
    id: 'save-copy-markdown',
    name: 'Save a copy as Markdown',
    group: 'Story',
    enabled,
    run: () => save('markdown'),
  });
  return save;
}

function Figures({ document, language }: { document: OpenDocument; language: string }) {
  const { words, minutes, headline } = textFacts(useEditionText(document.doc).content, language);
  return (
    <div className={styles.facts}>
      <span>{countText(words, 'word')}</span>
      <span>{minutes} min</span>
      <span
        className={headline > HEADLINE.limit ? styles.over : undefined}
        title={`Best up to ${HEADLINE.good} characters, at most ${HEADLINE.limit}`}
      >
        Headline {headline}/{HEADLINE.limit}
        {headline > HEADLINE.limit ? ', too long' : headline > HEADLINE.good ? ', long' : ''}
      </span>
      <span>{languageName(language)}</span>
    </div>
  );
}

/** The one next step of this person with this text. */
function NextStep({ story }: { story: Story }) {
  const { article, edition, can, user } = story;
  const href = useHref();
  const step = useTransition(story);
  const review = href({ name: 'story', articleId: article.id, language: edition.language, view: 'review' });
  const canSubmit = can('submit');
  useAction({
    id: 'submit',
    name: 'Submit for approval',
    shortcut: 'Mod+Shift+Enter',
    group: 'Story',
    enabled: canSubmit,
    run: () => step.run({ action: 'submit' }),
  });
  const isChief = user.roles.includes('chief');
  if (isChief && (edition.state === 'submitted' || edition.state === 'approved')) {
    return (
      <ButtonLink kind="primary" small href={review}>
        {edition.state === 'submitted' ? 'Review' : 'Review and publish'}
      </ButtonLink>
    );
  }
  if (canSubmit) {
    return (
      <Button kind="primary" small isPending={step.isPending} onPress={() => step.run({ action: 'submit' })}>
        Submit for approval
      </Button>
    );
  }
  if (can('recall') && edition.submittedBy === user.id) {
    return (
      <Button small isPending={step.isPending} onPress={() => step.run({ action: 'recall' })}>
        Take it back
      </Button>
    );
  }
  return null;
}
