import type { Translation } from '@copydesk/editor';
import { directionOf, labelLanguage } from '@copydesk/shared/article';
import styles from './translate.module.css';

/** The label as readers will see it, framed so that it is not taken for part of the text. */
export function LabelFrame({ label, language }: { label: Translation['label']; language: string }) {
  if (label === null) {
    return <p className={styles.noLabel}>Readers see no label on this text.</p>;
  }
  const worded = labelLanguage(language);
  return (
    <p className={styles.label} lang={worded} dir={directionOf(worded)} title="The label as readers will see it">
      {label.text}
    </p>
  );
}
