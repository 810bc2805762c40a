import type { Glossary, GlossaryEntry } from '@copydesk/shared/api';
import { directionOf } from '@copydesk/shared/article';
import { Pencil, Trash2 } from 'lucide-react';
import { IconButton, languageName, Time } from '../ui/index.ts';
import styles from './glossary.module.css';
import { TERM_STATUSES } from './statuses.ts';

/** A longer table is searched, not scrolled. */
const MOST_SHOWN = 200;

export interface TermTableProps {
  readonly glossary: Glossary;
  /** Those to show. */
  readonly terms: readonly GlossaryEntry[];
  readonly editable: boolean;
  readonly onEdit: (term: GlossaryEntry) => void;
  readonly onRemove: (term: GlossaryEntry) => void;
}

export function TermTable({ glossary: { from, to }, terms, editable, onEdit, onRemove }: TermTableProps) {
  if (terms.length === 0) return <p className={styles.quiet}>No term has these words.</p>;
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{languageName(from)}</th>
            <th scope="col">What to do</th>
            <th scope="col">{languageName(to)}</th>
            <th scope="col">Note</th>
            <th scope="col">Changed</th>
            <th scope="col" aria-label="Change" />
          </tr>
        </thead>
        <tbody>
          {terms.slice(0, MOST_SHOWN).map((term) => {
            const { words, icon: Icon } = TERM_STATUSES[term.status];
            return (
              <tr key={term.id}>
                <td className={styles.word} lang={from} dir={directionOf(from)}>
                  {term.source}
                  {term.caseSensitive === true && <span className={styles.case}>Aa</span>}
                </td>
                <td className={styles.status} data-status={term.status}>
                  <Icon size={14} aria-hidden /> {words}
                </td>
                <td className={styles.word} lang={to} dir={directionOf(to)}>
                  {term.target}
                </td>
                <td className={styles.quiet} dir="auto">
                  {term.note}
                </td>
                <td className={styles.quiet}>
                  <bdi>{term.changedBy}</bdi>, <Time at={term.changedAt} />
                </td>
                <td className={styles.actions}>
                  <IconButton
                    small
                    label={`Change “${term.source}”`}
                    isDisabled={!editable}
                    onPress={() => onEdit(term)}
                  >
                    <Pencil size={16} aria-hidden />
                  </IconButton>
                  <IconButton
                    small
                    label={`Take “${term.source}” out`}
                    isDisabled={!editable}
                    onPress={() => onRemove(term)}
                  >
                    <Trash2 size={16} aria-hidden />
                  </IconButton>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {terms.length > MOST_SHOWN && (
        <p className={styles.quiet}>
          {MOST_SHOWN} of {terms.length} terms are shown. Search to find the others.
        </p>
      )}
    </>
  );
}
