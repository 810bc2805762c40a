import { DiffText, goToBlock } from '@copydesk/editor';
import type { ChangedBlock } from '@copydesk/shared/article';
import { Button } from 'react-aria-components';
import own from './review.module.css';
import type { Changes } from './use-changes.ts';

const WHAT: Readonly<Record<ChangedBlock['what'], string>> = {
  added: 'New',
  removed: 'Removed',
  changed: 'Changed',
  moved: 'Moved',
  format: 'Set otherwise',
};

export interface ChangeListProps {
  readonly changes: Changes | null;
  readonly editor: Parameters<typeof goToBlock>[0];
  readonly language: string;
}

/** The changes one by one; each leads to its place in the text. */
export function ChangeList({ changes, editor, language }: ChangeListProps) {
  if (changes === null || changes.since === null) return null;
  return (
    <section className={own.section}>
      <h2>What changed</h2>
      {changes.list.length === 0 ? (
        <p className={own.quiet}>Nothing since then.</p>
      ) : (
        <ol className={own.changes}>
          {changes.list.map((change) => (
            <li key={change.block}>
              <Button className={own.change ?? ''} onPress={() => goToBlock(editor, change.block)}>
                <span className={own.what}>{WHAT[change.what]}</span>
                <span className={own.words}>
                  <DiffText before={change.before ?? ''} after={change.after ?? ''} language={language} short />
                </span>
              </Button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
