import { blockText, directionOf, type Passage, type PassageEvidence } from '@copydesk/shared/article';
import type { ReactNode } from 'react';
import { DiffText } from '../review/diff-text.tsx';
import { sourceWords } from './acts.ts';
import styles from './passage-strip.module.css';
import { stateWords } from './states.ts';
import { warningsOf } from './warnings.ts';

export interface PassageStripProps {
  /** The passage that is worked on; null: none. */
  readonly passage: Passage | null;
  readonly evidence: PassageEvidence | null;
  readonly language: string;
  readonly sourceLanguage: string | null;
  /** The words that the passage was made from, where they are known. */
  readonly madeFrom: string | null;
  /** Buttons for the passage, by the screen. */
  readonly children?: ReactNode;
}

/** What there is to know about one passage, in a strip of fixed height: nothing opens between the lines. */
export function PassageStrip({ passage, evidence, language, sourceLanguage, madeFrom, children }: PassageStripProps) {
  if (passage === null) {
    return (
      <section className={styles.strip} aria-label="Passage">
        <p className={styles.quiet}>Put the caret in a passage to see what is known about it.</p>
      </section>
    );
  }
  const warnings = warningsOf(passage);
  return (
    <section className={styles.strip} aria-label="Passage">
      <div className={styles.column}>
        <h3 className={styles.title}>This passage</h3>
        <p>{sentence(stateWords(passage))}</p>
        {confirmedBy(passage, evidence)}
        {warnings.map((warning) => (
          <p key={warning} className={styles.warning}>
            {warning}
          </p>
        ))}
        <div className={styles.buttons}>{children}</div>
      </div>
      {sourceLanguage !== null && (
        <div className={styles.column}>
          <h3 className={styles.title}>What changed in the source</h3>
          <SourceChange passage={passage} madeFrom={madeFrom} language={sourceLanguage} />
        </div>
      )}
      <div className={styles.column}>
        <h3 className={styles.title}>{originTitle(evidence)}</h3>
        <Original evidence={evidence} passage={passage} language={language} />
      </div>
    </section>
  );
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function confirmedBy(passage: Passage, evidence: PassageEvidence | null): ReactNode {
  if (passage.state !== 'confirmed' && passage.state !== 'reviewed') return null;
  const last = evidence?.confirmations.at(-1);
  if (last === undefined) return null;
  return (
    <p className={styles.quiet}>
      By <bdi>{last.name}</bdi>, <bdi>{momentText(last.at)}</bdi>
    </p>
  );
}

/** A moment as people write it: the time today, with the day otherwise. */
function momentText(at: string): string {
  const moment = new Date(at);
  const today = moment.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(
    undefined,
    today ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' },
  ).format(moment);
}

function originTitle(evidence: PassageEvidence | null): string {
  if (evidence === null || evidence.origin === 'human') return 'Original';
  if (evidence.origin === 'import') return 'As it was imported';
  return evidence.engine === null ? 'The machine’s words' : `The machine’s words (${evidence.engine})`;
}

function Original({
  evidence,
  passage,
  language,
}: {
  evidence: PassageEvidence | null;
  passage: Passage;
  language: string;
}) {
  if (evidence === null || evidence.output === '') return <p className={styles.quiet}>Written by hand.</p>;
  return (
    <p className={styles.words} lang={language} dir={directionOf(language)}>
      <DiffText before={evidence.output} after={blockText(passage.target)} language={language} />
    </p>
  );
}

function SourceChange({
  passage,
  madeFrom,
  language,
}: {
  passage: Passage;
  madeFrom: string | null;
  language: string;
}) {
  if (passage.source.length === 0) return <p className={styles.quiet}>This passage has no source.</p>;
  if (!passage.stale) return <p className={styles.quiet}>Nothing since this passage was made.</p>;
  if (madeFrom === null) return <p>The source has other words now. The earlier ones are not on record.</p>;
  return (
    <p className={styles.words}>
      <DiffText before={madeFrom} after={sourceWords(passage)} language={language} short />
    </p>
  );
}
