import type { Passage } from '@copydesk/shared/article';
import { type MemoryMatch, sourceOf } from '@copydesk/shared/translation';
import { useLocalCall } from '../../data/index.ts';
import type { LanguagePair, Neighbours } from './strip/panel.ts';

export interface MemoryInUse {
  readonly state: 'asking' | 'filling' | 'here';
  /** The text that was looked up. */
  readonly text: string;
  readonly matches: readonly MemoryMatch[];
}

/** What the memory on this computer offers for a passage. */
export function useMemory(passage: Passage | null, pair: LanguagePair | null, around: Neighbours): MemoryInUse {
  const text = passage === null ? '' : sourceOf(passage);
  const { from, to } = pair ?? { from: 'en', to: 'en' };
  const enabled = pair !== null && text !== '';
  const { data, isPending } = useLocalCall('memoryMatches', { from, to, text, ...around }, { enabled });
  if (!enabled) return { state: 'here', text, matches: [] };
  const state = isPending ? 'asking' : data?.filling === true ? 'filling' : 'here';
  return { state, text, matches: data?.matches ?? [] };
}
