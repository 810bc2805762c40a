import { useCallback, useRef, useState } from 'react';

export interface ActivePassage {
  /** Index of the passage that is worked on as the screen shows it, or -1. */
  readonly active: number;
  /** The same at this moment: keys can come faster than the screen follows. */
  readonly activeNow: () => number;
  readonly onActive: (index: number) => void;
}

/** Which passage is worked on. */
export function useActive(): ActivePassage {
  const [active, setActive] = useState(-1);
  const latest = useRef(-1);
  const activeNow = useCallback(() => latest.current, []);
  const onActive = useCallback((index: number) => {
    latest.current = index;
    setActive(index);
  }, []);
  return { active, activeNow, onActive };
}
