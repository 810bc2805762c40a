/** What one translator leaves for the next. */
import { handoversOf, leaveNote, readHandovers } from '@copydesk/editor/schema';
import type { HandoverNote } from '@copydesk/shared/translation';
import { useUser } from '../../data/index.ts';
import { useNotesDocument } from '../session/use-edition-document.ts';
import { useEntries } from '../session/use-entries.ts';
import type { Story } from '../use-story.ts';

const HANDOVERS = { root: handoversOf, read: readHandovers };

export interface Handover {
  /** The newest note that somebody else left for this person, or for whoever comes; null: none. */
  readonly note: HandoverNote | null;
  /** Null while the notes are not open, or where the person may not write in them. */
  readonly leave: ((text: string, to: string | null) => void) | null;
}

export function useHandover({ article, edition }: Story): Handover {
  const user = useUser();
  const { state } = useNotesDocument(article.id, edition.role === 'translation' ? edition.language : null);
  const notes = state.phase === 'open' ? state.document.doc : null;
  const writable = state.phase === 'open' && state.access.level === 'write';
  const [newest] = useEntries(notes, HANDOVERS);
  const forMe = newest !== undefined && newest.by !== user.id && (newest.to === null || newest.to === user.id);
  return {
    note: forMe ? newest : null,
    leave:
      notes === null || !writable
        ? null
        : (text, to) => leaveNote(notes, { text, to, by: user.id, name: user.name, at: new Date().toISOString() }),
  };
}
