/** Languages as the interface and the exports need them: direction and name. */

const RIGHT_TO_LEFT = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'iw', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi']);
const RIGHT_TO_LEFT_SCRIPTS = new Set(['adlm', 'arab', 'hebr', 'nkoo', 'rohg', 'syrc', 'thaa']);

/** The first subtag: "pt" of "pt-BR". */
export function baseLanguage(language: string): string {
  return language.split('-', 1)[0]?.toLowerCase() ?? '';
}

/** A tag that Intl takes; "en" where the tag is not well-formed. */
export function localeOf(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** Writing direction, from the language's script if it names one, else from the language. Never guessed from text. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const script = language
    .split('-')
    .slice(1)
    .find((subtag) => /^[a-z]{4}$/i.test(subtag));
  const rightToLeft = script
    ? RIGHT_TO_LEFT_SCRIPTS.has(script.toLowerCase())
    : RIGHT_TO_LEFT.has(baseLanguage(language));
  return rightToLeft ? 'rtl' : 'ltr';
}

/** A language's name in the words of another ("inglés" for `en` in `es`); the tag itself where no name is known. */
export function languageName(language: string, inLanguage: string): string {
  const names = new Intl.DisplayNames(localeOf(inLanguage), { type: 'language', fallback: 'code' });
  return names.of(localeOf(language)) ?? language;
}
