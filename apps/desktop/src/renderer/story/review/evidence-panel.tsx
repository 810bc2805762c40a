import { DiffText } from '@copydesk/editor';
import type { Edition, HeldReport } from '@copydesk/shared/api';
import type { ReactNode } from 'react';
import { usePeople } from '../../data/index.ts';
import { Avatar, countText, languageName, progressWords, Time } from '../../ui/index.ts';
import type { Story } from '../use-story.ts';
import type { OpenTranslation } from '../use-translation.ts';
import { AccountSection } from './account-section.tsx';
import own from './review.module.css';
import { Section } from './section.tsx';
import { WarningSection } from './warning-section.tsx';

/** What the decision rests on: label and why, passage by passage, who wrote, what is held, who is offline with it. */
export function EvidencePanel({ story, open }: { story: Story; open: OpenTranslation | null }) {
  const { edition } = story;
  return (
    <>
      <WhoSection edition={edition} />
      {open !== null && <LabelSection story={story} open={open} />}
      {open !== null && <WarningSection story={story} open={open} />}
      {open !== null && <AccountSection open={open} />}
      <HeldSection edition={edition} />
    </>
  );
}

/** Whoever was in the text within a day may still have it open without a line. */
const LATELY_MS = 24 * 3_600_000;

function WhoSection({ edition }: { edition: Edition }) {
  const people = usePeople();
  const nameOf = (id: string | null) => (id === null ? 'Somebody' : (people.get(id)?.name ?? 'Somebody'));
  const away = edition.presence.filter(({ here, at }) => !here && Date.now() - Date.parse(at) < LATELY_MS);
  return (
    <Section title="Who">
      {edition.submittedAt !== null && (
        <p>
          Submitted by <bdi>{nameOf(edition.submittedBy)}</bdi>, <Time at={edition.submittedAt} />
        </p>
      )}
      {edition.approvedAt !== null && (
        <p>
          Approved by <bdi>{nameOf(edition.approvedBy)}</bdi>, <Time at={edition.approvedAt} />
        </p>
      )}
      {away.map(({ userId, name, at }) => (
        <div key={userId} className={own.person}>
          <Avatar userId={userId} name={name} away />
          <p>
            <bdi>{name}</bdi> was in this text until <Time at={at} /> and is not connected to it now. What they may
            write offline comes too late for this approval: it will be held.
          </p>
        </div>
      ))}
      {away.length === 0 && <p className={own.quiet}>Nobody is offline with this text.</p>}
    </Section>
  );
}

function LabelSection({ story, open: { translation, facts } }: { story: Story; open: OpenTranslation }) {
  const { label, progress } = translation;
  const { source } = story;
  return (
    <Section title="Label, and why">
      <p>{label === null ? 'Readers see no label.' : <q>{label.text}</q>}</p>
      <p>{progressWords(progress)}.</p>
      {facts.carried !== null && source !== null && (
        <p>The {languageName(source.language)} text it was made from carries a label itself.</p>
      )}
      {source !== null && <p>{sourceWords(source, progress.stale)}</p>}
    </Section>
  );
}

/** How the translation stands to its source: "Matches the English text, approved 18:30". */
function sourceWords(source: Edition, stale: number): ReactNode {
  const name = languageName(source.language);
  if (stale > 0) return `${stale} ${stale === 1 ? 'passage follows' : 'passages follow'} older ${name}.`;
  if (source.state === 'approved' && source.approvedAt !== null) {
    return (
      <>
        Matches the {name} text, approved <Time at={source.approvedAt} />.
      </>
    );
  }
  if (source.state === 'closed') return `Matches ${name} version ${source.version}.`;
  return `Matches the ${name} text as it stands; that is not approved.`;
}

function HeldSection({ edition }: { edition: Edition }) {
  if (edition.held.length === 0) return null;
  return (
    <Section title="Held">
      {edition.held.map((held) => (
        <HeldReportLines key={held.id} held={held} language={edition.language} />
      ))}
    </Section>
  );
}

function HeldReportLines({ held, language }: { held: HeldReport; language: string }) {
  return (
    <details>
      <summary>
        {countText(held.words, 'word')} by <bdi>{held.name}</bdi> on {held.device}, <Time at={held.since} />
      </summary>
      {held.changes.map(({ block, before, after }) => (
        <p key={block} className={own.words}>
          <DiffText before={before} after={after} language={language} />
        </p>
      ))}
    </details>
  );
}
