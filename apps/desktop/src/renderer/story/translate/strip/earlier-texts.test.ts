import type { PassageEvidence } from '@copydesk/shared/article';
import { expect, test } from 'vitest';
import { earlierTexts } from './earlier-texts.ts';

const at = (minute: number) => `2026-11-22T10:0${minute}:00.000Z`;
const evidence = (earlier: NonNullable<PassageEvidence['earlier']>): PassageEvidence => ({
  block: 'p1',
  origin: 'machine',
  engine: 'Loud 2',
  sourceText: 'The bridge is shut.',
  output: 'El puente cerrado.',
  at: at(5),
  earlier,
  confirmations: [],
});
const row = (output: string, replaced: string | null, minute: number) => ({
  engine: output === '' ? null : 'Quiet 1',
  sourceText: null,
  output,
  replaced,
  at: at(minute),
});

test('the latest comes first, a person’s words with when they were replaced', () => {
  expect(earlierTexts(evidence([row('Puente.', 'El puente de Ana.', 1), row('Un puente.', null, 3)]))).toEqual([
    { text: 'Un puente.', by: 'machine', engine: 'Quiet 1', at: at(3) },
    { text: 'El puente de Ana.', by: 'person', engine: null, at: at(3) },
    { text: 'Puente.', by: 'machine', engine: 'Quiet 1', at: at(1) },
  ]);
});

test('each text stands once, and what the machine wrote last is not among them', () => {
  const texts = earlierTexts(evidence([row('', 'De Ana.', 1), row('El puente cerrado.', 'De Ana.', 3)]));
  expect(texts).toEqual([{ text: 'De Ana.', by: 'person', engine: null, at: at(5) }]);
  expect(earlierTexts({ ...evidence([]), earlier: undefined })).toEqual([]);
});
