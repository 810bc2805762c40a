import { ReadingText } from '@copydesk/editor';
import { readEdition } from '@copydesk/editor/schema';
import { type ReactNode, useState } from 'react';
import { useLocalCall } from '../data/index.ts';
import { Button, ProblemNote } from '../ui/index.ts';
import type { OpenDocument } from './session/edition-session.ts';
import type { EditionDocument } from './session/use-edition-document.ts';
import styles from './story.module.css';
import type { Story } from './use-story.ts';

const REFUSALS: Readonly<Record<number, { readonly title: string; readonly detail: string }>> = {
  4401: {
    title: 'You are signed out',
    detail: 'What is on the screen stays on this computer. Sign in again to go on writing.',
  },
  4403: {
    title: 'You may no longer open this text',
    detail: 'Your rights were changed. What you wrote is kept on this computer; save a copy if you need it.',
  },
  4404: {
    title: 'This text is not here',
    detail: 'It does not exist, or it is on a desk that you do not belong to.',
  },
  4410: {
    title: 'This text is damaged on the server',
    detail:
      'It is closed there so that nothing more is lost; other stories are not touched. Tell whoever runs the server. It opens again once it is mended.',
  },
  4426: {
    title: 'Copydesk must be updated',
    detail:
      'The newsroom’s server speaks a newer language than this app. Your text is safe; update the app and open the story again.',
  },
};
const REFUSED = {
  title: 'This text cannot be opened',
  detail: 'What you wrote is kept on this computer. Close the story and open it again.',
};

/** What stands in a text's place until it is open: why, what it means for the text, and what to do. */
export function Opening({ document: { state } }: { document: EditionDocument }) {
  switch (state.phase) {
    case 'opening':
      return (
        <p className={styles.quiet} role="status">
          {state.waiting
            ? 'This text is not on this computer yet. It opens by itself as soon as the line brings it.'
            : 'Opening the text'}
        </p>
      );
    case 'refused':
      return (
        <div className={styles.page}>
          <ProblemNote problem={{ type: 'about:blank', status: state.code, ...(REFUSALS[state.code] ?? REFUSED) }} />
        </div>
      );
    case 'open':
      return null;
  }
}

/** The document to show: the open one, or the one that was on the screen when it was refused. */
export function shownDocument({ state }: EditionDocument): OpenDocument | null {
  return state.phase === 'opening' ? null : state.document;
}

/** A line below the text's window about what happened to it; no line of the text moves for it. */
export function TextNotice({ children, onDismiss }: { children: ReactNode; onDismiss?: () => void }) {
  return (
    <div className={styles.notice} role="status">
      <span>{children}</span>
      {onDismiss !== undefined && (
        <Button small kind="quiet" onPress={onDismiss}>
          Dismiss
        </Button>
      )}
    </div>
  );
}

/** Says that the text was replaced while it was open here, and where what was typed has gone. */
export function ReplacedNotice({ story: { article, edition, target } }: { story: Story }) {
  const kept = useLocalCall('heldChanges', { articleId: article.id }).data?.held ?? [];
  const { state, session } = target;
  if (state.phase !== 'open' || state.replaced === null) return null;
  const held = state.replaced.held || kept.some(({ language }) => language === edition.language);
  return (
    <TextNotice onDismiss={() => session?.dismissReplaced()}>
      {held
        ? 'This is the newsroom’s text. What you wrote came too late for it and is kept under Held.'
        : 'The newsroom’s copy of this text was taken anew. This is it.'}
    </TextNotice>
  );
}

/** What the chief asked for when the text came back, for as long as it is being written. */
export function ReturnNotice({ story: { edition } }: { story: Story }) {
  const [dismissed, setDismissed] = useState<string | null>(null);
  const { note, state } = edition;
  if (state !== 'drafting' || note === null || note === dismissed) return null;
  return <TextNotice onDismiss={() => setDismissed(note)}>Returned with a note: {note}</TextNotice>;
}

/** A text with something in it that this version of the app cannot show: only to be read, so that nothing is lost. */
export function UnknownContent({ document, language }: { document: OpenDocument; language: string }) {
  return (
    <>
      <TextNotice>
        This text holds something that this version of Copydesk cannot show. It is only to be read here, so that nothing
        is lost. Update the app to write in it.
      </TextNotice>
      <div className={styles.scroll}>
        <div className={styles.column}>
          <ReadingText content={readEdition(document.doc).content} language={language} />
        </div>
      </div>
    </>
  );
}
