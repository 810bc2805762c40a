import { describe, expect, it } from 'vitest';
import { confirmSegment, newSegment, type Passage, passages } from '../../article/passages.ts';
import { defaultStyle, styleOf } from '../style.ts';
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

describe('the house’s digits', () => {
  const inHouse = (target: string, digits: 'latin' | 'arabic') =>
    checkPassage({
      source: { text: 'The F-16 hit 14 houses.', bold: [], links: [] },
      target: { text: target, bold: [], links: [] },
      from: 'en',
      to: 'ar',
      kind: 'paragraph',
      style: styleOf('ar', { digits }),
      names: [],
      terms: [],
    });

  it('are asked for where the house has chosen the Arabic ones', () => {
    expect(inHouse('أصابت طائرة F-16 ١٤ منزلاً.', 'arabic')).toEqual([]);
    expect(inHouse('أصابت طائرة F-16 نحو 14 منزلاً.', 'latin')).toEqual([]);
    expect(inHouse('أصابت طائرة F-16 نحو 14 منزلاً.', 'arabic')).toMatchObject([
      { check: 'number', key: 'number:=14', fix: { from: 21, to: 23, insert: '١٤' } },
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

describe('a fact that the source changes later', () => {
  const sources = ['The storm left 12 dead on Monday.', 'The storm left 14 dead on Monday.'];
  const targets = {
    es: 'La tormenta dejó 12 muertos el lunes.',
    fr: 'La tempête a fait 12 morts lundi.',
    de: 'Der Sturm forderte am Montag 12 Tote.',
    ar: 'خلّفت العاصفة ١٢ قتيلاً يوم الاثنين.',
  };

  it.each(Object.entries(targets))('raises the same warning in every language: %s', (to, target) => {
    expect(check(sources[0]!, target, to)).toEqual([]);
    const [warning, ...more] = check(sources[1]!, target, to);
    expect(more).toEqual([]);
    expect(warning).toMatchObject({ check: 'number', key: 'number:14>12' });
    const { from, to: end, insert } = warning!.fix!;
    const fixed = target.slice(0, from) + insert + target.slice(end);
    expect(check(sources[1]!, fixed, to)).toEqual([]);
  });

  it('of a confirmed passage too: it is held against the source of today', () => {
    const block = (id: string, text: string) => ({
      type: 'paragraph' as const,
      attrs: { id },
      content: [{ type: 'text' as const, text }],
    });
    const doc = (id: string, text: string) => ({
      content: { type: 'doc' as const, content: [block(id, text)] },
      fields: {},
      segments: {},
    });
    const english = doc('s', sources[0]!);
    const [made] = passages(
      { ...doc('t', targets.es), segments: { t: newSegment([block('s', sources[0]!)]) } },
      english,
      [],
    );
    const spanish = { ...doc('t', targets.es), segments: { t: confirmSegment(made!) } };
    const warningsOf = createChecker({ from: 'en', to: 'es', style: defaultStyle('es'), names: [], terms: [] });

    const [confirmed] = passages(spanish, english, []);
    expect(confirmed!.state).toBe('confirmed');
    expect(warningsOf(confirmed!)).toEqual([]);
    const [stale] = passages(spanish, doc('s', sources[1]!), []);
    expect(stale!.stale).toBe(true);
    expect(warningsOf(stale!)).toMatchObject([{ key: 'number:14>12', fix: { insert: '14' } }]);
  });
});

describe('fixes', () => {
  it.each([
    ['es', 'Inflation rose to 40%.', 'La inflación subió al 14 %.', 'La inflación subió al 40 %.'],
    ['es', 'They have 3 billion euros.', 'Tienen 3 billones de euros.', 'Tienen 3\u00a0mil millones de euros.'],
    ['es', 'It cost $5m.', 'Costó 5 millones de euros.', 'Costó 5\u00a0millones de dólares.'],
    ['es', 'It grew by 3.5 million.', 'Creció 3.5 millones.', 'Creció 3,5 millones.'],
    ['es', 'Seven people left.', 'Ocho personas se fueron.', 'Siete personas se fueron.'],
    ['es', 'Where is it?', 'Dónde está?', '¿Dónde está?'],
    ['es', 'On June 3, 2019.', 'El 13 de junio de 2019.', 'El 3 de junio de 2019.'],
    ['es', 'He came on Monday.', 'Vino el martes.', 'Vino el lunes.'],
    ['es', 'The “shadow fleet”.', 'La "flota fantasma".', 'La «flota fantasma».'],
    ['es', '“She said ‘no’ to it.”', '"Ella dijo \'no\' a eso".', '«Ella dijo “no” a eso».'],
    ['de', 'The “shadow fleet”.', 'Die "Schattenflotte".', 'Die „Schattenflotte“.'],
    ['fr', 'The “shadow fleet”.', 'La "flotte fantôme".', 'La «\u00a0flotte fantôme\u00a0».'],
    ['fr', 'Who?', 'Qui?', 'Qui\u202f?'],
    ['ar', 'Who?', 'من?', 'من؟'],
    ['es', 'The talks with Iran go on.', 'Siguen las conversaciones con Irak.', 'Siguen las conversaciones con Irán.'],
    ['es', 'It stopped.', 'Se detuvo de de de.', 'Se detuvo de.'],
  ])('%s: %s', (to, source, target, expected) => {
    const [warning] = check(source, target, to);
    expect(warning?.fix).toBeTruthy();
    const { from, to: end, insert } = warning!.fix!;
    expect(target.slice(0, from) + insert + target.slice(end)).toBe(expected);
  });

  it('gives a name back that an engine translated', () => {
    const plain = (text: string) => ({ text, bold: [], links: [] });
    const [warning] = checkPassage({
      source: plain('President Donald Trump praised it.'),
      target: plain('El presidente Triunfo de Donald lo elogió.'),
      from: 'en',
      to: 'es',
      kind: 'paragraph',
      style: defaultStyle('es'),
      names: ['Donald Trump', 'Trump'],
      terms: [],
    });
    expect(warning).toMatchObject({ check: 'name', fix: { from: 14, to: 31, insert: 'Donald Trump' } });
  });
});
