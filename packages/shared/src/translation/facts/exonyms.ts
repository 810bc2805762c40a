/** Names that languages spell in their own way: countries and languages by CLDR, a few cities and people by list. */
import { baseLanguage, localeOf } from '../../article/language.ts';
import type { LanguageTag } from '../../article/model.ts';
import { editDistance } from '../edit-distance.ts';
import { wordKey } from './number-words.ts';

const LANGUAGES: readonly string[] = ['en', 'es', 'fr', 'de', 'ar'];
/** In the order of LANGUAGES. */
const PLACES: readonly (readonly [en: string, es: string, fr: string, de: string, ar: string])[] = [
  ['London', 'Londres', 'Londres', 'London', 'لندن'],
  ['New York', 'Nueva York', 'New York', 'New York', 'نيويورك'],
  ['Moscow', 'Moscú', 'Moscou', 'Moskau', 'موسكو'],
  ['Brussels', 'Bruselas', 'Bruxelles', 'Brüssel', 'بروكسل'],
  ['Beijing', 'Pekín', 'Pékin', 'Peking', 'بكين'],
  ['Geneva', 'Ginebra', 'Genève', 'Genf', 'جنيف'],
  ['Vienna', 'Viena', 'Vienne', 'Wien', 'فيينا'],
  ['Rome', 'Roma', 'Rome', 'Rom', 'روما'],
  ['Paris', 'París', 'Paris', 'Paris', 'باريس'],
  ['Warsaw', 'Varsovia', 'Varsovie', 'Warschau', 'وارسو'],
  ['Athens', 'Atenas', 'Athènes', 'Athen', 'أثينا'],
  ['Lisbon', 'Lisboa', 'Lisbonne', 'Lissabon', 'لشبونة'],
  ['Copenhagen', 'Copenhague', 'Copenhague', 'Kopenhagen', 'كوبنهاغن'],
  ['Munich', 'Múnich', 'Munich', 'München', 'ميونخ'],
  ['Cologne', 'Colonia', 'Cologne', 'Köln', 'كولونيا'],
  ['Milan', 'Milán', 'Milan', 'Mailand', 'ميلانو'],
  ['Prague', 'Praga', 'Prague', 'Prag', 'براغ'],
  ['Cairo', 'El Cairo', 'Le Caire', 'Kairo', 'القاهرة'],
  ['Damascus', 'Damasco', 'Damas', 'Damaskus', 'دمشق'],
  ['Baghdad', 'Bagdad', 'Bagdad', 'Bagdad', 'بغداد'],
  ['Tehran', 'Teherán', 'Téhéran', 'Teheran', 'طهران'],
  ['Riyadh', 'Riad', 'Riyad', 'Riad', 'الرياض'],
  ['Jerusalem', 'Jerusalén', 'Jérusalem', 'Jerusalem', 'القدس'],
  ['Aleppo', 'Alepo', 'Alep', 'Aleppo', 'حلب'],
  ['Algiers', 'Argel', 'Alger', 'Algier', 'الجزائر'],
  ['Tunis', 'Túnez', 'Tunis', 'Tunis', 'تونس'],
  ['Tripoli', 'Trípoli', 'Tripoli', 'Tripolis', 'طرابلس'],
  ['Kyiv', 'Kiev', 'Kiev', 'Kiew', 'كييف'],
  ['Cape Town', 'Ciudad del Cabo', 'Le Cap', 'Kapstadt', 'كيب تاون'],
  ['Mecca', 'La Meca', 'La Mecque', 'Mekka', 'مكة'],
  ['Istanbul', 'Estambul', 'Istanbul', 'Istanbul', 'إسطنبول'],
  ['Seville', 'Sevilla', 'Séville', 'Sevilla', 'إشبيلية'],
  ['Venice', 'Venecia', 'Venise', 'Venedig', 'البندقية'],
  ['Florence', 'Florencia', 'Florence', 'Florenz', 'فلورنسا'],
  ['Naples', 'Nápoles', 'Naples', 'Neapel', 'نابولي'],
  ['Edinburgh', 'Edimburgo', 'Édimbourg', 'Edinburgh', 'إدنبرة'],
  ['The Hague', 'La Haya', 'La Haye', 'Den Haag', 'لاهاي'],
  ['Hong Kong', 'Hong Kong', 'Hong Kong', 'Hongkong', 'هونغ كونغ'],
];
/** Popes and crowned heads are translated; other people are not. */
const PEOPLE: readonly (readonly [en: string, es: string, fr: string, de: string, ar: string])[] = [
  ['Francis', 'Francisco', 'François', 'Franziskus', 'فرنسيس'],
  ['Leo', 'León', 'Léon', 'Leo', 'ليو'],
  ['Benedict', 'Benedicto', 'Benoît', 'Benedikt', 'بنديكتوس'],
  ['John Paul', 'Juan Pablo', 'Jean-Paul', 'Johannes Paul', 'يوحنا بولس'],
  ['Charles', 'Carlos', 'Charles', 'Charles', 'تشارلز'],
  ['Elizabeth', 'Isabel', 'Élisabeth', 'Elisabeth', 'إليزابيث'],
  ['William', 'Guillermo', 'William', 'William', 'وليام'],
  ['Philip', 'Felipe', 'Philippe', 'Philipp', 'فيليب'],
];

