import type { PassageState } from '@copydesk/shared/article';
import { CircleHelp } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { PersonInPassage } from './presence.ts';
import { shownState, stateWords } from './states.ts';
import styles from './translation-grid.module.css';

export interface PassageMarkProps {
  readonly state: PassageState;
  readonly stale: boolean;
  readonly row: number;
  readonly index: number;
  readonly count: number;
  /** How many warnings it has that nobody has dismissed. */
  readonly warnings: number;
  /** Somebody asked about its source, and nobody has answered. */
  readonly asked: boolean;
  readonly people: readonly PersonInPassage[] | undefined;
  readonly renderPeople: (people: readonly PersonInPassage[]) => ReactNode;
  readonly onPress: (index: number) => void;
}

/** A passage's place in the gutter: its state, what to look at, and who is in it. */
export const PassageMark = memo(
  ({ state, stale, row, index, count, warnings, asked, people, renderPeople, onPress }: PassageMarkProps) => {
    const { word, icon: Icon, tone } = shownState({ state, stale });
    return (
      <div className={styles.mark} style={{ gridRow: row }}>
        <Button
          className={styles.markButton ?? ''}
          data-tone={tone}
          aria-label={`Passage ${index + 1} of ${count}: ${stateWords({ state, stale })}${warned(warnings)}${asked ? ', with an open question' : ''}${here(people)}`}
          onPress={() => onPress(index)}
        >
          <Icon size={16} aria-hidden />
          <span>{word}</span>
          {warnings > 0 && <span className={styles.warning}>Warning</span>}
          {asked && <CircleHelp className={styles.asked} size={14} aria-hidden />}
        </Button>
        {people !== undefined && <span className={styles.people}>{renderPeople(people)}</span>}
      </div>
    );
  },
);

function warned(warnings: number): string {
  return warnings === 0 ? '' : warnings === 1 ? ', with a warning' : `, with ${warnings} warnings`;
}

function here(people: readonly PersonInPassage[] | undefined): string {
  return people === undefined ? '' : `, ${people.map(({ name }) => name).join(' and ')} in it`;
}
