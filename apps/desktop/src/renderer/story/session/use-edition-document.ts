import { type DocumentName, documentName } from '@copydesk/shared/sync';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { type Bridge, useBridge } from '../../bridge/index.ts';
import type { EditionSession, SessionState } from './edition-session.ts';
import { createSessions, type Sessions } from './sessions.ts';

const byBridge = new WeakMap<Bridge, Sessions>();

/** The window's open documents. */
function useSessions(): Sessions {
  const bridge = useBridge();
  let sessions = byBridge.get(bridge);
  if (sessions === undefined) {
    sessions = createSessions(bridge);
    byBridge.set(bridge, sessions);
  }
  return sessions;
}

/** The same object while both are the same. */
export interface EditionDocument {
  readonly session: EditionSession | null;
  readonly state: SessionState;
}

const OPENING: SessionState = { phase: 'opening', waiting: false };
const never = () => () => undefined;
const opening = () => OPENING;

/** Opens an edition's document for as long as the caller is shown; `null`: none. */
export function useEditionDocument(articleId: string, language: string | null): EditionDocument {
  return useDocument(language === null ? null : documentName(articleId, language));
}

/** Opens the notes of an edition (dismissed warnings, queries), as `useEditionDocument` opens its text. */
export function useNotesDocument(articleId: string, language: string | null): EditionDocument {
  return useDocument(language === null ? null : documentName(articleId, language, true));
}

function useDocument(name: DocumentName | null): EditionDocument {
  const sessions = useSessions();
  const [session, setSession] = useState<EditionSession | null>(null);
  useEffect(() => {
    if (name === null) return undefined;
    setSession(sessions.take(name));
    return () => {
      setSession(null);
      sessions.release(name);
    };
  }, [sessions, name]);
  const current = session?.name === name ? session : null;
  const state = useSyncExternalStore(current?.subscribe ?? never, current?.state ?? opening);
  return useMemo(() => ({ session: current, state }), [current, state]);
}

/** Asks before the window goes while it holds text that this computer has not taken. */
export function useAskBeforeLeaving(): void {
  const sessions = useSessions();
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (!sessions.settled) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [sessions]);
}
