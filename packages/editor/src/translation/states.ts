/** How a passage's state is shown: a glyph and a word, colour third. */
import type { Passage, PassageState } from '@copydesk/shared/article';
import { CircleCheck, CircleCheckBig, CircleDashed, Cpu, History, type LucideIcon, PenLine } from 'lucide-react';

export interface ShownState {
  readonly word: string;
  readonly icon: LucideIcon;
  /** One of the state tokens of the look. */
  readonly tone: 'work' | 'wait' | 'good';
}

const STATES: Readonly<Record<PassageState, ShownState>> = {
  empty: { word: 'Empty', icon: CircleDashed, tone: 'work' },
  machine: { word: 'Machine', icon: Cpu, tone: 'work' },
  edited: { word: 'Edited', icon: PenLine, tone: 'work' },
  confirmed: { word: 'Confirmed', icon: CircleCheck, tone: 'good' },
  reviewed: { word: 'Reviewed', icon: CircleCheckBig, tone: 'good' },
};
const STALE: ShownState = { word: 'Stale', icon: History, tone: 'wait' };

type Standing = Pick<Passage, 'state' | 'stale'>;

/** What the gutter says of a passage: that it is stale before anything else. */
export function shownState(passage: Standing): ShownState {
  return passage.stale ? STALE : STATES[passage.state];
}

/** A passage's state in a sentence's words: "edited, its source has changed". */
export function stateWords(passage: Standing): string {
  const word = STATES[passage.state].word.toLowerCase();
  return passage.stale ? `${word}, its source has changed` : word;
}
