import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultStyle, styleOf } from '../style.ts';
import type { Fact } from './fact.ts';
import { findFacts, findFigures, placesOf } from './find-facts.ts';
import { findNumerals, writeNumeral } from './numerals.ts';
import { findQuotations } from './quotations.ts';
import { renderFact } from './render.ts';
import { sameFact } from './same-fact.ts';

const amounts = (text: string, language: string) =>
  findFigures(text, language).map((fact) => ('amount' in fact ? fact.amount : fact.text));
const only = (text: string, language: string): Fact => {
  const found = findFigures(text, language);
  expect(found, text).toHaveLength(1);
  return found[0]!;
};

describe('numbers', () => {
  it.each([
    ['en', '3 million', 3_000_000],
    ['en', 'three million', 3_000_000],
    ['en', 'three and a half million', 3_500_000],
    ['en', 'half a million', 500_000],
    ['en', 'a million and a half', 1_500_000],
    ['en', 'one hundred and fifty', 150],
    ['en', '$5bn', 5_000_000_000],
    ['en', '1,250.5', 1250.5],
    ['es', 'tres millones', 3_000_000],
    ['es', 'tres millones y medio', 3_500_000],
    ['es', '5 mil millones', 5_000_000_000],
    ['es', '5.000 millones', 5_000_000_000],
    ['es', '2 millones 300 mil', 2_300_000],
    ['es', 'treinta y cinco', 35],
    ['es', '12 500', 12_500],
    ['fr', 'quatre-vingt-dix-sept', 97],
    ['fr', 'soixante-douze', 72],
    ['fr', 'trois millions et demi', 3_500_000],
    ['fr', '1\u202f250,5', 1250.5],
    ['fr', '5 Md€', 5_000_000_000],
    ['de', '3 Mio. Euro', 3_000_000],
    ['de', 'dreieinhalb Millionen', 3_500_000],
    ['de', 'zweihundertfünfundzwanzigtausend', 225_000],
    ['de', '1’250', 1250],
    ['ar', 'ثلاثة ملايين', 3_000_000],
    ['ar', 'ثلاثة ملايين ونصف المليون', 3_500_000],
    ['ar', 'خمسة وعشرون', 25],
    ['ar', 'مئة وخمسون ألف', 150_000],
    ['ar', '٣٫٥ ملايين', 3_500_000],
    ['ar', '١٬٢٥٠', 1250],
    ['hi', '१२,५००', 12_500],
  ])('%s: %s is %d', (language, text, amount) => {
    expect(amounts(text, language)).toEqual([amount]);
  });

  it('leaves what is no number alone', () => {
    expect(amounts('Thousands of people, millions of birds, a dog and I, open 24/7 despite Covid-19', 'en')).toEqual([
      1,
    ]);
    expect(amounts('Miles de personas', 'es')).toEqual([]);
    expect(amounts('آلاف الأشخاص', 'ar')).toEqual([]);
  });

  it('keeps numbers apart that stand beside each other', () => {
    expect(amounts('dos y tres', 'es')).toEqual([2, 3]);
    expect(amounts('In 2019 three people and 40 dogs', 'en')).toEqual([2019, 3, 40]);
    expect(amounts('in 2019 300 people', 'en')).toEqual([2019, 300]);
  });

  it('writes as the house does', () => {
    expect(writeNumeral(12_500, defaultStyle('en'))).toBe('12,500');
    expect(writeNumeral(1250, defaultStyle('es'))).toBe('1250');
    expect(writeNumeral(12_500.25, defaultStyle('fr'))).toBe('12\u202f500,25');
    expect(writeNumeral(1250, defaultStyle('de'))).toBe('1.250');
    expect(writeNumeral(1250, styleOf('ar', { digits: 'arabic', group: '٬' }))).toBe('١٬٢٥٠');
  });

  it('says where each stands, whatever script comes before', () => {
    expect(findNumerals('🙂 ١٤ قتيلاً', defaultStyle('ar'))).toMatchObject([{ from: 3, to: 5, amount: 14 }]);
  });
});

describe('the same fact in every language', () => {
  it.each([
    [
      ['en', 'June 3, 2019'],
      ['en', '3 June 2019'],
      ['es', '3 de junio de 2019'],
      ['de', '3. Juni 2019'],
      ['fr', '3 juin 2019'],
      ['ar', '٣ يونيو ٢٠١٩'],
      ['ar', '3 حزيران 2019'],
      ['en', '2019-06-03'],
      ['de', '3.6.2019'],
    ],
    [
      ['en', '40%'],
      ['en', '40 per cent'],
      ['es', '40 por ciento'],
      ['fr', '40\u202f%'],
      ['de', '40 Prozent'],
      ['ar', '٤٠٪'],
      ['ar', '40 في المئة'],
    ],
    [
      ['en', '$5m'],
      ['en', '5 million dollars'],
      ['es', '5 millones de dólares'],
      ['fr', '5 millions de dollars'],
      ['de', '5 Mio. Dollar'],
      ['ar', '5 ملايين دولار'],
    ],
    [
      ['en', '6:30 p.m.'],
      ['es', '18:30'],
      ['fr', '18 h 30'],
      ['de', '18.30 Uhr'],
      ['ar', '6:30 مساءً'],
    ],
    [
      ['en', 'on Monday'],
      ['es', 'el lunes'],
      ['fr', 'lundi'],
      ['de', 'am Montag'],
      ['ar', 'يوم الاثنين'],
    ],
  ] as const)('%j', (...all) => {
    const facts = all.map(([language, text]) => only(text, language));
    for (const fact of facts) expect(sameFact(facts[0]!, fact), fact.text).toBe(true);
  });

  it('is not another one', () => {
    expect(sameFact(only('June 3', 'en'), only('13 de junio', 'es'))).toBe(false);
    expect(sameFact(only('$5m', 'en'), only('5 millones de euros', 'es'))).toBe(false);
    expect(sameFact(only('3 billion', 'en'), only('3 billones', 'es'))).toBe(false);
    expect(sameFact(only('40%', 'en'), only('40', 'es'))).toBe(false);
    expect(sameFact(only('6:30 p.m.', 'en'), only('18:40', 'es'))).toBe(false);
  });
});

