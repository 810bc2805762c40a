import { expect, test } from 'vitest';
import { choose, follow, type Matters, type StripChoice } from './follow.ts';

const fresh: StripChoice = { tab: 'machine', seen: null, chosenIn: null };
const at = (passage: string, stale = false, warned = false): Matters => ({ passage, stale, warned });

test('coming to a passage shows what has to be looked at there', () => {
  expect(follow(fresh, at('a', true, true)).tab).toBe('source');
  expect(follow(fresh, at('a', false, true)).tab).toBe('warnings');
  expect(follow(fresh, at('a')).tab).toBe('machine');
});

test('the aid that was last chosen stays on the way from passage to passage', () => {
  const chosen = choose(follow(fresh, at('a')), 'memory');
  const next = follow(chosen, at('b'));
  expect(next.tab).toBe('memory');
  expect(follow(next, at('c', true)).tab).toBe('source');
});

test('a warning that comes with a word does not turn the strip over', () => {
  const here = follow(fresh, at('a'));
  expect(follow(here, at('a', false, true)).tab).toBe('machine');
});

test('a source that changes under the hand is brought forward, unless the person chose another aid', () => {
  const here = follow(fresh, at('a'));
  expect(follow(here, at('a', true)).tab).toBe('source');
  expect(follow(choose(here, 'glossary'), at('a', true)).tab).toBe('glossary');
});

test('nothing new is the same choice', () => {
  const here = follow(fresh, at('a'));
  expect(follow(here, at('a'))).toBe(here);
});
