import { type Problem, ProblemError } from '@copydesk/shared/api';
import {
  type ArticleDoc,
  approvalBlockers,
  blockText,
  submitProblems,
  textBlocks,
  wordCount,
} from '@copydesk/shared/article';
import { useState } from 'react';
import { useHref } from '../../app/index.ts';
import { useAction } from '../../commands/index.ts';
import { Button, ButtonLink, countText, languageName, ProblemNote, problemOf } from '../../ui/index.ts';
import { useTransition } from '../dialogs/use-transition.ts';
import type { Story } from '../use-story.ts';
import type { OpenTranslation } from '../use-translation.ts';
import { ChangedDialog, OverrideDialog, ReturnDialog } from './decision-dialogs.tsx';
import own from './review.module.css';
import { sealOnScreen } from './seal.ts';
import { approvedText } from './version-words.ts';

export interface DecisionProps {
  readonly story: Story;
  readonly open: OpenTranslation | null;
  readonly content: ArticleDoc;
}

type Sealed = 'approve' | 'publish';
type Shown =
  | { readonly kind: 'none' }
  | { readonly kind: 'return' }
  | { readonly kind: 'override'; readonly action: Sealed; readonly blockers: readonly string[] }
  /** `seen`: the words of each block that were on the screen. */
  | { readonly kind: 'changed'; readonly problem: Problem; readonly seen: ReadonlyMap<string, string> }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** The foot of the review: what can be decided, and plainly what it will do. */
export function Decision({ story, open, content }: DecisionProps) {
  const { edition, article, can } = story;
  const href = useHref();
  const { take, isPending } = useTransition(story);
  const [shown, setShown] = useState<Shown>({ kind: 'none' });
  const close = () => setShown({ kind: 'none' });
  const failed = (error: unknown) => setShown({ kind: 'problem', problem: problemOf(error) });

  const decide = (action: Sealed, override?: string) => {
    const onScreen = sealOnScreen(story, open);
    if (onScreen === null) return;
    const seen = new Map(textBlocks(content).map((block) => [block.attrs.id, blockText(block)]));
    take({ action, ...onScreen, ...(override === undefined ? {} : { override }) }).then(close, (error: unknown) => {
      const problem = error instanceof ProblemError ? error.problem : null;
      if (problem?.changed !== undefined) setShown({ kind: 'changed', problem, seen });
      else if (problem?.blockers !== undefined) setShown({ kind: 'override', action, blockers: problem.blockers });
      else failed(error);
    });
  };
  const start = (action: Sealed) => {
    const blockers = blockersOf(story, open);
    if (blockers.length > 0) setShown({ kind: 'override', action, blockers });
    else decide(action);
  };
  useAction({
    id: 'approve',
    name: 'Approve this text',
    group: 'Review',
    enabled: can('approve'),
    run: () => start('approve'),
  });
  useAction({ id: 'publish', name: 'Publish', group: 'Review', enabled: can('publish'), run: () => start('publish') });
  useAction({
    id: 'return',
    name: 'Return with a note',
    group: 'Review',
    enabled: can('return'),
    run: () => setShown({ kind: 'return' }),
  });

  const words = wordCount(content, edition.language);
  const missing = submitProblems(content);
  return (
    <div className={own.decision}>
      {shown.kind === 'problem' && <ProblemNote problem={shown.problem} onRetry={close} />}
      <div className={own.decisionRow}>
        {can('return') && <Button onPress={() => setShown({ kind: 'return' })}>Return with note</Button>}
        {can('withdraw') && (
          <Button isPending={isPending} onPress={() => take({ action: 'withdraw' }).catch(failed)}>
            Withdraw the approval
          </Button>
        )}
        <p className={own.meaning}>
          {can('submit') && missing.length > 0 ? missing.join(' ') : meaningOf(story, words)}
        </p>
        {can('approve') && (
          <Button kind="primary" isPending={isPending} onPress={() => start('approve')}>
            Approve this text
          </Button>
        )}
        {can('publish') && (
          <Button kind="primary" isPending={isPending} onPress={() => start('publish')}>
            Publish
          </Button>
        )}
        {can('submit') && (
          <Button
            kind="primary"
            isPending={isPending}
            isDisabled={missing.length > 0}
            onPress={() => take({ action: 'submit' }).catch(failed)}
          >
            Freeze and review
          </Button>
        )}
        {edition.state === 'closed' && (
          <ButtonLink
            href={href({ name: 'story', articleId: article.id, language: edition.language, view: 'preview' })}
          >
            As readers see it
          </ButtonLink>
        )}
      </div>
      {shown.kind === 'return' && (
        <ReturnDialog onClose={close} onReturn={(note) => take({ action: 'return', note }).then(close, failed)} />
      )}
      {shown.kind === 'override' && (
        <OverrideDialog
          action={shown.action}
          blockers={shown.blockers}
          onClose={close}
          onGoOn={(reason) => decide(shown.action, reason)}
        />
      )}
      {shown.kind === 'changed' && (
        <ChangedDialog problem={shown.problem} seen={shown.seen} language={edition.language} onClose={close} />
      )}
    </div>
  );
}

/** What speaks against it, as far as this window knows; the server judges anew. */
function blockersOf({ source }: Story, open: OpenTranslation | null): string[] {
  if (open === null) return [];
  return approvalBlockers({
    stale: open.translation.progress.stale,
    source: source === null ? null : { language: source.language, work: source.state },
  });
}

/** Plainly what the next decision will do. */
function meaningOf({ edition }: Story, words: number): string {
  const name = languageName(edition.language);
  const length = countText(words, 'word');
  switch (edition.state) {
    case 'submitted':
      return `Approving freezes this ${name} text of ${length} exactly as it is on your screen. It does not publish it.`;
    case 'approved':
      return edition.approvedAt === null
        ? `Publishing puts the approved ${name} text before readers.`
        : `Publishing puts the ${name} text approved ${approvedText({ at: edition.approvedAt, words })} before readers as version ${edition.version + 1}.`;
    case 'drafting':
      return `This ${name} text is still being written. Freezing it submits it, so that you can approve it here.`;
    case 'closed':
      return edition.public === 'live'
        ? `Version ${edition.version} is before readers.`
        : `Version ${edition.version} is ${edition.public}.`;
    case 'spiked':
      return 'This text is spiked.';
  }
}