describe('renderFact', () => {
  it.each([
    ['3 million', 'es', '3\u00a0millones'],
    ['3 billion', 'es', '3\u00a0mil millones'],
    ['3 billion', 'de', '3\u00a0Milliarden'],
    ['$5m', 'es', '5\u00a0millones de dólares'],
    ['$5m', 'fr', '5\u00a0millions de dollars'],
    ['€5m', 'fr', '5\u00a0millions d’euros'],
    ['£800', 'de', '800\u00a0Pfund'],
    ['40%', 'es', '40\u00a0%'],
    ['40 percent', 'ar', '40%'],
    ['June 3, 2019', 'es', '3 de junio de 2019'],
    ['June 3', 'de', '3. Juni'],
    ['on Friday', 'es', 'viernes'],
    ['6:30 p.m.', 'fr', '18\u00a0h\u00a030'],
    ['6 p.m.', 'de', '18 Uhr'],
    ['1,250', 'es', '1250'],
    ['three', 'es', 'tres'],
  ])('%s in %s is %s', (text, language, expected) => {
    expect(renderFact(only(text, 'en'), language, defaultStyle(language))).toBe(expected);
  });

  it('follows the house', () => {
    const house = styleOf('ar', { digits: 'arabic' });
    expect(renderFact(only('40%', 'en'), 'ar', house)).toBe('٤٠٪');
    expect(renderFact(only('3 million', 'en'), 'es', styleOf('es', { millions: 'words' }))).toBe('tres\u00a0millones');
  });
});

describe('quotations', () => {
  const words = (text: string) => findQuotations(text).found.map(({ words: quoted, depth }) => [quoted, depth]);
  it.each([
    [
      '“We won,” she said. “They lost.”',
      [
        ['We won,', 0],
        ['They lost.', 0],
      ],
    ],
    [
      '«Ella dijo: “Nunca”»',
      [
        ['Ella dijo: “Nunca”', 0],
        ['Nunca', 1],
      ],
    ],
    [
      '„Sie sagte: ‚Nie‘“, so er.',
      [
        ['Sie sagte: ‚Nie‘', 0],
        ['Nie', 1],
      ],
    ],
    ['"So," he said.', [['So,', 0]]],
    ['The workers’ rights and the ’90s', []],
    ['‘We won’: Smith', [['We won', 0]]],
    ['قال: «نعم»', [['نعم', 0]]],
  ] as const)('%s', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('tells one that is left open, and one that was never begun', () => {
    expect(findQuotations('He said: “We won.').open).toBe(9);
    expect(findQuotations('We won”, he said.').closed).toBe(6);
  });
});

describe('placesOf', () => {
  it('finds one fact in every language of a story', () => {
    const fact = only('14 dead', 'en');
    expect(placesOf(fact, 'Hay 14 muertos y 140 heridos; catorce, según la policía.', 'es')).toEqual([
      { from: 4, to: 6 },
      { from: 30, to: 37 },
    ]);
    expect(placesOf(fact, 'قُتل ١٤ شخصاً', 'ar')).toEqual([{ from: 5, to: 7 }]);
  });

  it('knows how a place is called there', () => {
    const [fact] = findFacts('She lives in London.', 'en', defaultStyle('en'), ['London']);
    expect(placesOf(fact!, 'Vive en Londres.', 'es', { from: 'en' })).toEqual([{ from: 8, to: 15 }]);
  });

  it('finds a quotation by its place', () => {
    const [, second] = findFacts('“One,” he said. “Two.”', 'en').filter(({ kind }) => kind === 'quotation');
    expect(placesOf(second!, '«Uno», dijo. «Dos».', 'es')).toEqual([{ from: 13, to: 18 }]);
  });
});

describe('any text', () => {
  it('gives facts at their places, none overlapping but what is quoted', () => {
    const piece = fc.constantFrom(
      ...[
        '3',
        '12',
        '1.250',
        ' ',
        ',',
        '.',
        'million',
        'y medio',
        'June',
        '2019',
        '%',
        '$',
        'bn',
        '“',
        '”',
        '"',
        '-',
        'من',
        '١٤',
        ' de ',
        '°F',
      ],
      ...['three', 'hundred', 'and', 'mil', 'tres', 'vierzig', 'demi', 'p.m.', 'XXI', 'á', '🙂', '\n', '«', '»'],
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 25 }),
        fc.constantFrom('en', 'es', 'fr', 'de', 'ar', 'pl'),
        (pieces, language) => {
          const text = pieces.join('');
          for (const fact of findFacts(text, language)) {
            expect(text.slice(fact.from, fact.to)).toBe(fact.text);
            expect(renderFact(fact, language, defaultStyle(language))).not.toContain('NaN');
          }
          const figures = findFigures(text, language);
          figures.slice(1).forEach((fact, index) => {
            expect(fact.from).toBeGreaterThanOrEqual(figures[index]!.to);
          });
        },
      ),
      { seed: 20_261_125, numRuns: 500 },
    );
  });
});
