import { describe, expect, test } from 'vitest';
import { editionOf, sara, storyOf } from '../testing/stories.ts';
import { isUnread } from './seen.ts';
import { heldBy, lastChange, mainEdition, peopleIn, storyMatches, storyTitle, titleMatches } from './stories.ts';

const translator = { id: 'u-tess', roles: ['translator' as const] };
const both = storyOf({
  editions: [
    editionOf({ access: 'read' }),
    editionOf({ language: 'es', role: 'translation', source: 'en', headline: 'Fin de la huelga' }),
  ],
});

describe('the edition one opens', () => {
  test('is the source for a writer, the own translation for a translator', () => {
    expect(mainEdition(both, sara)?.language).toBe('en');
    expect(mainEdition(both, translator)?.language).toBe('es');
  });

  test('is what there is', () => {
    expect(mainEdition(storyOf(), translator)?.language).toBe('en');
    expect(mainEdition(storyOf({ editions: [] }), sara)).toBeUndefined();
  });
});

test('a story is named by its headline, else its slug, else in words', () => {
  expect(storyTitle(both, sara)).toBe('Dock workers end strike');
  expect(storyTitle(storyOf({ editions: [editionOf({ headline: ' ' })] }), sara)).toBe('harbour-strike');
  expect(storyTitle(storyOf({ slug: '', editions: [] }), sara)).toBe('Story without a headline');
});

describe('the rail', () => {
  test('my work: assigned, begun, changed or submitted by me', () => {
    expect(storyMatches(storyOf(), 'mine', sara)).toBe(false);
    expect(storyMatches(storyOf({ assignees: [sara.id] }), 'mine', sara)).toBe(true);
    expect(storyMatches(storyOf({ createdBy: sara.id }), 'mine', sara)).toBe(true);
    expect(storyMatches(storyOf({ editions: [editionOf({ submittedBy: sara.id })] }), 'mine', sara)).toBe(true);
  });

  test('one language in a state is enough', () => {
    const story = storyOf({ editions: [editionOf(), editionOf({ language: 'es', state: 'submitted' })] });
    expect(storyMatches(story, 'awaiting', sara)).toBe(true);
    expect(storyMatches(story, 'drafting', sara)).toBe(true);
    expect(storyMatches(story, 'published', sara)).toBe(false);
  });
});

test('the last change is that of any language', () => {
  const later = '2026-11-22T12:00:00.000Z';
  const story = storyOf({ editions: [editionOf(), editionOf({ language: 'es', changedAt: later, changedBy: 'u-t' })] });
  expect(lastChange(story)).toEqual({ at: later, by: 'u-t' });
});

test('a person in two languages is shown once, here before gone', () => {
  const omar = { userId: 'u-omar', name: 'Omar', at: '2026-11-22T10:00:00.000Z' };
  const story = storyOf({
    editions: [
      editionOf({
        presence: [
          { ...omar, here: false },
          { userId: 'u-l', name: 'Leila', here: false, at: '2026-11-22T11:00:00.000Z' },
        ],
      }),
      editionOf({ language: 'es', presence: [{ ...omar, here: true }] }),
    ],
  });
  expect(peopleIn(story).map(({ name, here }) => `${name} ${here}`)).toEqual(['Omar true', 'Leila false']);
});

test('held passages are counted by person over all languages', () => {
  const held = {
    id: '1',
    userId: 'u-sara',
    name: 'Sara K.',
    device: 'd',
    code: 'frozen',
    since: '2026-11-22T10:00:00.000Z',
    words: 3,
    changes: [{ block: 'a', before: '', after: 'x' }],
  };
  const story = storyOf({ editions: [editionOf({ held: [held] }), editionOf({ language: 'es', held: [held] })] });
  expect(heldBy(story)).toEqual([{ name: 'Sara K.', passages: 2 }]);
});

test('titles are searched without accents or case, every word of it', () => {
  const story = storyOf({ editions: [editionOf({ headline: 'Inundación en Nápoles' })] });
  expect(titleMatches(story, 'napoles inundacion')).toBe(true);
  expect(titleMatches(story, 'napoles strike')).toBe(true);
  expect(titleMatches(story, 'napoles budget')).toBe(false);
});

test('a story is unread when somebody else changed it since', () => {
  const story = storyOf();
  expect(isUnread(story, undefined, sara.id)).toBe(true);
  expect(isUnread(story, '2026-11-22T10:00:00.000Z', sara.id)).toBe(false);
  expect(isUnread(story, '2026-11-22T09:59:00.000Z', sara.id)).toBe(true);
  expect(isUnread(story, undefined, 'u-omar')).toBe(false);
});
