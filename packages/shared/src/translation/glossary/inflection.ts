/**
 * The forms of a word, lightly: endings that a language adds to the same word, and in Arabic the particles written to it.
 * Not a stemmer: it knows no word, and takes too little off rather than too much. The suffix rules follow the light
 * stemmers of Savoy (2006, UniNE: en, fr, de, es) and Larkey et al. (2002, "light10": ar), cut down to inflection.
 */
import { baseLanguage } from '../../article/language.ts';

interface Inflection {
  /** The word as it would stand in a glossary, as near as can be told. */
  stem(word: string): string;
  /** The word without what a text may write in front of it: all readings, the word itself first. */
  bare?(word: string): string[];
}

/** Replaces the first ending that leaves at least `least` letters of the word. */
function ending(least: number, ...rules: readonly (readonly [suffix: RegExp, by: string])[]) {
  return (word: string): string => {
    for (const [suffix, by] of rules) {
      const found = suffix.exec(word);
      if (found !== null && found.index + by.length >= least) return word.slice(0, found.index) + by;
    }
    return word;
  };
}

const POSSESSIVE = /['’]s?$/u;

const english = ending(3, [/ies$/, 'y'], [/(?<=[sxz]|ch|sh)es$/, ''], [/(?<![sui])s$/, '']);
const englishVerb = ending(4, [/(?<=[^aeiou])ied$/, 'y'], [/ed$/, ''], [/ing$/, '']);
const spanish = ending(3, [/ces$/, 'z'], [/(?<=[^aeiou])es$/, ''], [/s$/, '']);
const spanishGender = ending(3, [/[oae]$/, '']);
const french = ending(3, [/eaux$/, 'eau'], [/aux$/, 'al'], [/(?<=[^s])[sx]$/, '']);
const frenchGender = ending(3, [/e$/, '']);
const german = ending(4, [/(?:e[nmrs]|e|s|n)$/, '']);
const arabicEnding = ending(3, [/(?:ات|ون|ين|ان|ها|هم|نا)$/, ''], [/[هة]$/, '']);

const INFLECTIONS: Readonly<Record<string, Inflection>> = {
  en: { stem: (word) => englishVerb(english(word.replace(POSSESSIVE, ''))).replace(/(?<=...)e$/, '') },
  es: { stem: (word) => spanishGender(spanish(withoutAcutes(word))) },
  fr: {
    stem: (word) => frenchGender(french(word)),
    bare: (word) => [word, word.replace(/^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]/i, '')],
  },
  de: { stem: (word) => german(withoutUmlauts(word)) },
  ar: {
    stem: (word) => arabicEnding(arabicLetters(word).replace(/^ال(?=..)/, '')),
    bare: arabicBare,
  },
};
const OTHER: Inflection = { stem: (word) => word.replace(POSSESSIVE, '') };

function inflectionOf(language: string): Inflection {
  return INFLECTIONS[baseLanguage(language)] ?? OTHER;
}

/** What a glossary's word is known by. */
export function stemOf(word: string, language: string): string {
  return inflectionOf(language).stem(word.normalize('NFC'));
}

/** What a text's word may be known by; each once. */
export function stemsOf(word: string, language: string): string[] {
  const { stem, bare } = inflectionOf(language);
  const whole = word.normalize('NFC');
  return [...new Set((bare?.(whole) ?? [whole]).map(stem))];
}

/** "nación" and "naciones" are written with and without; ñ and ü are letters of their own. */
function withoutAcutes(word: string): string {
  return word.normalize('NFD').replaceAll('\u0301', '').normalize('NFC');
}

function withoutUmlauts(word: string): string {
  return word.normalize('NFD').replaceAll('\u0308', '').normalize('NFC').replaceAll('ß', 'ss');
}

/** Without vowel signs and stretching; the spellings of alif and of final yeh as one. */
function arabicLetters(word: string): string {
  return word
    .replace(/[\u064b-\u0652\u0670\u0640]/g, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى$/, 'ي');
}

/** And, so, by, like, to, the: each may stand before the word or be a letter of it. "لل" is ل with a shortened article. */
function arabicBare(word: string): string[] {
  const letters = arabicLetters(word);
  const forms = new Set([letters]);
  for (const conjunction of [/^[وف](?=...)/, null]) {
    const rest = conjunction === null ? letters : letters.replace(conjunction, '');
    forms.add(rest);
    forms.add(rest.replace(/^لل(?=..)/, ''));
    forms.add(rest.replace(/^[بكل](?=...)/, ''));
  }
  return [...forms];
}
