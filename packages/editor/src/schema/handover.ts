/** What one translator leaves for the next, in the notes document of a translation. */
import { HandoverNote } from '@copydesk/shared/translation';
import * as Y from 'yjs';
import { handoversOf } from './roots.ts';

/** All of them, newest first; entries that make no sense are left out. Never writes. */
export function readHandovers(notes: Y.Doc): HandoverNote[] {
  return [...handoversOf(notes).values()]
    .flatMap((entry) => (entry instanceof Y.Map ? (HandoverNote.safeParse(entry.toJSON()).data ?? []) : []))
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
}

/** Leaves a note. */
export function leaveNote(notes: Y.Doc, note: HandoverNote, origin?: unknown): void {
  notes.transact(() => handoversOf(notes).set(crypto.randomUUID(), new Y.Map(Object.entries(note))), origin);
}
