import type { ReactNode } from 'react';
import own from './review.module.css';

/** One part of what stands beside a text under review. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={own.section}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
