/**
 * Translators' questions, in the notes document of the source edition: writable by whoever may read it, outside the
 * seal. Each question and each reply is a nested Y.Map, so that what two people say at once stands beside each other.
 */
import { type Query, QueryEntry, QueryReply } from '@copydesk/shared/translation';
import * as Y from 'yjs';
import { readEntries } from './entries.ts';
import { queriesOf } from './roots.ts';

/** All questions, oldest first; entries that make no sense are left out. Never writes. */
export function readQueries(notes: Y.Doc): Query[] {
  return readEntries(queriesOf(notes), QueryEntry).map(({ key, entry, value }) => {
    const replies = entry.get('replies');
    const said = replies instanceof Y.Map ? readEntries(replies, QueryReply).map((reply) => reply.value) : [];
    return { ...value, id: key, replies: said };
  });
}

/** Asks; returns the question's id. */
export function askQuestion(notes: Y.Doc, question: QueryEntry, origin?: unknown): string {
  const id = crypto.randomUUID();
  notes.transact(() => {
    const entry = new Y.Map<unknown>(Object.entries(question));
    entry.set('replies', new Y.Map());
    queriesOf(notes).set(id, entry);
  }, origin);
  return id;
}

/**
 * Adds to a question: an answer, or the asker's next word. `quote`: what it is about from now on, where its first words
 * stand in the source no more. False: there is no such question.
 */
export function replyToQuestion(
  notes: Y.Doc,
  id: string,
  said: QueryReply,
  quote: string | null,
  origin?: unknown,
): boolean {
  const entry = queriesOf(notes).get(id);
  if (!(entry instanceof Y.Map)) return false;
  notes.transact(() => {
    if (!(entry.get('replies') instanceof Y.Map)) entry.set('replies', new Y.Map());
    const replies = entry.get('replies');
    if (replies instanceof Y.Map) replies.set(crypto.randomUUID(), new Y.Map(Object.entries(said)));
    if (quote !== null) entry.set('quote', quote);
  }, origin);
  return true;
}

/** Takes a question back. False: there is no such question. */
export function takeQuestionBack(notes: Y.Doc, id: string, origin?: unknown): boolean {
  if (!queriesOf(notes).has(id)) return false;
  notes.transact(() => queriesOf(notes).delete(id), origin);
  return true;
}
