import {
  Archive,
  Ban,
  CircleCheck,
  CirclePause,
  Globe,
  Hourglass,
  Inbox,
  type LucideIcon,
  Newspaper,
  PencilLine,
} from 'lucide-react';
import type { DeskFilter } from '../app/routes.ts';

export interface FilterItem {
  readonly filter: DeskFilter;
  readonly name: string;
  readonly icon: LucideIcon;
}

export const WORK_FILTERS: readonly FilterItem[] = [
  { filter: 'all', name: 'All stories', icon: Newspaper },
  { filter: 'mine', name: 'My work', icon: Inbox },
  { filter: 'awaiting', name: 'Awaiting approval', icon: Hourglass },
];
export const STATE_FILTERS: readonly FilterItem[] = [
  { filter: 'drafting', name: 'Drafting', icon: PencilLine },
  { filter: 'approved', name: 'Approved', icon: CircleCheck },
  { filter: 'published', name: 'Published', icon: Globe },
  { filter: 'withheld', name: 'Withheld', icon: CirclePause },
  { filter: 'killed', name: 'Killed', icon: Ban },
  { filter: 'spiked', name: 'Spiked', icon: Archive },
];

/** The name of a filter, as the desk's heading. */
export function filterName(filter: DeskFilter): string {
  return [...WORK_FILTERS, ...STATE_FILTERS].find((item) => item.filter === filter)?.name ?? 'All stories';
}
