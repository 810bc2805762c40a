/**
 * The window's open documents, one session each however many views show it. A session that nobody shows any more ends
 * only when everything typed in it is kept by this computer.
 */
import type { Bridge } from '../../bridge/index.ts';
import { EditionSession } from './edition-session.ts';

export interface Sessions {
  /** The session of a document, opened if need be. Each `take` is answered by one `release`. */
  take(name: string): EditionSession;
  release(name: string): void;
  /** Whether everything typed in this window is kept by this computer. */
  readonly settled: boolean;
}

interface Shown {
  readonly session: EditionSession;
  uses: number;
  stop: (() => void) | null;
}

export function createSessions(bridge: Pick<Bridge, 'WebSocket' | 'syncUrl' | 'localCall'>): Sessions {
  const open = new Map<string, Shown>();

  const endIfSettled = (name: string, shown: Shown): void => {
    if (shown.uses > 0 || !shown.session.settled) return;
    shown.stop?.();
    open.delete(name);
    shown.session.close();
  };

  return {
    take(name) {
      const shown = open.get(name) ?? { session: new EditionSession(bridge, name), uses: 0, stop: null };
      open.set(name, shown);
      shown.uses += 1;
      shown.stop?.();
      shown.stop = null;
      return shown.session;
    },
    release(name) {
      const shown = open.get(name);
      if (shown === undefined) return;
      shown.uses -= 1;
      if (shown.uses > 0) return;
      shown.stop = shown.session.subscribe(() => endIfSettled(name, shown));
      // After this turn: a view that is only moved takes it again at once.
      queueMicrotask(() => endIfSettled(name, shown));
    },
    get settled() {
      return [...open.values()].every(({ session }) => session.settled);
    },
  };
}
