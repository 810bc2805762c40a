/** Which passages are shown. A passage that no longer fits stays until one filters anew: nothing jumps from under the eyes. */
import { collapseRows, isOpen, type ShownLayout, type Translation } from '@copydesk/editor';
import { counts, isConfirmed, type Passage } from '@copydesk/shared/article';

export type FilterId = 'all' | 'open' | 'machine' | 'edited' | 'stale' | 'warned' | 'confirmed';

/** Whether a passage fits; `warnings`: how many it has that nobody has dismissed. */
type Fits = (passage: Passage, warnings: number) => boolean;

export interface Filter {
  readonly id: FilterId;
  readonly name: string;
  readonly fits: Fits;
}

export const FILTERS: readonly Filter[] = [
  { id: 'all', name: 'All passages', fits: () => true },
  { id: 'open', name: 'To do', fits: isOpen },
  { id: 'machine', name: 'Machine', fits: ({ state }) => state === 'machine' },
  { id: 'edited', name: 'Edited', fits: ({ state }) => state === 'edited' },
  { id: 'stale', name: 'Stale', fits: ({ stale }) => stale },
  { id: 'warned', name: 'With warnings', fits: (_passage, warnings) => warnings > 0 },
  { id: 'confirmed', name: 'Confirmed', fits: (passage) => isConfirmed(passage) && !passage.stale },
];

export function filterOf(id: FilterId): Filter {
  return FILTERS.find((filter) => filter.id === id) ?? { id: 'all', name: 'All passages', fits: () => true };
}

/** How many passages fit each filter. */
export function filterCounts(
  passages: readonly Passage[],
  warningsOf: (passage: Passage) => number,
): Record<FilterId, number> {
  const found = { all: 0, open: 0, machine: 0, edited: 0, stale: 0, warned: 0, confirmed: 0 };
  for (const passage of passages) {
    if (!counts(passage)) continue;
    for (const { id, fits } of FILTERS) if (fits(passage, warningsOf(passage))) found[id] += 1;
  }
  return found;
}

/** The rows under a filter: what fits, what is kept on the screen, and always the passage with the caret. */
export function filterRows(
  { layout }: Pick<Translation, 'layout'>,
  filter: FilterId,
  { kept, active, warningsOf }: { kept: ReadonlySet<string>; active: number; warningsOf: (passage: Passage) => number },
): ShownLayout {
  const { fits } = filterOf(filter);
  const caretIn = layout.target[active]?.passage.id;
  const openSource = filter === 'all' || filter === 'open';
  return collapseRows(
    layout,
    ({ passage }) =>
      filter === 'all' || passage.id === caretIn || kept.has(passage.id) || fits(passage, warningsOf(passage)),
    openSource,
  );
}
