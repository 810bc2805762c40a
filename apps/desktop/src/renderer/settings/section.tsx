import { type ReactNode, useId } from 'react';
import styles from './settings.module.css';

/** One subject of the settings. */
export function Section({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p className={styles.quiet}>{about}</p>
      {children}
    </section>
  );
}
