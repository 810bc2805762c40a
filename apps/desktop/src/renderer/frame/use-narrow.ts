/** Whether the rail is narrow: by the window's width, by the screen's wish, and by the person's, who has the last word. */
import { useState, useSyncExternalStore } from 'react';
import { useSlots } from './slots.tsx';

const SMALL = '(max-width: 760px)';
const KEY = 'copydesk.rail';

function subscribe(listener: () => void): () => void {
  const query = matchMedia(SMALL);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

export interface Narrow {
  readonly narrow: boolean;
  toggle(): void;
}

export function useNarrow(): Narrow {
  const small = useSyncExternalStore(subscribe, () => matchMedia(SMALL).matches);
  const asked = useSlots().narrow > 0;
  const [kept, setKept] = useState(() => localStorage.getItem(KEY) === 'narrow');
  // Why it is narrow now; the person overrules one reason at a time.
  const reason = small ? 'small' : asked ? 'asked' : null;
  const [overruled, setOverruled] = useState<typeof reason>(null);
  return {
    narrow: reason === null ? kept : overruled !== reason,
    toggle() {
      if (reason !== null) {
        setOverruled(overruled === reason ? null : reason);
        return;
      }
      localStorage.setItem(KEY, kept ? 'wide' : 'narrow');
      setKept(!kept);
    },
  };
}
