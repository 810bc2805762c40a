/** Who is in which passage, by where their carets are. A claim that all see, never a lock. */
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { caretBlocks } from '../schema/index.ts';

export interface PersonInPassage {
  readonly userId: string;
  readonly name: string;
}

/** By block id; each person once in a block. */
export type PeopleByBlock = ReadonlyMap<string, readonly PersonInPassage[]>;

/** Who an awareness state's `user` is; null: it makes no sense. */
export function personOf(user: unknown): PersonInPassage | null {
  if (typeof user !== 'object' || user === null || !('id' in user) || !('name' in user)) return null;
  const { id, name } = user;
  return typeof id === 'string' && typeof name === 'string' ? { userId: id, name } : null;
}

/** Who has their caret in which block of `doc` now, without `me`. */
function peopleByBlock(doc: Y.Doc, awareness: Awareness, me: string): PeopleByBlock {
  const found = new Map<string, PersonInPassage[]>();
  for (const state of awareness.getStates().values()) {
    const person = personOf(state.user);
    if (person === null || person.userId === me) continue;
    for (const block of caretBlocks(doc, [state.cursor])) {
      const there = found.get(block) ?? [];
      if (!there.some(({ userId }) => userId === person.userId)) found.set(block, [...there, person]);
    }
  }
  return found;
}

export interface PresenceStore {
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until somebody comes, goes or moves to another block. */
  readonly read: () => PeopleByBlock;
}

/** Follows where everybody but `me` is in `doc`. */
export function createPresenceStore(doc: Y.Doc, awareness: Awareness, me: string): PresenceStore {
  let shown = peopleByBlock(doc, awareness, me);
  const text = (people: PeopleByBlock) => JSON.stringify([...people].sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    subscribe(listener) {
      const changed = () => {
        const now = peopleByBlock(doc, awareness, me);
        if (text(now) === text(shown)) return;
        shown = now;
        listener();
      };
      awareness.on('change', changed);
      changed();
      return () => awareness.off('change', changed);
    },
    read: () => shown,
  };
}
