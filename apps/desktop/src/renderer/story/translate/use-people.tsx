import { createPresenceStore, type PeopleByBlock, type PersonInPassage } from '@copydesk/editor';
import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { AvatarStack } from '../../ui/index.ts';
import type { OpenDocument } from '../session/edition-session.ts';

const NOBODY: PeopleByBlock = new Map();
const never = () => () => undefined;

/** Who else has their caret where in a document; `null`: it is not open. */
export function usePeopleByBlock(document: OpenDocument | null, me: string): PeopleByBlock {
  const store = useMemo(
    () => (document === null ? null : createPresenceStore(document.doc, document.awareness, me)),
    [document, me],
  );
  return useSyncExternalStore(store?.subscribe ?? never, store?.read ?? (() => NOBODY));
}

/** People in a passage, beside it. */
export function renderPeople(people: readonly PersonInPassage[]): ReactNode {
  return (
    <AvatarStack
      most={2}
      people={people.map((person) => ({ ...person, title: `${person.name} is in this passage` }))}
    />
  );
}
