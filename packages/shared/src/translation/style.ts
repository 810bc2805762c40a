/**
 * How a newsroom writes numbers and quotations in one language. Defaults by language and region; a desk overrides what
 * it does otherwise.
 */
import * as z from 'zod';
import { baseLanguage, localeOf } from '../article/language.ts';
import type { LanguageTag } from '../article/model.ts';

export const QuoteMarks = z.object({
  open: z.string().min(1),
  close: z.string().min(1),
  innerOpen: z.string().min(1),
  innerClose: z.string().min(1),
});
export type QuoteMarks = z.infer<typeof QuoteMarks>;

export const HouseStyle = z.object({
  /** Which digits a number is written with: "14" or "١٤". */
  digits: z.enum(['latin', 'arabic']),
  /** The space that belongs inside French marks is part of them. */
  quotes: QuoteMarks,
  decimal: z.string().length(1),
  /** Between thousands. */
  group: z.string().length(1),
  /** Numbers of this many digits and more are grouped: 4 gives "1,250", 5 gives "1250" and "12 500". */
  groupFrom: z.int().min(4).max(5),
  /** What stands between a number and the percent sign: '' or a space that does not break. */
  percentSpace: z.string().max(1),
  /** "three million" or "3 million", for round millions up to twelve. */
  millions: z.enum(['words', 'digits']),
  /** A headline of more characters than this is too long. */
  headlineMax: z.int().positive(),
});
export type HouseStyle = z.infer<typeof HouseStyle>;

/** What a desk does otherwise than the default of a language. */
export const HouseStyleChange = HouseStyle.partial();
export type HouseStyleChange = z.infer<typeof HouseStyleChange>;

const NO_BREAK = '\u00a0';
const NARROW = '\u202f';
const CURLY: QuoteMarks = { open: '“', close: '”', innerOpen: '‘', innerClose: '’' };
const ANGLED: QuoteMarks = { open: '«', close: '»', innerOpen: '“', innerClose: '”' };
const FRENCH: QuoteMarks = { open: `«${NO_BREAK}`, close: `${NO_BREAK}»`, innerOpen: '“', innerClose: '”' };
const SWISS: QuoteMarks = { open: '«', close: '»', innerOpen: '‹', innerClose: '›' };
const GERMAN: QuoteMarks = { open: '„', close: '“', innerOpen: '‚', innerClose: '‘' };

/**
 * What CLDR (through Intl) does not say, or newsrooms do otherwise. Quotation marks: CLDR 46 `delimiters`, but for
 * Arabic the angled marks of its newspapers. Spanish: FundéuRAE and the RAE's Ortografía (2010) group from five digits
 * on, with a space or, in the press, a full stop. German: DIN 5008 and Duden group from four digits with a full stop.
 * Headlines: what fits a search result and a phone's two lines; German words are longer.
 */
const BY_LANGUAGE: Readonly<Record<string, HouseStyleChange>> = {
  en: { quotes: CURLY },
  es: { quotes: ANGLED, groupFrom: 5 },
  'es-419': { quotes: CURLY, groupFrom: 5, percentSpace: NO_BREAK },
  fr: { quotes: FRENCH, group: NARROW, percentSpace: NARROW },
  'fr-CH': { quotes: SWISS },
  de: { quotes: GERMAN, headlineMax: 80 },
  'de-CH': { quotes: SWISS, headlineMax: 80, group: '’' },
  ar: { quotes: ANGLED, percentSpace: '' },
  it: { quotes: ANGLED },
  pt: { quotes: CURLY },
  'pt-PT': { quotes: ANGLED },
  ru: { quotes: { open: '«', close: '»', innerOpen: '„', innerClose: '“' } },
  el: { quotes: ANGLED },
  nl: { quotes: CURLY },
  pl: { quotes: { open: '„', close: '”', innerOpen: '«', innerClose: '»' } },
  cs: { quotes: GERMAN },
  tr: { quotes: CURLY },
  fa: { quotes: { open: '«', close: '»', innerOpen: '‹', innerClose: '›' } },
  uk: { quotes: { open: '«', close: '»', innerOpen: '„', innerClose: '“' } },
  ja: { quotes: { open: '「', close: '」', innerOpen: '『', innerClose: '』' }, headlineMax: 40 },
  zh: { quotes: CURLY, headlineMax: 40 },
};
/** Spanish of the Americas, by CLDR under the region 419. */
const AMERICAN_SPANISH = /^es-(?:419|AR|BO|CL|CO|CR|CU|DO|EC|GT|HN|MX|NI|PA|PE|PR|PY|SV|US|UY|VE)$/;

const defaults = new Map<string, HouseStyle>();

/** The style of a language (and region) where no desk says otherwise. Never throws. */
export function defaultStyle(language: LanguageTag): HouseStyle {
  let style = defaults.get(language);
  if (style === undefined) {
    style = changed(byIntl(localeOf(language)), ownOf(localeOf(language)));
    defaults.set(language, style);
  }
  return style;
}

/** The style of a language with a desk's changes. */
export function styleOf(language: LanguageTag, change: HouseStyleChange = {}): HouseStyle {
  return changed(defaultStyle(language), change);
}

function changed(style: HouseStyle, change: HouseStyleChange): HouseStyle {
  return {
    digits: change.digits ?? style.digits,
    quotes: change.quotes ?? style.quotes,
    decimal: change.decimal ?? style.decimal,
    group: change.group ?? style.group,
    groupFrom: change.groupFrom ?? style.groupFrom,
    percentSpace: change.percentSpace ?? style.percentSpace,
    millions: change.millions ?? style.millions,
    headlineMax: change.headlineMax ?? style.headlineMax,
  };
}

function ownOf(locale: string): HouseStyleChange {
  const region = AMERICAN_SPANISH.test(locale) ? 'es-419' : locale;
  return BY_LANGUAGE[region] ?? BY_LANGUAGE[baseLanguage(locale)] ?? {};
}

function byIntl(locale: string): HouseStyle {
  const format = new Intl.NumberFormat(locale);
  const parts = format.formatToParts(1_234_567.5);
  const part = (type: Intl.NumberFormatPartTypes) => parts.find((found) => found.type === type)?.value[0];
  const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(0.4);
  return {
    digits: format.resolvedOptions().numberingSystem === 'arab' ? 'arabic' : 'latin',
    quotes: CURLY,
    decimal: part('decimal') ?? '.',
    group: part('group') ?? ',',
    groupFrom: /\p{Nd}{4}/u.test(format.format(1250)) ? 5 : 4,
    percentSpace: /[\u00a0\u202f ]/.test(percent) ? NO_BREAK : '',
    millions: 'digits',
    headlineMax: 70,
  };
}
