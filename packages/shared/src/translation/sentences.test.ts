import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentences } from './sentences.ts';

const cut = (text: string, language: string) => sentences(text, language).map(({ from, to }) => text.slice(from, to));

/** Each line: what is one sentence; the text is all of them with a space between. */
const CASES: readonly (readonly [language: string, ...sentences: string[]])[] = [
  ['en', 'Mr. Lawson met Dr. Emily Carter on Jan. 5.', 'They talked.'],
  ['en', 'George W. Bush and J. K. Rowling came.', 'Nobody else did.'],
  ['en', 'He left at 5 p.m. on Friday.', 'The shop shut at 5 p.m.', 'It was dark.'],
  ['en', '“Is it over?” she asked.', '“No!” he said.', 'They went on.'],
  ['en', 'The U.S. army left.', 'It was over.'],
  ['en', 'It cost $3.5 million.', 'Nobody paid.'],
  ['en', '“We won.”', '“They lost.”'],
  ['en', 'He said: “We won.”', 'She left.'],
  ['en', 'See p. 12 and No. 7 of the report.', 'It is long.'],
  ['es', 'El Sr. Ruiz y la Sra. Soler viajaron a EE. UU. con su hija.', 'Volvieron el lunes.'],
  ['es', 'Viven en EE. UU.', 'El hijo, no.'],
  ['es', '¿Qué quieren?', 'No lo dicen.', '¡Basta!', '¿Por qué?'],
  ['es', '«¿Quién pagará?», preguntó.', 'Nadie respondió.'],
  ['es', 'Mide aprox. 3 metros.', 'Pesa poco.'],
  ['fr', 'M. Lawson et Mme Carter sont partis.', 'Ils reviendront.'],
  ['fr', 'Mme. Roux a parlé.', 'M. Petit aussi.'],
  ['fr', '« Nous avons assez attendu. »', 'Elle est partie.'],
  ['fr', '« Nous partons ! » a-t-il crié.', 'Personne ne l’a suivi.'],
  ['fr', 'Il a dit : « C’est fini. »', 'Puis il est sorti.'],
  ['fr', 'Qui paiera ?', 'Personne.'],
  ['de', 'Am 3. Juni trafen sich z. B. Dr. Ahlers und Prof. Dr. Weber.', 'Es regnete.'],
  ['de', 'Im 21. Jahrhundert ist das anders.', 'Er wurde 12.', 'Die Schule war fern.'],
  ['de', '„Wir haben lange genug gewartet.“', 'Sie ging.'],
  ['de', 'Das kostet ca. 3 Mio. Euro.', 'Niemand zahlt.'],
  ['ar', 'من سيدفع التكاليف؟', 'لا أحد يعلم.', 'انتهى الأمر.'],
  ['ar', 'بلغت النسبة 7.4% في مايو.', 'ثم تراجعت.'],
];

describe('sentences', () => {
  it.each(CASES)('%s: %s', (language, ...expected) => {
    expect(cut(expected.join(' '), language)).toEqual(expected);
  });

  it('always ends at the end of a line', () => {
    expect(cut('A headline\nand its text.', 'en')).toEqual(['A headline', 'and its text.']);
  });

  it('loses no character of any text, and keeps the order', () => {
    const piece = fc.constantFrom(
      'Mr.',
      ' ',
      '. ',
      '“',
      '”',
      '"',
      '« ',
      ' »',
      '? ',
      '¿',
      '3.',
      ' Juni',
      'a',
      'B.',
      '\n',
      '…',
      '؟',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.constantFrom('en', 'es', 'fr', 'de', 'ar', 'zz'),
        (pieces, language) => {
          const text = pieces.join('');
          const found = sentences(text, language);
          const outside = found.reduce(
            (rest, { from, to }) => rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to),
            text,
          );
          expect(outside.trim()).toBe('');
          expect(found.every(({ from }, index) => from >= (found[index - 1]?.to ?? 0))).toBe(true);
        },
      ),
      { seed: 20_261_124 },
    );
  });
});
