/** Which aid the strip shows: what matters for the passage, unless a person has chosen. Pure. */
import type { TabId } from './tabs.tsx';

/** What there is to follow in the passage that is worked on. */
export interface Matters {
  readonly passage: string;
  readonly stale: boolean;
  readonly warned: boolean;
}

export interface StripChoice {
  readonly tab: TabId;
  readonly seen: Matters | null;
  /** The passage in which the person chose this aid: there it stays. */
  readonly chosenIn: string | null;
}

/**
 * The aid to show now. On coming to a passage, what has to be looked at there; while one is in it, only a source that
 * has just changed is brought forward, and nothing is where the person chose an aid: warnings come and go with each word.
 */
export function follow(choice: StripChoice, now: Matters): StripChoice {
  const { seen } = choice;
  if (seen !== null && seen.passage === now.passage) {
    if (seen.stale === now.stale && seen.warned === now.warned) return choice;
    const turnedStale = now.stale && !seen.stale && choice.chosenIn !== now.passage;
    return { ...choice, tab: turnedStale ? 'source' : choice.tab, seen: now };
  }
  const tab = now.stale ? 'source' : now.warned ? 'warnings' : choice.tab;
  return { tab, seen: now, chosenIn: null };
}

/** The person chose an aid. */
export function choose(choice: StripChoice, tab: TabId): StripChoice {
  return { ...choice, tab, chosenIn: choice.seen?.passage ?? null };
}
