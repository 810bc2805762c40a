/** Which passages are shown. A passage that no longer fits stays until one filters anew: nothing jumps from under the eyes. */
import { collapseRows, isOpen, type ShownLayout, type Translation } from '@copydesk/editor';
import { counts, isConfirmed, type Passage } from '@copydesk/shared/article';

export type FilterId = 'all' | 'open' | 'machine' | 'edited' | 'stale' | 'warned' | 'confirmed' | 'check';

/** What is known of a passage beside itself. */
export interface Seen {
  /** How many warnings it has that nobody has dismissed. */
  readonly warnings: number;
  /** The person can check it: somebody else confirmed it. */
  readonly toCheck: boolean;
}
type SeenOf = (passage: Passage) => Seen;

export interface Filter {
  readonly id: FilterId;
  readonly name: string;
  readonly fits: (passage: Passage, seen: Seen) => boolean;
}

export const FILTERS: readonly Filter[] = [
  { id: 'all', name: 'All passages', fits: () => true },
  { id: 'open', name: 'To do', fits: isOpen },
  { id: 'machine', name: 'Machine', fits: ({ state }) => state === 'machine' },
  { id: 'edited', name: 'Edited', fits: ({ state }) => state === 'edited' },
  { id: 'stale', name: 'Stale', fits: ({ stale }) => stale },
  { id: 'warned', name: 'With warnings', fits: (_passage, { warnings }) => warnings > 0 },
  { id: 'confirmed', name: 'Confirmed', fits: (passage) => isConfirmed(passage) && !passage.stale },
  { id: 'check', name: 'To check', fits: (_passage, { toCheck }) => toCheck },
];

export function filterOf(id: FilterId): Filter {
  return FILTERS.find((filter) => filter.id === id) ?? { id: 'all', name: 'All passages', fits: () => true };
}

/** How many passages fit each filter. */
export function filterCounts(passages: readonly Passage[], seenOf: SeenOf): Record<FilterId, number> {
  const found = { all: 0, open: 0, machine: 0, edited: 0, stale: 0, warned: 0, confirmed: 0, check: 0 };
  for (const passage of passages) {
    if (!counts(passage)) continue;
    for (const { id, fits } of FILTERS) if (fits(passage, seenOf(passage))) found[id] += 1;
  }
  return found;
}

/** The rows under a filter: what fits, what is kept on the screen, and always the passage with the caret. */
export function filterRows(
  { layout }: Pick<Translation, 'layout'>,
  filter: FilterId,
  { kept, active, seenOf }: { kept: ReadonlySet<string>; active: number; seenOf: SeenOf },
): ShownLayout {
  const { fits } = filterOf(filter);
  const caretIn = layout.target[active]?.passage.id;
  const openSource = filter === 'all' || filter === 'open';
  return collapseRows(
    layout,
    ({ passage }) =>
      filter === 'all' || passage.id === caretIn || kept.has(passage.id) || fits(passage, seenOf(passage)),
    openSource,
  );
}
