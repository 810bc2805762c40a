import { useEffect, useState } from 'react';
import type { EditionSession } from './edition-session.ts';

const QUIET_MS = 500;

/**
 * True at once when this window alone has something, false only after a moment of rest: while somebody types, the save
 * state stays one line instead of flickering between two, and never claims too much.
 */
export function useInWindowOnly(session: EditionSession | null): boolean {
  const [unsaved, setUnsaved] = useState(false);
  useEffect(() => {
    if (session === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (session.savedHere()) timer = setTimeout(() => setUnsaved(false), QUIET_MS);
      else setUnsaved(true);
    };
    look();
    const stop = session.subscribe(look);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [session]);
  return unsaved;
}
