import { useEffect, useState } from 'react';

const QUIET_MS = 500;

/**
 * True at once when something is not saved, false only after a moment of rest: while somebody types, the save state
 * stays one line instead of flickering between two, and never claims too much.
 */
export function useSettledSave(unsaved: boolean): boolean {
  const [settling, setSettling] = useState(unsaved);
  useEffect(() => {
    if (unsaved) {
      setSettling(true);
      return undefined;
    }
    const timer = setTimeout(() => setSettling(false), QUIET_MS);
    return () => clearTimeout(timer);
  }, [unsaved]);
  return unsaved || settling;
}