/** A place in its own language's words. */
export interface Place {
  readonly id: string;
  readonly name: string;
}

const placesByLanguage = new Map<string, readonly Place[]>();

/** Countries and well known cities as a language writes them. */
export function placesIn(language: LanguageTag): readonly Place[] {
  const base = baseLanguage(language);
  let places = placesByLanguage.get(base);
  if (places === undefined) {
    const at = LANGUAGES.indexOf(base);
    const cities = at === -1 ? [] : PLACES.map((names) => ({ id: names[0], name: names[at] ?? names[0] }));
    places = [...countriesIn(base), ...cities];
    placesByLanguage.set(base, places);
  }
  return places;
}

function countriesIn(base: string): Place[] {
  const names = new Intl.DisplayNames(localeOf(base), { type: 'region', fallback: 'none' });
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  return [...letters].flatMap((first) =>
    [...letters].flatMap((second) => {
      const name = names.of(first + second);
      return name === undefined ? [] : [{ id: first + second, name }];
    }),
  );
}

/** A name as a language writes it, or as it is where that language has no name of its own for it. */
export function nameIn(name: string, from: LanguageTag, to: LanguageTag): string {
  return ownNameIn(name, from, to) ?? name;
}

/** Null where the language has no name of its own for it. */
export function ownNameIn(name: string, from: LanguageTag, to: LanguageTag): string | null {
  const key = wordKey(name);
  const place = placesIn(from).find((one) => wordKey(one.name) === key);
  const there = place && placesIn(to).find(({ id }) => id === place.id);
  if (there !== undefined) return there.name;
  const [source, target] = [from, to].map((tag) => LANGUAGES.indexOf(baseLanguage(tag)));
  const person = PEOPLE.find((names) => wordKey(names[source ?? -1] ?? '') === key);
  return person?.[target ?? -1] ?? null;
}

/** The same name, however it is accented or transliterated. */
export function sameName(a: string, b: string): boolean {
  return wordKey(a) === wordKey(b);
}

/**
 * How alike two spellings of a name are, 0 to 1: "Selenskyj" and "Zelensky" are, "Trump" and "Triunfo" are not.
 * One minus the edit distance over the longer's length.
 */
export function nameLikeness(a: string, b: string): number {
  const [left, right] = [wordKey(a), wordKey(b)];
  const longer = Math.max(left.length, right.length, 1);
  // Not half of it could be alike: no need to look.
  if (Math.min(left.length, right.length) * 2 < longer) return left === right ? 1 : 0;
  return 1 - editDistance(left, right, longer) / longer;
}
