/** A translation with everything in it that a file has to carry. */
import type { TextNode } from '../../article/model.ts';
import type { ExchangePassage, ExchangeStory } from './model.ts';

export const text = (words: string, ...marks: NonNullable<TextNode['marks']>): TextNode => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 ? { marks } : {}),
});
const bold = { type: 'bold' } as const;
const italic = { type: 'italic' } as const;
const link = (href: string) => ({ type: 'link', attrs: { href } }) as const;

const plain: Pick<ExchangePassage, 'kind' | 'stale' | 'notes' | 'machine'> = {
  kind: 'paragraph',
  stale: false,
  notes: [],
  machine: null,
};

export const story: ExchangeStory = {
  articleId: '0b0e6a52-6d1c-4f0e-9d53-6f3d1d6a4c11',
  from: 'en',
  to: 'es',
  headline: 'Bridge & ferry <closed>',
  approved: false,
  passages: [
    {
      ...plain,
      id: 'h1',
      kind: 'headline',
      source: [text('Bridge & ferry <closed>')],
      target: [text('Cerrados el puente y el "ferry"')],
      state: 'confirmed',
      notes: [{ category: 'instruction', text: 'Headline, at most 70 characters.' }],
    },
    { ...plain, id: 'p-empty', source: [text('Nothing yet.')], target: [], state: 'empty' },
    {
      ...plain,
      id: 'p~2',
      source: [
        text('See '),
        text('the ', link('https://example.org/a?b=1&c="2"')),
        text('report', bold, link('https://example.org/a?b=1&c="2"')),
        text(' of '),
        text('2019', bold, italic),
        text('.'),
      ],
      target: [
        text('Véase '),
        text('el ', link('https://example.org/a?b=1&c="2"')),
        text('informe', bold, link('https://example.org/a?b=1&c="2"')),
        text(' de '),
        text('2019', bold, italic),
        text('.'),
      ],
      state: 'edited',
      stale: true,
    },
    {
      ...plain,
      id: 'p3',
      source: [text('First line\nsecond  line,\ttabbed \u0085 and \u200f odd\u0001.')],
      target: [text('Primera línea\nsegunda  línea,\tcon tabulador \u0085 y \u200f raro\u0001.')],
      state: 'machine',
      machine: { engine: 'apertium eng-spa', source: 'First line', output: 'Primera línea' },
    },
    {
      ...plain,
      id: 'p4',
      source: [text('=SUM(A1) he wrote')],
      target: [text("'=SUMA(A1)', escribió")],
      state: 'reviewed',
    },
  ],
};

/** `story` after somebody here rewrote one passage. */
export function rewritten(id: string, words: string): ExchangeStory {
  return {
    ...story,
    passages: story.passages.map((passage) =>
      passage.id === id ? { ...passage, target: [text(words)], state: 'edited' as const } : passage,
    ),
  };
}
