import { DiffText } from '@copydesk/editor';
import { sourceText } from '@copydesk/shared/article';
import type { PanelProps } from './panel.ts';
import styles from './strip.module.css';

/** What changed in the source since the passage was made or confirmed. */
export function SourceChangePanel({ passage, pair, madeFrom }: PanelProps) {
  if (pair === null || passage.source.length === 0) return <p className={styles.quiet}>This passage has no source.</p>;
  if (!passage.stale) return <p className={styles.quiet}>Nothing since this passage was made.</p>;
  if (madeFrom === null) return <p>The source has other words now. The earlier ones are not on record.</p>;
  return (
    <p className={styles.words}>
      <DiffText before={madeFrom} after={sourceText(passage.source)} language={pair.from} short />
    </p>
  );
}
