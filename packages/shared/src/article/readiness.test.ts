import { expect, test } from 'vitest';
import { bullets, doc, headline, item, paragraph, quote, standfirst } from './article.testing.ts';
import { approvalBlockers, submitProblems } from './readiness.ts';

test('a whole story can be submitted', () => {
  expect(submitProblems(doc(headline('h', 'Head'), standfirst('s', ''), paragraph('p', 'Text.')))).toEqual([]);
});

test('what is missing is said', () => {
  expect(submitProblems(doc())).toEqual(['The story has no headline.', 'The story has no text yet.']);
  expect(submitProblems(doc(headline('h', ' '), paragraph('p', 'x')))).toEqual(['The story has no headline.']);
  expect(submitProblems(doc(headline('h', 'a'), headline('i', 'b'), paragraph('p', 'x')))).toEqual([
    'The story has more than one headline.',
  ]);
  expect(submitProblems(doc(paragraph('p', 'x'), headline('h', 'a')))).toEqual(['The headline does not come first.']);
  expect(
    submitProblems(doc(headline('h', 'a'), standfirst('s', ''), standfirst('t', ''), paragraph('p', 'x'))),
  ).toEqual(['The story has more than one standfirst.']);
  for (const list of [bullets(), quote('q', bullets()), bullets(item('i', bullets()))]) {
    expect(submitProblems(doc(headline('h', 'a'), paragraph('p', 'x'), list))).toEqual([
      'The story has a list without items.',
    ]);
  }
});

test('a translation waits for its source, an imported one has none to wait for', () => {
  expect(approvalBlockers({ stale: 2, source: { language: 'en', work: 'drafting' } })).toEqual([
    '2 passages follow older English.',
    'The English text is not approved.',
  ]);
  expect(approvalBlockers({ stale: 1, source: { language: 'en', work: 'closed' } })).toEqual([
    '1 passage follows older English.',
  ]);
  expect(approvalBlockers({ stale: 0, source: { language: 'en', work: 'approved' } })).toEqual([]);
  expect(approvalBlockers({ stale: 1, source: null })).toEqual([]);
});
