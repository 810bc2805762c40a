import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { leaveNote, readHandovers } from './handover.ts';
import { askQuestion, readQueries, replyToQuestion, takeQuestionBack } from './queries.ts';
import { queriesOf } from './roots.ts';

const question = {
  language: 'es',
  source: 'a',
  target: 't',
  quote: 'the bank',
  whole: false,
  text: 'Which?',
  by: 'marta',
  name: 'Marta',
  at: '2026-11-24T10:00:00Z',
};
const said = (text: string, at: string) => ({ text, by: 'sara', name: 'Sara', at });

test('a question and what is said to it, also by two people at once', () => {
  const [marta, sara] = [new Y.Doc(), new Y.Doc()];
  const id = askQuestion(marta, question);
  Y.applyUpdate(sara, Y.encodeStateAsUpdate(marta));
  expect(replyToQuestion(sara, id, said('The river.', '2026-11-24T10:02:00Z'), null)).toBe(true);
  expect(replyToQuestion(marta, id, said('Ah.', '2026-11-24T10:03:00Z'), 'the shore')).toBe(true);
  Y.applyUpdate(marta, Y.encodeStateAsUpdate(sara));
  expect(readQueries(marta)).toEqual([
    {
      ...question,
      id,
      quote: 'the shore',
      replies: [said('The river.', '2026-11-24T10:02:00Z'), said('Ah.', '2026-11-24T10:03:00Z')],
    },
  ]);
  expect(takeQuestionBack(marta, id)).toBe(true);
  expect(takeQuestionBack(marta, id)).toBe(false);
  expect(replyToQuestion(marta, id, said('Late.', '2026-11-24T10:04:00Z'), null)).toBe(false);
});

test('what makes no sense is passed over, and reading writes nothing', () => {
  const notes = new Y.Doc();
  queriesOf(notes).set('broken', new Y.Map([['text', 4]]));
  const before = Y.encodeStateAsUpdate(notes);
  expect(readQueries(notes)).toEqual([]);
  expect(readHandovers(notes)).toEqual([]);
  expect(Y.encodeStateAsUpdate(notes)).toEqual(before);
});

test('what is left for the next translator, the newest first', () => {
  const notes = new Y.Doc();
  const note = (text: string, at: string) => ({ ...said(text, at), to: null });
  leaveNote(notes, note('Stopped at the quotes.', '2026-11-24T10:00:00Z'));
  leaveNote(notes, note('Names are checked.', '2026-11-24T11:00:00Z'));
  expect(readHandovers(notes).map(({ text }) => text)).toEqual(['Names are checked.', 'Stopped at the quotes.']);
});
