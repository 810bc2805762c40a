import type { Article } from '@copydesk/shared/api';
import { Lock } from 'lucide-react';
import { TextField, Time, useNow } from '../ui/index.ts';
import styles from './desk.module.css';

/** Until when a story is under embargo. */
export function EmbargoField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <TextField
      label="Embargo until"
      type="datetime-local"
      value={value}
      onChange={onChange}
      hint="Until then its text goes to no translation engine outside the newsroom, unless the desk allows it"
    />
  );
}

/** "embargo until 18:00", while that lasts. */
export function EmbargoMark({ story: { embargo } }: { story: Pick<Article, 'embargo'> }) {
  const now = useNow();
  if (embargo === null || new Date(embargo) <= now) return null;
  return (
    <span className={styles.marker}>
      <Lock size={12} aria-hidden />
      <span>
        embargo until <Time at={embargo} now={now} />
      </span>
    </span>
  );
}
