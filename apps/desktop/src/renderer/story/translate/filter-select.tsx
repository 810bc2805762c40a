import { memo } from 'react';
import { useAction } from '../../commands/index.ts';
import { Select } from '../../ui/index.ts';
import { FILTERS, type Filter } from './filters.ts';
import styles from './translate.module.css';
import type { FilterDesk } from './use-filter.ts';

type FilterSelectProps = Pick<FilterDesk, 'filter' | 'choose' | 'counts'>;

/** Which passages are shown: a list to choose from, and each filter by name in the palette. */
export const FilterSelect = memo(({ filter, choose, counts }: FilterSelectProps) => {
  useAction({
    id: 'filter-open',
    name: filter === 'all' ? 'Show only what is to do' : 'Show all passages',
    shortcut: 'Aux+T',
    group: 'Translation',
    run: () => choose(filter === 'all' ? 'open' : 'all'),
  });
  return (
    <div className={styles.filter}>
      <Select
        label="Show"
        hideLabel
        small
        options={FILTERS.map(({ id, name }) => ({ id, name: `${name} (${counts[id]})` }))}
        value={filter}
        onChange={choose}
      />
      {FILTERS.map((one) => (
        <FilterAction key={one.id} filter={one} run={() => choose(one.id)} />
      ))}
    </div>
  );
}, sameFilters);

/** The counts are counted anew at each key, and seldom others. */
function sameFilters(before: FilterSelectProps, now: FilterSelectProps): boolean {
  return (
    before.filter === now.filter &&
    before.choose === now.choose &&
    FILTERS.every(({ id }) => before.counts[id] === now.counts[id])
  );
}

function FilterAction({ filter, run }: { filter: Filter; run: () => void }) {
  useAction({ id: `filter-show-${filter.id}`, name: `Show: ${filter.name.toLowerCase()}`, run });
  return null;
}
