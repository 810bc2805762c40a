import { type PersonInPassage, personOf } from '@copydesk/editor';
import { memo, useMemo, useSyncExternalStore } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import { AvatarStack } from '../ui/index.ts';

/** Who else is in the document, each person once, in an order that does not change while they stay. */
function peopleIn(awareness: Awareness, me: string): PersonInPassage[] {
  const found = new Map<string, PersonInPassage>();
  for (const state of awareness.getStates().values()) {
    const person = personOf(state.user);
    if (person !== null && person.userId !== me) found.set(person.userId, person);
  }
  return [...found.values()].sort((a, b) => (a.userId < b.userId ? -1 : 1));
}

/** People who are in the text with me, as avatars in their hues. */
export const PeopleHere = memo(({ awareness, me }: { awareness: Awareness; me: string }) => {
  const store = useMemo(() => {
    let shown = peopleIn(awareness, me);
    return {
      subscribe(listener: () => void) {
        const changed = () => {
          const now = peopleIn(awareness, me);
          if (JSON.stringify(now) === JSON.stringify(shown)) return;
          shown = now;
          listener();
        };
        awareness.on('change', changed);
        changed();
        return () => awareness.off('change', changed);
      },
      read: () => shown,
    };
  }, [awareness, me]);
  const people = useSyncExternalStore(store.subscribe, store.read);
  return <AvatarStack people={people.map((person) => ({ ...person, title: `${person.name} is in this text` }))} />;
});
