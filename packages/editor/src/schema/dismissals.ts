/**
 * Warnings that a person put aside with a reason, in the notes document of a translation: writable by whoever may
 * read it, outside the seal. Readers never write.
 */
import { DismissalEntry } from '@copydesk/shared/article';
import * as Y from 'yjs';
import { dismissalsOf } from './roots.ts';

export interface Dismissal extends DismissalEntry {
  /** Target block id. */
  readonly block: string;
  /** The warning's key, such as `number:14`. */
  readonly warning: string;
}

/** All dismissals, oldest first; entries that make no sense are left out. */
export function readDismissals(notes: Y.Doc): Dismissal[] {
  const found: Dismissal[] = [];
  for (const [key, entry] of dismissalsOf(notes).entries()) {
    const split = key.indexOf(':');
    const read = entry instanceof Y.Map && split > 0 ? DismissalEntry.safeParse(entry.toJSON()) : null;
    if (read?.success) found.push({ ...read.data, block: key.slice(0, split), warning: key.slice(split + 1) });
  }
  return found.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
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
