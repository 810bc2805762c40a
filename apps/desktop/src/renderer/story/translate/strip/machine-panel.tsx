import { DiffText } from '@copydesk/editor';
import { blockText, directionOf, type PassageEvidence } from '@copydesk/shared/article';
import styles from './strip.module.css';
import type { PanelProps } from './tabs.tsx';

/** Where the passage's first words came from, and what has become of them. */
export function MachinePanel({ passage, evidence, language }: PanelProps) {
  if (evidence === null || evidence.output === '') return <p className={styles.quiet}>Written by hand.</p>;
  return (
    <>
      <p className={styles.quiet}>{originWords(evidence)}</p>
      <p className={styles.words} lang={language} dir={directionOf(language)}>
        <DiffText before={evidence.output} after={blockText(passage.target)} language={language} />
      </p>
    </>
  );
}

function originWords({ origin, engine }: PassageEvidence) {
  if (origin === 'import') return 'As it was imported, and what has become of it:';
  if (engine === null) return 'The machine’s words, and what has become of them:';
  return (
    <>
      The words of <bdi>{engine}</bdi>, and what has become of them:
    </>
  );
}
