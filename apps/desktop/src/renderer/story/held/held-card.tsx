import { DiffText } from '@copydesk/editor';
import { UNDOABLE } from '@copydesk/editor/collaboration';
import type { HeldChange } from '@copydesk/shared/api';
import { directionOf } from '@copydesk/shared/article';
import { useState } from 'react';
import { useHref } from '../../app/index.ts';
import { useBridge } from '../../bridge/index.ts';
import { useLocalAct } from '../../data/index.ts';
import { Button, ButtonLink, countText, Dialog, languageName, Time, useNotices } from '../../ui/index.ts';
import { shownDocument } from '../opening.tsx';
import type { OpenDocument } from '../session/edition-session.ts';
import { type EditionDocument, useEditionDocument } from '../session/use-edition-document.ts';
import { useEditionText } from '../use-edition-text.ts';
import styles from './held.module.css';
import { type HeldBlock, planTaking, type Taking, takeIn } from './take-in.ts';

const WHY: Readonly<Record<string, string>> = {
  'read-only': 'The text was closed to writing when this reached the newsroom.',
  'foreign-client': 'The newsroom could not tell that this was written by you.',
  revoked: 'The newsroom no longer lets you into this text.',
  'too-large': 'It would have made the text larger than the newsroom takes.',
  'other-history': 'The newsroom’s copy of the text was restored from another moment.',
  'damaged-copy': 'The copy of the text on this computer was damaged; this was saved from it.',
  'passage-gone': 'The passage was moved or taken out of the text while you wrote in it.',
  'passage-written':
    'Somebody wrote in the passage while you moved it or took it out of the text: these are their words.',
  'damaged-held': 'This was damaged on this computer’s disk: some of it may be missing, or other than it was written.',
  'not-taken': 'It could not be put into the text as it stands now.',
};

/** One held change: what, why, since when; and what to do with it. */
export function HeldCard({ held, headline }: { held: HeldChange; headline: string }) {
  const href = useHref();
  const target = useEditionDocument(held.articleId, held.language);
  const document = shownDocument(target);
  return (
    <section className={styles.card} aria-label={`Held in ${headline}`}>
      <header className={styles.head}>
        <h2 lang={held.language} dir={directionOf(held.language)}>
          {headline}
        </h2>
        <p className={styles.facts}>
          {languageName(held.language)}, about {countText(held.words, 'word')}, since <Time at={held.since} />.{' '}
          {WHY[held.code] ?? held.detail}
        </p>
      </header>
      {document === null ? (
        <HeldBlocks held={held} />
      ) : (
        <TakeIn key={document.doc.guid} held={held} document={document} target={target} />
      )}
      <footer className={styles.foot}>
        <ButtonLink href={href({ name: 'story', articleId: held.articleId, language: held.language, view: 'write' })}>
          Open the story
        </ButtonLink>
        <SaveHeld held={held} headline={headline} />
        <GiveUp held={held} />
      </footer>
    </section>
  );
}

/** What was written, where the text itself is not open. */
function HeldBlocks({ held }: { held: HeldChange }) {
  return (
    <ul className={styles.blocks}>
      {held.changes.map(({ block, before, after }) => (
        <li key={block} className={styles.block}>
          <p className={styles.words}>
            <DiffText before={before} after={after} language={held.language} />
          </p>
        </li>
      ))}
    </ul>
  );
}

interface TakeInProps {
  readonly held: HeldChange;
  readonly document: OpenDocument;
  readonly target: EditionDocument;
}

function TakeIn({ held, document, target: { state } }: TakeInProps) {
  const notices = useNotices();
  const settle = useLocalAct('settleHeld');
  const { content } = useEditionText(document.doc);
  const plans = held.changes.map((block) => ({ block, taking: planTaking(content, block, held.language) }));
  const left = plans.filter(({ taking }) => taking.kind !== 'done');
  const access = state.phase === 'open' ? state.access : null;
  const writable = access?.level === 'write';
  const take = (blocks: readonly HeldBlock[]) => {
    for (const block of blocks) takeIn(document.doc, block, held.language, UNDOABLE);
  };
  return (
    <>
      {!writable && (
        <p className={styles.waiting}>
          The text cannot be written in now{access?.reason ? `: ${access.reason}` : '.'} Take this in when its next
          version is open.
        </p>
      )}
      <ul className={styles.blocks}>
        {plans.map(({ block, taking }) => (
          <li key={block.block} className={styles.block}>
            <Words block={block} taking={taking} language={held.language} />
            {taking.kind === 'done' ? (
              <span className={styles.done}>In the text</span>
            ) : (
              <Button small isDisabled={!writable} onPress={() => take([block])}>
                Take in
              </Button>
            )}
          </li>
        ))}
      </ul>
      {left.length > 1 && (
        <Button isDisabled={!writable} onPress={() => take(left.map(({ block }) => block))}>
          Take all {left.length} in
        </Button>
      )}
      {left.length === 0 && (
        <Button
          kind="primary"
          isPending={settle.isPending}
          onPress={() =>
            settle.mutate(
              { id: held.id, outcome: 'taken' },
              { onSuccess: () => notices.say('All of it is in the text.'), onError: notices.problem },
            )
          }
        >
          It is all in the text: done
        </Button>
      )}
    </>
  );
}

/** What taking a block in would change: shown against the text as it stands now. */
function Words({ block, taking, language }: { block: HeldBlock; taking: Taking; language: string }) {
  const before = taking.kind === 'words' ? taking.now : taking.kind === 'done' ? block.after : '';
  return (
    <div className={styles.words}>
      <DiffText before={before} after={block.after} language={language} />
      {taking.kind === 'at-end' && (
        <p className={styles.note}>This passage is no longer in the text; it would come at the end.</p>
      )}
      {taking.kind === 'words' && taking.now !== block.before && (
        <p className={styles.note}>Others have changed this passage since. Taken in, it reads as shown.</p>
      )}
    </div>
  );
}

function SaveHeld({ held, headline }: { held: HeldChange; headline: string }) {
  const bridge = useBridge();
  const notices = useNotices();
  const save = async () => {
    const { text } = await bridge.localCall('heldText', { id: held.id });
    const name = `${headline.replace(/[^\p{L}\p{N}]+/gu, '-')}.${held.language}.held.txt`;
    const saved = await bridge.saveFile(name, 'text/plain;charset=utf-8', new TextEncoder().encode(text));
    if (saved) notices.say('A copy was saved.');
  };
  return <Button onPress={() => save().catch(notices.problem)}>Save a copy</Button>;
}

function GiveUp({ held }: { held: HeldChange }) {
  const [asking, setAsking] = useState(false);
  const settle = useLocalAct('settleHeld');
  const notices = useNotices();
  const giveUp = () =>
    settle.mutate(
      { id: held.id, outcome: 'given-up' },
      { onSuccess: () => setAsking(false), onError: notices.problem },
    );
  return (
    <>
      <Button kind="danger" onPress={() => setAsking(true)}>
        Give it up
      </Button>
      <Dialog
        title="Give this text up?"
        isOpen={asking}
        alert
        onClose={() => setAsking(false)}
        footer={
          <>
            <Button onPress={() => setAsking(false)}>Keep it</Button>
            <Button kind="danger" isPending={settle.isPending} onPress={giveUp}>
              Give {countText(held.words, 'word')} up
            </Button>
          </>
        }
      >
        <p>
          This text ({countText(held.words, 'word')}) is on this computer alone. Once given up it cannot be brought
          back. Save a copy first if anybody may want it.
        </p>
      </Dialog>
    </>
  );
}
