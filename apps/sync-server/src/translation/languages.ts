/** Language codes as the engines spell them. */

/** ISO 639-1 to 639-3, for the languages that Apertium has pairs of. */
const THREE_LETTERS: Readonly<Record<string, string>> = {
  af: 'afr',
  an: 'arg',
  ar: 'ara',
  ast: 'ast',
  be: 'bel',
  bg: 'bul',
  br: 'bre',
  ca: 'cat',
  cy: 'cym',
  da: 'dan',
  de: 'deu',
  en: 'eng',
  eo: 'epo',
  es: 'spa',
  eu: 'eus',
  fr: 'fra',
  gl: 'glg',
  hr: 'hrv',
  id: 'ind',
  is: 'isl',
  it: 'ita',
  kk: 'kaz',
  mk: 'mkd',
  ms: 'msa',
  mt: 'mlt',
  nb: 'nob',
  nl: 'nld',
  nn: 'nno',
  oc: 'oci',
  pl: 'pol',
  pt: 'por',
  ro: 'ron',
  ru: 'rus',
  sc: 'srd',
  sl: 'slv',
  sr: 'srp',
  sv: 'swe',
  tr: 'tur',
  tt: 'tat',
  uk: 'ukr',
};

/** The language without its region and script: `pt-BR` gives `pt`. */
export function baseLanguage(tag: string): string {
  return tag.split('-')[0] ?? tag;
}

/** The three-letter code of a language, or the base tag itself where there is none (it may be one already). */
export function threeLetters(tag: string): string {
  const base = baseLanguage(tag);
  return THREE_LETTERS[base] ?? base;
}

/** The names of a pair in English, for messages: "from English to Spanish". */
export function pairInWords(from: string, to: string): string {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  const name = (tag: string) => names.of(tag) ?? tag;
  return `from ${name(from)} to ${name(to)}`;
}
