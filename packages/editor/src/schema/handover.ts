/** What one translator leaves for the next, in the notes document of a translation. */
import { HandoverNote } from '@copydesk/shared/translation';
import * as Y from 'yjs';
import { readEntries } from './entries.ts';
import { handoversOf } from './roots.ts';

/** All of them, newest first; entries that make no sense are left out. Never writes. */
export function readHandovers(notes: Y.Doc): HandoverNote[] {
  return readEntries(handoversOf(notes), HandoverNote)
    .map(({ value }) => value)
    .reverse();
}

/** Leaves a note. */
export function leaveNote(notes: Y.Doc, note: HandoverNote, origin?: unknown): void {
  notes.transact(() => handoversOf(notes).set(crypto.randomUUID(), new Y.Map(Object.entries(note))), origin);
}
