import { useCallback, useEffect, useRef } from 'react';

/** A function that is the same at each render and does what the latest one does: for handlers, not while rendering. */
export function useLatest<A extends unknown[]>(run: (...args: A) => void): (...args: A) => void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
