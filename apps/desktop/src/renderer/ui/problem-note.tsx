import { type Problem, ProblemError } from '@copydesk/shared/api';
import { ExchangeError } from '@copydesk/shared/translation';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import styles from './problem-note.module.css';

/** What went wrong, as a problem in words, whatever was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof ExchangeError) {
    return { type: 'about:blank', title: 'This file cannot be used', status: 422, detail: error.message };
  }
  return {
    type: 'about:blank',
    title: 'Something went wrong in this window',
    status: 500,
    detail: 'Your text is safe on this computer. Reload the window to go on.',
  };
}

export interface ProblemNoteProps {
  /** A `Problem`, or whatever was thrown; null shows nothing. */
  readonly problem: Problem | Error | null | undefined;
  readonly onRetry?: () => void;
  /** More to say, or more to do. */
  readonly children?: ReactNode;
}

/** A problem where it happened: what, what it means for the text, what to do. */
export function ProblemNote({ problem, onRetry, children }: ProblemNoteProps) {
  if (problem === null || problem === undefined) return null;
  const { title, detail, blockers, issues } = problem instanceof Error ? problemOf(problem) : problem;
  const points = [...(blockers ?? []), ...(issues ?? []).map(({ path, message }) => `${path}: ${message}`)];
  return (
    <div className={styles.note} role="alert">
      <TriangleAlert size={16} aria-hidden />
      <div className={styles.body}>
        <p className={styles.title}>{title}</p>
        <p>{detail}</p>
        {points.length > 0 && (
          <ul className={styles.list}>
            {points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        )}
        {children}
        {onRetry !== undefined && (
          <div className={styles.actions}>
            <Button small onPress={onRetry}>
              Try again
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
