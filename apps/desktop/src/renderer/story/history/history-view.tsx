import { DiffText, ReadingText } from '@copydesk/editor';
import type { Version } from '@copydesk/shared/api';
import { changedBlocks, inlineText } from '@copydesk/shared/article';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useCall, usePeople } from '../../data/index.ts';
import { ProblemNote, Select, Time } from '../../ui/index.ts';
import { approvedText } from '../review/version-words.ts';
import styles from '../story.module.css';
import type { Story } from '../use-story.ts';
import own from './history.module.css';

const KINDS: Readonly<Record<Version['kind'], string>> = {
  submitted: 'Submitted',
  returned: 'Returned',
  approved: 'Approved',
  published: 'Published',
};
const NOTHING = 'nothing';

/** A moment's key: the same text may have been submitted, approved and published. */
function keyOf({ kind, at, seal }: Version): string {
  return `${kind} ${at} ${seal}`;
}

function nameOf(version: Version): string {
  const kind = KINDS[version.kind];
  return version.kind === 'published' ? `Version ${version.version}` : kind;
}

/** What the text said at each moment that counted, and how two of them differ. */
export function HistoryView({ story }: { story: Story }) {
  const { article, edition } = story;
  const people = usePeople();
  const params = { id: article.id, language: edition.language };
  const found = useCall('listVersions', { params });
  const [chosen, setChosen] = useState<string | null>(null);
  const [against, setAgainst] = useState<string>(NOTHING);
  if (found.data === undefined) {
    return (
      <div className={styles.page}>
        {found.error === null ? <p role="status">Opening the history</p> : <ProblemNote problem={found.error} />}
      </div>
    );
  }
  const versions = found.data.versions.toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const shown = versions.find((version) => keyOf(version) === chosen) ?? versions[0];
  if (shown === undefined) {
    return (
      <p className={styles.quiet}>
        Nothing yet. Each time this text is submitted, returned, approved or published, it is kept here.
      </p>
    );
  }
  const compared = versions.find((version) => keyOf(version) === against) ?? null;
  return (
    <div className={own.history}>
      <nav className={own.list} aria-label="Moments of this text">
        <ol>
          {versions.map((version) => (
            <li key={keyOf(version)}>
              <Button
                className={own.moment ?? ''}
                onPress={() => setChosen(keyOf(version))}
                {...(version === shown ? { 'aria-current': 'true' as const } : {})}
              >
                <span className={own.name}>{nameOf(version)}</span>
                <span className={own.detail}>
                  {approvedText(version)}, <bdi>{people.get(version.by)?.name ?? 'Somebody'}</bdi>
                </span>
                {version.note !== null && <span className={own.detail}>{version.note}</span>}
              </Button>
            </li>
          ))}
        </ol>
      </nav>
      <div className={styles.view}>
        <div className={styles.tools}>
          <span>
            {nameOf(shown)}, <Time at={shown.at} />
          </span>
          <Select
            label="Compare with"
            hideLabel
            small
            options={[
              { id: NOTHING, name: 'Compare with nothing' },
              ...versions
                .filter((version) => version !== shown)
                .map((version) => ({ id: keyOf(version), name: `${nameOf(version)}, ${approvedText(version)}` })),
            ]}
            value={compared === null ? NOTHING : against}
            onChange={setAgainst}
          />
          <span className={own.detail} role="status">
            {compared !== null && compared !== shown && compared.seal === shown.seal && 'The same text, to the letter'}
          </span>
        </div>
        <div className={styles.scroll}>
          <Moment story={story} version={shown} compared={compared === shown ? null : compared} />
        </div>
      </div>
    </div>
  );
}

interface MomentProps {
  readonly story: Story;
  readonly version: Version;
  readonly compared: Version | null;
}

/** The text of one moment; compared, with what it added underlined and what it removed struck. */
function Moment({ story: { article, edition }, version, compared }: MomentProps) {
  const params = { id: article.id, language: edition.language };
  const text = useCall('getCheckpoint', { params: { ...params, seal: version.seal } });
  const other = useCall(
    'getCheckpoint',
    { params: { ...params, seal: compared?.seal ?? '' } },
    { enabled: compared !== null },
  );
  const error = text.error ?? (compared === null ? null : other.error);
  if (error !== null) {
    return (
      <div className={styles.page}>
        <ProblemNote problem={error} />
      </div>
    );
  }
  if (text.data === undefined || (compared !== null && other.data === undefined)) {
    return <p className={styles.quiet}>Opening the text</p>;
  }
  const before = compared === null ? undefined : other.data?.content;
  const changes = before === undefined ? [] : changedBlocks(before, text.data.content);
  const byBlock = new Map(changes.map((change) => [change.block, change]));
  const gone = changes.filter(({ what }) => what === 'removed');
  return (
    <div className={styles.column}>
      <ReadingText
        content={text.data.content}
        language={edition.language}
        show={(block, content) => {
          const change = byBlock.get(block);
          if (change === undefined || change.what === 'moved' || change.what === 'format') return null;
          return <DiffText before={change.before ?? ''} after={inlineText(content)} language={edition.language} />;
        }}
      />
      {gone.length > 0 && (
        <section className={own.gone}>
          <h2>No longer in the text</h2>
          {gone.map(({ block, before: words }) => (
            <p key={block}>
              <DiffText before={words ?? ''} after="" language={edition.language} />
            </p>
          ))}
        </section>
      )}
    </div>
  );
}
