import styles from './strip.module.css';
import type { PanelProps } from './tabs.tsx';

/** What should be looked at again in the passage. */
export function WarningsPanel({ warnings }: PanelProps) {
  if (warnings.length === 0) return <p className={styles.quiet}>Nothing to look at again.</p>;
  return (
    <ul className={styles.list}>
      {warnings.map((warning) => (
        <li key={warning.key} className={styles.warning}>
          {warning.message}
        </li>
      ))}
    </ul>
  );
}
