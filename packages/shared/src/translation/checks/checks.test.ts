import { describe, expect, it } from 'vitest';
import type { Passage } from '../../article/passages.ts';
import { defaultStyle } from '../style.ts';
import { checkPassage, createChecker } from './check-passage.ts';
import type { Warning } from './warning.ts';

function check(source: string, target: string, to = 'es', from = 'en'): Warning[] {
  const plain = (text: string) => ({ text, bold: [], links: [] });
  return checkPassage({
    source: plain(source),
    target: plain(target),
    from,
    to,
    kind: 'paragraph',
    style: defaultStyle(to),
    names: [],
    terms: [],
  });
}

describe('numbers', () => {
  it('takes a number as the same however its language groups it', () => {
    expect(check('1,250.5 people and 3 million', '1.250,5 personas y 3 millones')).toEqual([]);
    expect(check('In 2019, 40 died', 'في ٢٠١٩ قُتل ٤٠', 'ar')).toEqual([]);
  });

  it('puts the right number in the place of a wrong one, as the house writes it', () => {
    const [warning] = check('Some 12,500 people', 'Unas 12.000 personas');
    expect(warning).toMatchObject({
      check: 'number',
      message: 'The source says 12,500; this passage says 12.000.',
      at: { side: 'target', from: 5, to: 11 },
      fix: { from: 5, to: 11, insert: '12.500' },
    });
  });

  it('shows in the source what is missing altogether', () => {
    expect(check('40 on Monday, 40 on Friday', '40 el lunes')).toMatchObject([
      { key: 'number:40', at: { side: 'source', from: 14, to: 16 }, fix: null },
    ]);
  });
});

describe('words and spaces', () => {
  it('takes the second of two words away', () => {
    const [warning] = check('He went home', 'Se fue a a casa');
    expect(warning).toMatchObject({ check: 'doubled-word', fix: { from: 8, to: 10, insert: '' } });
  });

  it('knows words that rightly follow themselves', () => {
    expect(check('The women who read the paper', 'Die Frauen, die die Zeitung lasen', 'de')).toEqual([]);
  });

  it('makes two spaces one', () => {
    expect(check('He went', 'Se  fue')).toMatchObject([
      { check: 'doubled-space', fix: { from: 2, to: 4, insert: ' ' } },
    ]);
  });

  it('says when nothing has been translated', () => {
    expect(check('The minister went home', 'The minister went home')).toMatchObject([{ check: 'untranslated' }]);
    expect(check('Getty', '')).toMatchObject([{ check: 'empty' }]);
  });
});

describe('createChecker', () => {
  it('reads a passage again only when its words or marks are others', () => {
    const warningsOf = createChecker({ from: 'en', to: 'es', style: defaultStyle('es'), names: [], terms: [] });
    const passage = (text: string): Passage => ({
      id: 'b',
      target: { type: 'paragraph', attrs: { id: 'b' }, content: [{ type: 'text', text }] },
      source: [],
      state: 'edited',
      stale: false,
      segment: null,
    });
    const first = warningsOf(passage('Se fue a a casa'));
    expect(first).toHaveLength(1);
    expect(warningsOf(passage('Se fue a a casa'))).toBe(first);
    expect(warningsOf(passage('Se fue a casa'))).toEqual([]);
  });
});
