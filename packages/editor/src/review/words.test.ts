import type { TextNode } from '@copydesk/shared/article';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { condensed, overlayOf, withWords, wordDiff } from './words.ts';

describe('wordDiff', () => {
  it('shows a changed word as removal and addition', () => {
    expect(wordDiff('Three people died.', 'Four people died.', 'en')).toEqual([
      { kind: 'removed', text: 'Three' },
      { kind: 'added', text: 'Four' },
      { kind: 'same', text: ' people died.' },
    ]);
  });

  it('divides languages without spaces into words', () => {
    expect(wordDiff('今日は雨です', '今日は雪です', 'ja')).toContainEqual({ kind: 'added', text: '雪' });
  });

  it('gives back both texts', async () => {
    const text = fc.array(fc.constantFrom('one', ' ', 'two', '. ', 'three', '\u00a0', 'é'), { maxLength: 30 });
    await fc.assert(
      fc.property(text, text, (first, second) => {
        const [before, after] = [first.join(''), second.join('')];
        const pieces = wordDiff(before, after, 'en');
        const without = (kind: string) => pieces.filter((piece) => piece.kind !== kind).map((piece) => piece.text);
        expect(without('added').join('')).toBe(before);
        expect(without('removed').join('')).toBe(after);
        const overlay = overlayOf(pieces);
        expect(overlay.added.map(({ from, to }) => after.slice(from, to))).toEqual(
          pieces.filter((piece) => piece.kind === 'added').map((piece) => piece.text),
        );
      }),
    );
  });
});

describe('condensed', () => {
  it('keeps changes and the words around them', () => {
    const words = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');
    const short = condensed(wordDiff(words, words.replace('word20', 'other'), 'en'));
    const text = short.map((piece) => piece.text).join('');
    expect(text.startsWith('… word12 ')).toBe(true);
    expect(text).toContain('word20other');
    expect(text.endsWith('word27 … ')).toBe(true);
    expect(condensed(wordDiff(words, words, 'en'))).toEqual([{ kind: 'same', text: words }]);
  });
});

describe('withWords', () => {
  const bold: TextNode[] = [
    { type: 'text', text: 'Three ' },
    { type: 'text', text: 'people', marks: [{ type: 'bold' }] },
    { type: 'text', text: ' died' },
  ];
  it('keeps the marks of words that stay', () => {
    expect(withWords(bold, 'Four people have died', 'en')).toContainEqual({
      type: 'text',
      text: 'people',
      marks: [{ type: 'bold' }],
    });
    expect(
      withWords(bold, 'Four people have died', 'en')
        .map((node) => node.text)
        .join(''),
    ).toBe('Four people have died');
  });
});
