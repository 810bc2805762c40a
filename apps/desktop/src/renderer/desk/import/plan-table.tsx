import { type ImportPlan, LineKind } from '@copydesk/shared/article';
import { Flag } from 'lucide-react';
import { directionOf, Select } from '../../ui/index.ts';
import { LINE_NAMES } from './file.ts';
import styles from './import.module.css';

const KINDS = LineKind.options.map((id) => ({ id, name: LINE_NAMES[id] }));

export interface PlanTableProps {
  readonly plan: ImportPlan;
  readonly onChange: (line: number, kind: LineKind) => void;
}

/** What each line of the file becomes, each changeable. */
export function PlanTable({ plan, onChange }: PlanTableProps) {
  return (
    <>
      {plan.label !== null && (
        <p className={styles.label}>
          <Flag size={14} aria-hidden />
          <span>
            The line “<bdi>{plan.label}</bdi>” says that a machine translated this. It is kept as evidence, not as text:
            readers are told so until people have confirmed the passages.
          </span>
        </p>
      )}
      {plan.warnings.length > 0 && (
        <ul className={styles.warnings}>
          {plan.warnings.map((warning) => (
            <li key={warning}>
              <Flag size={14} aria-hidden />
              <span>{warning}</span>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.lines}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th className={styles.number}>Line</th>
              <th className={styles.kind}>Becomes</th>
              <th>Text</th>
            </tr>
          </thead>
          <tbody>
            {plan.lines.map(({ line, text, as, flags }) => (
              <tr key={line} data-kind={as}>
                <td className={styles.number}>{line}</td>
                <td className={styles.kind}>
                  <Select
                    label={`Line ${line} becomes`}
                    hideLabel
                    small
                    options={KINDS}
                    value={as}
                    onChange={(kind) => onChange(line, kind)}
                  />
                </td>
                <td>
                  <span className={styles.text} lang={plan.language} dir={directionOf(plan.language)}>
                    {text}
                  </span>
                  {flags.map((flag) => (
                    <span key={flag} className={styles.flag}>
                      <Flag size={12} aria-hidden />
                      {flag}
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
