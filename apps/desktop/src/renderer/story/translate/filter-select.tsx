import { useAction } from '../../commands/index.ts';
import { Select } from '../../ui/index.ts';
import { FILTERS, type Filter } from './filters.ts';
import styles from './translate.module.css';
import type { FilterDesk } from './use-filter.ts';

/** Which passages are shown: a list to choose from, and each filter by name in the palette. */
export function FilterSelect({ desk }: { desk: FilterDesk }) {
  const { filter, choose, counts } = desk;
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
}

function FilterAction({ filter, run }: { filter: Filter; run: () => void }) {
  useAction({ id: `filter-show-${filter.id}`, name: `Show: ${filter.name.toLowerCase()}`, run });
  return null;
}
