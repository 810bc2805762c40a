import type { ShownLayout, Translation } from '@copydesk/editor';
import { useEffect, useMemo, useState } from 'react';
import { type FilterId, filterCounts, filterOf, filterRows } from './filters.ts';
import type { WarningDesk } from './use-warnings.ts';

export interface FilterDesk {
  readonly filter: FilterId;
  readonly choose: (filter: FilterId) => void;
  readonly counts: Readonly<Record<FilterId, number>>;
  readonly layout: ShownLayout;
}

interface Choice {
  readonly filter: FilterId;
  /** What was on the screen under this filter, and stays. */
  readonly kept: ReadonlySet<string>;
}

const ALL: Choice = { filter: 'all', kept: new Set() };

/** The passages shown, by a filter that the person chooses. */
export function useFilter(translation: Translation, of: WarningDesk['of'], active: number): FilterDesk {
  const [{ filter, kept }, setChoice] = useState(ALL);
  const { passages } = translation;
  const current = passages[active]?.id;
  useEffect(() => {
    if (filter === 'all' || current === undefined) return;
    setChoice((choice) =>
      choice.kept.has(current) ? choice : { ...choice, kept: new Set([...choice.kept, current]) },
    );
  }, [filter, current]);

  const choose = (next: FilterId) => {
    const { fits } = filterOf(next);
    const now = passages.filter((passage) => fits(passage, of(passage).warnings)).map(({ id }) => id);
    setChoice({ filter: next, kept: new Set(now) });
  };
  const layout = useMemo(
    () =>
      filterRows(translation, filter, {
        kept,
        active: filter === 'all' ? -1 : active,
        warningsOf: (one) => of(one).warnings,
      }),
    [translation, filter, kept, active, of],
  );
  const counts = useMemo(() => filterCounts(passages, (one) => of(one).warnings), [passages, of]);
  return { filter, choose, counts, layout };
}
