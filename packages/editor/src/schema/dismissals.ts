/**
 * Warnings that a person put aside with a reason, in the notes document of a translation: writable by whoever may
 * read it, outside the seal. Readers never write.
 */
import { DismissalEntry } from '@copydesk/shared/article';
import * as Y from 'yjs';
import { readEntries } from './entries.ts';
import { dismissalsOf } from './roots.ts';

export interface Dismissal extends DismissalEntry {
  /** Target block id. */
  readonly block: string;
  /** The warning's key, such as `number:14`. */
  readonly warning: string;
}

/** All dismissals, oldest first; entries that make no sense are left out. */
export function readDismissals(notes: Y.Doc): Dismissal[] {
  return readEntries(dismissalsOf(notes), DismissalEntry).flatMap(({ key, value }) => {
    const split = key.indexOf(':');
    return split > 0 ? [{ ...value, block: key.slice(0, split), warning: key.slice(split + 1) }] : [];
  });
}

const keyOf = (block: string, warning: string) => `${block}:${warning}`;

/** Puts a warning aside, in the place of an earlier dismissal of the same one. */
export function dismiss(notes: Y.Doc, { block, warning, ...kept }: Dismissal, origin?: unknown): void {
  notes.transact(() => dismissalsOf(notes).set(keyOf(block, warning), new Y.Map(Object.entries(kept))), origin);
}

/** Has a warning shown again. False: it was not dismissed. */
export function undismiss(notes: Y.Doc, block: string, warning: string, origin?: unknown): boolean {
  const key = keyOf(block, warning);
  if (!dismissalsOf(notes).has(key)) return false;
  notes.transact(() => dismissalsOf(notes).delete(key), origin);
  return true;
}
