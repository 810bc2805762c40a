import type { DocumentState, Person, ProfileState, User } from '@copydesk/shared/api';
import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import { type Connection, useBridge } from '../bridge/index.ts';
import { useCall, useLocalCall } from './queries.ts';

/** Who this window works as, its newsroom, and the state of line and disk; undefined until first known. */
export function useProfile(): ProfileState | undefined {
  return useLocalCall('profile', {}).data;
}

export const UserContext = createContext<User | null>(null);

/** The person signed in to this window. Throws on the sign-in page. */
export function useUser(): User {
  const user = useContext(UserContext);
  if (user === null) throw new Error('useUser is called before sign-in');
  return user;
}

/** How far this computer's text of `document` has come; kept true by events. */
export function useDocumentState(document: string): DocumentState | undefined {
  return useLocalCall('documentState', { document }).data;
}

/** The newsroom's people by id. */
export function usePeople(): ReadonlyMap<string, Person> {
  const people = useCall('people', {}).data?.people;
  return useMemo(() => new Map((people ?? []).map((person) => [person.id, person])), [people]);
}

/** The window's channel to its replica. */
export function useConnection(): Connection {
  const bridge = useBridge();
  const [connection, setConnection] = useState<Connection>('open');
  useEffect(() => bridge.onConnection(setConnection), [bridge]);
  return connection;
}
