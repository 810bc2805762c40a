/** One place taken for another: "Iraq" for "Iran", in any script. */
import { baseLanguage } from '../../article/language.ts';
import type { LanguageTag } from '../../article/model.ts';
import { type Place, placesIn } from '../facts/exonyms.ts';
import { wordKey } from '../facts/number-words.ts';
import type { Span } from '../rich-text.ts';
import type { Warning } from './warning.ts';
import { type Word, wordsOf } from './words.ts';

/** "Iraq" for "Iran": a place of the source is missing, and the target has one that the source does not know. */
export function swappedPlace(source: string, target: string, from: LanguageTag, to: LanguageTag): Warning | null {
  const there = keysOf(source);
  const here = keysOf(target);
  const named = placesNamed(from, there);
  if (named.length === 0) return null;
  const foreign = placesNamed(to, here).filter(({ id }) => !hints(id, from, there, source));
  const lost = named.filter(({ id }) => !hints(id, to, here, target));
  const [missing, ...more] = lost;
  const [made, ...others] = foreign;
  if (!missing || !made || more.length > 0 || others.length > 0) return null;
  const right = placesIn(to).find(({ id }) => id === missing.id)?.name;
  const at = spanOf(target, made.name);
  if (right === undefined || at === null) return null;
  return {
    check: 'name',
    key: `name:${missing.name}>${made.name}`,
    message: `The source says ${missing.name}; this passage says ${target.slice(at.from, at.to)}.`,
    at: { side: 'target', ...at },
    fix: { ...at, insert: right },
  };
}

function keysOf(text: string): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { word } of wordsOf(text)) {
    const key = wordKey(word).replace(/['’]s?$/, '');
    keys.add(key);
    if (/^[وفبلك]/.test(key)) keys.add(key.slice(1));
    for (const part of key.split(/['’-]/)) keys.add(part);
  }
  return keys;
}

const singles = new Map<string, ReadonlyMap<string, Place>>();

/** Places with a name of one word, by its key: those are found without a doubt. */
function singlesIn(language: LanguageTag): ReadonlyMap<string, Place> {
  const base = baseLanguage(language);
  let known = singles.get(base);
  if (known === undefined) {
    known = new Map(
      placesIn(base)
        .filter(({ name }) => !/[\s-]/.test(name) && name.length > 3 && !HOMONYMS.has(name))
        .map((place) => [wordKey(place.name), place]),
    );
    singles.set(base, known);
  }
  return known;
}
/** First names, common words and other places of the same name. */
const HOMONYMS = new Set(
  `Georgia Chad Jordan Jersey Guinea Florence Turkey Leo Mali Niger Togo Cuba Roma Chile Colonia Viena Granada Nauru
  Santiago Victoria Paris Lima Malte Tonga Réunion Reunión Jordania Vienne China Macao Kongo Polen Fidschi مالي عمان
  الجزائر تونس تشاد النيجر كوبا توغو البندقية الرياض ليو القدس`.split(/\s+/),
);

function placesNamed(language: LanguageTag, keys: ReadonlySet<string>): Place[] {
  const known = singlesIn(language);
  return [...keys].flatMap((key) => known.get(key) ?? []);
}

interface Hint {
  readonly key: string;
  /** How words of the place begin; null: it has several words. */
  readonly stem: string | null;
}
const hintsByLanguage = new Map<string, ReadonlyMap<string, readonly Hint[]>>();

function hintsIn(language: LanguageTag): ReadonlyMap<string, readonly Hint[]> {
  const base = baseLanguage(language);
  let known = hintsByLanguage.get(base);
  if (known === undefined) {
    const made = new Map<string, Hint[]>();
    for (const { id, name } of placesIn(base)) {
      const key = wordKey(name).replace(/^ال/, '');
      const stem = /[\s-]/.test(key) ? null : key.slice(0, 4);
      made.set(id, [...(made.get(id) ?? []), { key, stem }]);
    }
    known = made;
    hintsByLanguage.set(base, known);
  }
  return known;
}

/** Whether a text hints at a place: its name, an adjective of it, or a name of several words. */
function hints(id: string, language: LanguageTag, keys: ReadonlySet<string>, text: string): boolean {
  if (ADJECTIVES[id]?.some((word) => keys.has(word))) return true;
  return (hintsIn(language).get(id) ?? []).some(({ key, stem }) =>
    stem === null ? wordKey(text).includes(key) : [...keys].some((word) => word.replace(/^ال/, '').startsWith(stem)),
  );
}

/** Adjectives that do not begin as their country does, in English, Spanish, French and German. */
const ADJECTIVES: Readonly<Record<string, readonly string[]>> = {
  FR: ['french', 'galo', 'gala', 'paris', 'parisino', 'parisien', 'franzosisch', 'franzosische', 'franzosischen'],
  NL: ['dutch', 'neerlandes', 'neerlandesa', 'holandes', 'holandesa', 'hollandais', 'neerlandais', 'holland'],
  DK: ['danish', 'danes', 'danesa', 'danois', 'danische', 'danischen'],
  DE: ['german', 'germans', 'germano', 'germana', 'berlin', 'aleman', 'alemana', 'allemand', 'allemande'],
  GR: ['greek', 'greeks', 'griego', 'griega', 'grec', 'grecque', 'helenico'],
  CH: ['swiss', 'helvetico', 'helvetica', 'suizo', 'suiza'],
  PL: ['polish', 'poles', 'polaco', 'polaca', 'polonais'],
  WA: ['welsh'],
  JP: ['nipon', 'nipona', 'nippon', 'tokyo', 'tokio'],
  HU: ['magiar', 'budapest'],
  IE: ['irish', 'dublin'],
  RU: ['kremlin', 'moscow', 'moscu', 'moscou', 'moskau'],
  CN: ['beijing', 'pekin', 'pekin', 'peking'],
  IR: ['tehran', 'teheran', 'persian', 'persa'],
  IL: ['jewish', 'hebreo', 'hebrea', 'hebreu'],
  TR: ['turkish', 'turks', 'turco', 'turca', 'turc', 'turque', 'ankara'],
  IQ: ['baghdad', 'bagdad'],
  SY: ['damascus', 'damasco', 'damas', 'damaskus'],
};

/** "l’Irak" is two words. */
function partsOf({ word, from }: Word): Word[] {
  return Array.from(word.matchAll(/[\p{L}\p{M}]+/gu), ({ 0: part, index }) => ({
    word: part,
    from: from + index,
    to: from + index + part.length,
  }));
}

function spanOf(text: string, name: string): Span | null {
  const wanted = wordKey(name);
  const found = wordsOf(text)
    .flatMap(partsOf)
    .find(({ word }) => wordKey(word) === wanted || wordKey(word).slice(1) === wanted);
  if (found === undefined) return null;
  const joined = wordKey(found.word) !== wanted && wordKey(found.word).slice(1) === wanted;
  return { from: joined ? found.from + 1 : found.from, to: found.to };
}
