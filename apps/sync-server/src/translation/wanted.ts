/** Which passages an engine is to draft. */
import type { Passage } from '@copydesk/shared/article';
import * as z from 'zod';

/**
 * `empty`: every empty one, of a new translation · `new`: these, made for new source text, while they are empty ·
 * `untouched`: stale ones that stand as an engine left them (of `blocks`, or all) · `asked`: exactly these, whatever
 * stands there, because a person asked for it.
 */
export const WantedPassages = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('empty') }),
  z.object({ kind: z.literal('new'), blocks: z.array(z.string()) }),
  z.object({ kind: z.literal('untouched'), blocks: z.array(z.string()).optional() }),
  z.object({ kind: z.literal('asked'), blocks: z.array(z.string()) }),
]);
export type WantedPassages = z.infer<typeof WantedPassages>;

/** Whether a passage is to be drafted; `all` are the passages it stands among. */
export function isWanted(passage: Passage, wanted: WantedPassages, all: readonly Passage[]): boolean {
  switch (wanted.kind) {
    case 'empty':
      return passage.state === 'empty';
    case 'new':
      return passage.state === 'empty' && wanted.blocks.includes(passage.id);
    case 'untouched':
      return isUntouched(passage, all) && (wanted.blocks?.includes(passage.id) ?? true);
    case 'asked':
      return wanted.blocks.includes(passage.id);
  }
}

/**
 * Whether a stale passage may be drafted anew without asking: it stands as an engine left it, nobody has vouched for
 * it, and it is the only one made from its source (a passage split by hand would get the whole text twice).
 */
export function isUntouched(passage: Passage, all: readonly Passage[]): boolean {
  if (passage.state !== 'machine' || !passage.stale || passage.segment === null) return false;
  if (passage.segment.confirmed !== null || passage.segment.reviewed !== null) return false;
  const sources = new Set(passage.segment.source);
  return all.every((other) => other === passage || other.segment?.source.every((id) => !sources.has(id)));
}
