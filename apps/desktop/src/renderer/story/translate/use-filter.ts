import type { ShownLayout, Translation } from '@copydesk/editor';
import type { Passage } from '@copydesk/shared/article';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useLatest } from '../../ui/index.ts';
import { type FilterId, filterCounts, filterOf, filterRows, type Seen } from './filters.ts';
import type { WarningDesk } from './use-warnings.ts';

export interface FilterDesk {
  readonly filter: FilterId;
  /** The same function always. */
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
export function useFilter(
  translation: Translation,
  of: WarningDesk['of'],
  toCheck: (passage: Passage) => boolean,
  active: number,
): FilterDesk {
  const [{ filter, kept }, setChoice] = useState(ALL);
  const { passages } = translation;
  const current = passages[active]?.id;
  useEffect(() => {
    if (filter === 'all' || current === undefined) return;
    setChoice((choice) =>
      choice.kept.has(current) ? choice : { ...choice, kept: new Set([...choice.kept, current]) },
    );
  }, [filter, current]);

  const seenOf = useCallback(
    (passage: Passage): Seen => ({ warnings: of(passage).warnings, toCheck: toCheck(passage) }),
    [of, toCheck],
  );
  const choose = useLatest((next: FilterId) => {
    const { fits } = filterOf(next);
    const now = passages.filter((passage) => fits(passage, seenOf(passage))).map(({ id }) => id);
    setChoice({ filter: next, kept: new Set(now) });
  });
  const layout = useMemo(
    () =>
      filterRows(translation, filter, {
        kept,
        active: filter === 'all' ? -1 : active,
        seenOf,
      }),
    [translation, filter, kept, active, seenOf],
  );
  const counts = useMemo(() => filterCounts(passages, seenOf), [passages, seenOf]);
  return { filter, choose, counts, layout };
}
