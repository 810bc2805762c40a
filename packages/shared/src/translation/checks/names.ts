/** Names of the story that a passage has lost ("Donald Triunfo"), and one place taken for another. */
import { baseLanguage } from '../../article/language.ts';
import type { LanguageTag } from '../../article/model.ts';
import { likeness, nameIn, ownNameIn, type Place, placesIn } from '../facts/exonyms.ts';
import { nameExpression } from '../facts/names.ts';
import { wordKey } from '../facts/number-words.ts';
import { findQuotations, isTitle } from '../facts/quotations.ts';
import type { Span } from '../rich-text.ts';
import type { Check, Warning } from './warning.ts';

/** Languages in which capitals tell names from other words. */
const TELLING = new Set(['en', 'es', 'fr', 'it', 'pt', 'ca', 'gl', 'nl', 'sv', 'da', 'nb', 'pl', 'ro']);
/** Last words that make a run of capitals something else than a person: it may be translated. */
const GENERIC = new Set(
  `strip bank valley desert gulf bay coast cape canal strait peninsula region forest airport bridge tower hall palace
  castle cathedral abbey square hospital beach port prize award open slam prix masters tour derby summit agreement treaty
  deal act bill law constitution amendment revolution leader chief executive attorney home holy week eve friday climate
  change war wars day night theory plan accord protocol festival museum gallery theatre theater library stadium arena
  economy intelligence project mission service services authority exchange market investigation inquiry report review
  secretary speaker spokesman spokeswoman coach manager officer inspector analyst professor reporter correspondent`.split(
    /\s+/,
  ),
);
/** Before a surname, by `wordKey`. */
const TITLES = new Set('senor senora sr sra monsieur madame mme m herr frau presidente presidenta'.split(' '));
/** How alike a name's spelling must be: transliterations differ ("Selenskyj"), engines' translations differ more. */
const ALIKE = 0.6;

export const checkNames: Check = (passage) => {
  const { source, target, from, to } = passage;
  if (source === null || from === null || baseLanguage(from) === baseLanguage(to)) return [];
  const lost =
    TELLING.has(baseLanguage(from)) && isLatin(target.text)
      ? lostNames(source.text, target.text, passage.names, from, to)
      : [];
  const swapped = swappedPlace(source.text, target.text, from, to);
  return swapped === null ? lost : [...lost, swapped];
};

function isLatin(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters > 0 && (text.match(/\p{Script=Latin}/gu)?.length ?? 0) > letters / 2;
}

function lostNames(
  source: string,
  target: string,
  names: readonly string[],
  from: LanguageTag,
  to: LanguageTag,
): Warning[] {
  const here = wordsOf(target);
  const titles = findQuotations(source).found.filter(isTitle);
  const done: Span[] = [];
  const warnings: Warning[] = [];
  for (const name of names.toSorted((a, b) => b.length - a.length)) {
    // A surname that stands in its full name only is that name.
    const found = Array.from(source.matchAll(nameExpression(name)), ({ index }) => ({
      from: index,
      to: index + name.length,
    }));
    const own = found.filter((span) => !done.some((other) => other.from <= span.from && span.to <= other.to));
    done.push(...own);
    const at = own.find((span) => !titles.some((title) => title.from <= span.from && span.to <= title.to));
    if (at === undefined || isSaid(name, target, here, from, to)) continue;
    const wrong = mistranslated(name, source, target, here);
    // A surname alone may have become "he", or nothing where verbs say who.
    if (wrong === null && !name.includes(' ')) continue;
    warnings.push({
      check: 'name',
      key: `name:${name}`,
      message:
        wrong === null
          ? `${name} is not named in this passage.`
          : `${name} has become “${target.slice(wrong.from, wrong.to)}”.`,
      at: wrong === null ? { side: 'source', ...at } : { side: 'target', ...wrong },
      fix: wrong === null ? null : { ...wrong, insert: nameIn(name, from, to) },
    });
  }
  return warnings;
}

interface Word extends Span {
  readonly word: string;
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(/\p{L}[\p{L}\p{M}'’-]*/gu), ({ 0: word, index }) => ({
    word,
    from: index,
    to: index + word.length,
  }));
}

/** The name, or enough of it, in any spelling: its last word; any word of what may be translated in part. */
function isSaid(name: string, target: string, here: readonly Word[], from: LanguageTag, to: LanguageTag): boolean {
  const parts = name.split(/[\s.]+/).filter((part) => part.length > 1);
  const last = parts.at(-1) ?? name;
  const own = ownNameIn(name, from, to) ?? ownNameIn(last, from, to);
  if (own !== null && wordKey(target).includes(wordKey(own))) return true;
  const said = (part: string) => target.includes(part) || here.some(({ word }) => isAlike(part, word));
  if (said(last)) return true;
  const generic = parts.some((part) => GENERIC.has(part.toLowerCase()));
  if (generic) return true;
  // Chinese and Korean family names come first.
  return parts.length > 1 && (parts[0]?.length ?? 0) <= 4 && said(parts[0] ?? '') && !isPersonal(parts[0] ?? '');
}

/** Given names that short are Western ones more often than family names. */
function isPersonal(part: string): boolean {
  return !/^(?:Xi|Kim|Li|Wang|Park|Lee|Chen|Liu|Wu|Hu|Moon|Yoon|Ma|Mao|Deng|Zhou|Wen|Yang|Qin|Choi|Han)$/.test(part);
}

function isAlike(part: string, word: string): boolean {
  const plain = word.replace(/['’]s?$/u, '');
  if (!/^\p{Lu}/u.test(plain.replace(/^(?:[dl]['’]|al-|el-)/iu, '')) && !/^\p{Ll}/u.test(part)) return false;
  return [plain, plain.replace(/s$/, ''), ...plain.split(/['’-]/)].some((one) => likeness(part, one) >= ALIKE);
}

/** Where a name's other words stand beside a capitalised word that the source does not have: an engine's translation. */
function mistranslated(name: string, source: string, target: string, here: readonly Word[]): Span | null {
  const parts = name.split(/\s+/);
  const index = here.findIndex(({ word }) => parts.slice(0, -1).some((part) => likeness(part, word) > 0.8));
  const given = here[index];
  const isNew = ({ word }: Word) => /^\p{Lu}\p{Ll}/u.test(word) && !source.includes(word);
  if (given === undefined) {
    const titled = here.find((word, at) => TITLES.has(wordKey(here[at - 1]?.word ?? '')) && isNew(word));
    return parts.length === 1 && titled !== undefined ? { from: titled.from, to: titled.to } : null;
  }
  const next = here[index + 1];
  if (next && isNew(next) && target.slice(given.to, next.from) === ' ') return { from: given.from, to: next.to };
  const of = here[index - 1];
  const before = here[index - 2];
  if (of && before && /^(?:de|del|di|du|von|of)$/.test(of.word) && isNew(before))
    return { from: before.from, to: given.to };
  return null;
}

/** "Iraq" for "Iran": a place of the source is missing, and the target has one that the source does not know. */
function swappedPlace(source: string, target: string, from: LanguageTag, to: LanguageTag): Warning | null {
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
