import { shownState, stateWords } from '@copydesk/editor';
import { blockText, type Passage } from '@copydesk/shared/article';
import { type PassageAccount, type RevisionAccount, revisionAccount, type Vouch } from '@copydesk/shared/translation';
import { useMemo } from 'react';
import { Time } from '../../ui/index.ts';
import type { OpenTranslation } from '../use-translation.ts';
import { accountWords, originWords } from './account-words.ts';
import own from './review.module.css';
import { Section } from './section.tsx';
import { startOf } from './start-of.ts';

/** What people did to the machine's text: in sum, and passage by passage, with who vouches for each. */
export function AccountSection({ open: { translation, facts } }: { open: OpenTranslation }) {
  const { passages } = translation;
  const account = useMemo(
    () => revisionAccount(passages, facts.evidence, facts.language),
    [passages, facts.evidence, facts.language],
  );
  const byId = new Map(passages.map((passage) => [passage.id, passage]));
  return (
    <Section title="Passage by passage">
      <Sum account={account} />
      <ol className={own.passages}>
        {account.passages.map((line) => {
          const passage = byId.get(line.id);
          return passage === undefined ? null : <PassageLine key={line.id} passage={passage} line={line} />;
        })}
      </ol>
    </Section>
  );
}

function Sum({ account }: { account: RevisionAccount }) {
  return accountWords(account).map((sentence) => <p key={sentence}>{sentence}</p>);
}

function PassageLine({ passage, line }: { passage: Passage; line: PassageAccount }) {
  const { icon: Icon, tone } = shownState(passage);
  return (
    <li>
      <span className={own.start}>
        <bdi>{startOf(blockText(passage.target))}</bdi>
      </span>
      <span className={own.state} data-tone={tone}>
        <Icon size={14} aria-hidden />
        <span>
          {line.confirmed !== null && passage.state === 'reviewed' ? 'confirmed' : stateWords(passage)}
          <By vouch={line.confirmed} />
          {line.reviewed !== null && (
            <>
              , checked
              <By vouch={line.reviewed} />
            </>
          )}
        </span>
      </span>
      <span className={own.what}>{originWords(line)}</span>
    </li>
  );
}

function By({ vouch }: { vouch: Vouch | null }) {
  if (vouch === null) return null;
  return (
    <>
      {' by '}
      <bdi>{vouch.name}</bdi>, <Time at={vouch.at} />
    </>
  );
}
