import { describe, expect, it } from 'vitest';
import { doc, edition, figure, headline, paragraph } from '../../article/article.testing.ts';
import type { EditionText } from '../../article/model.ts';
import { newSegment } from '../../article/passages.ts';
import { textBlocks } from '../../article/text.ts';
import type { GlossaryTerm } from '../glossary/term.ts';
import { styleOf } from '../style.ts';
import { type CorrectedEdition, type Proposal, proposeCorrections } from './correct.ts';

const english: EditionText = {
  ...edition(
    doc(
      headline('h', 'Twelve boats lost off Skerry'),
      paragraph('p', 'Harald Moe said 1,250 people saw 12 boats go down on June 3, 2019.'),
      figure('f', 'Harald Moe on the pier', 'Ana Lima', 'Harald Moe'),
      paragraph('q', 'The keeper lit the lamp.'),
    ),
  ),
  fields: { keywords: 'Harald Moe, boats' },
};

function translation(...blocks: Parameters<typeof doc>): EditionText {
  const text = edition(doc(...blocks));
  const sources = textBlocks(english.content);
  const segments = Object.fromEntries(
    textBlocks(text.content).map((block, index) => [block.attrs.id, newSegment(sources.slice(index, index + 1))]),
  );
  return { ...text, segments };
}

const spanish = translation(
  headline('th', 'Perdidos doce barcos ante Skerry'),
  paragraph('tp', 'Harald Moe dijo que 1250 personas vieron hundirse 12 barcos el 3 de junio de 2019.'),
  figure('tf', 'Harald Moe en el muelle', 'Ana Lima', 'Harald Moe'),
  paragraph('tq', 'El farero encendió la luz.'),
);
const arabic = translation(
  headline('ah', 'فقدان ١٢ قاربا قرب سكيري'),
  paragraph('ap', 'قال هارالد مو إن ١٢٥٠ شخصا شاهدوا غرق ١٢ قاربا في ٣ يونيو ٢٠١٩.'),
);

const TERMS: GlossaryTerm[] = [
  { id: '1', source: 'keeper', target: 'farero', status: 'preferred' },
  { id: '2', source: 'warden', target: 'guarda', status: 'preferred' },
];
const editionOf = (language: string, text: EditionText, terms: GlossaryTerm[] = []): CorrectedEdition => ({
  language,
  text,
  style: styleOf(language, language === 'ar' ? { digits: 'arabic' } : {}),
  terms,
});
const editions = [editionOf('en', english), editionOf('es', spanish, TERMS), editionOf('ar', arabic)];

const corrected = ({ text, from, to, insert }: Proposal) => text.slice(0, from) + insert + text.slice(to);
const propose = (wrong: string, right: string) => proposeCorrections({ language: 'en', wrong, right }, editions);

describe('correcting everywhere', () => {
  it('finds a number in every language and writes it as each does', () => {
    const texts = propose('12', '14').map(corrected);
    expect(texts).toContain('Harald Moe said 1,250 people saw 14 boats go down on June 3, 2019.');
    expect(texts).toContain('Harald Moe dijo que 1250 personas vieron hundirse 14 barcos el 3 de junio de 2019.');
    expect(texts.some((text) => text.includes('١٤ قاربا في ٣ يونيو ٢٠١٩'))).toBe(true);
  });

  it('finds a date however it is written', () => {
    const texts = propose('June 3, 2019', 'June 4, 2019').map(corrected);
    expect(texts).toEqual([
      expect.stringContaining('on June 4, 2019.'),
      expect.stringContaining('el 4 de junio de 2019.'),
      expect.stringContaining('٤ يونيو ٢٠١٩'),
    ]);
  });

  it('finds a name in captions, alt texts, credits and fields too', () => {
    const places = propose('Harald Moe', 'Harald Moen').filter(({ language }) => language === 'en');
    expect(places.map(({ place }) => place)).toEqual([
      { kind: 'text', block: 'p' },
      { kind: 'text', block: 'f' },
      { kind: 'alt', block: 'f' },
      { kind: 'field', key: 'keywords' },
    ]);
    const there = propose('Harald Moe', 'Harald Moen').filter(({ language }) => language === 'es');
    expect(there.map(corrected)).toContain('Harald Moen en el muelle');
  });

  it('leaves to a person what it cannot find in a passage that must have it', () => {
    const hand = propose('Harald Moe', 'Harald Moen').filter(({ by }) => by === 'hand');
    expect(hand).toMatchObject([{ language: 'ar', place: { kind: 'text', block: 'ap' }, insert: null }]);
  });

  it('goes by the glossary where no fact is stated', () => {
    const found = propose('keeper', 'warden');
    expect(found.map(corrected)).toEqual(['The warden lit the lamp.', 'El guarda encendió la luz.']);
    expect(found[1]?.by).toBe('glossary');
  });

  it('proposes nothing for nothing', () => {
    expect(propose('', 'x')).toEqual([]);
    expect(propose('12', '12')).toEqual([]);
    expect(propose('whale', 'shark')).toEqual([]);
  });
});
