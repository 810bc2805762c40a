/** How languages name currencies, percentages and imperial units behind a number. */
import { baseLanguage } from '../../article/language.ts';
import type { Currency, ImperialUnit } from './fact.ts';
import { wordKey } from './number-words.ts';

/** Symbols and codes, before or after the number. */
const SYMBOLS: Readonly<Record<string, Currency>> = {
  $: 'dollar',
  US$: 'dollar',
  USD: 'dollar',
  A$: 'dollar',
  C$: 'dollar',
  '€': 'euro',
  EUR: 'euro',
  '£': 'pound',
  GBP: 'pound',
  '¥': 'yen',
  JPY: 'yen',
  CNY: 'yuan',
  '₹': 'rupee',
  INR: 'rupee',
  '₽': 'rouble',
  RUB: 'rouble',
  '₪': 'shekel',
  '₩': 'won',
  CHF: 'franc',
  '₴': 'hryvnia',
};

/** `word:currency`, singular and plural first: they are written. Lira and pound are one name in French and Arabic ("livre", "ليرة"). */
const CURRENCIES: Readonly<Record<string, string>> = {
  en: `dollar:dollar dollars:dollar euro:euro euros:euro pound:pound pounds:pound sterling:pound lira:pound liras:pound
    lire:pound yen:yen yuan:yuan rupee:rupee rupees:rupee rouble:rouble roubles:rouble ruble:rouble rubles:rouble
    peso:peso pesos:peso franc:franc francs:franc dinar:dinar dinars:dinar dirham:dirham dirhams:dirham riyal:riyal
    riyals:riyal rial:riyal rials:riyal shekel:shekel shekels:shekel won:won krona:krona kronor:krona kroner:krona
    hryvnia:hryvnia`,
  es: `dólar:dollar dólares:dollar euro:euro euros:euro libra:pound libras:pound lira:pound liras:pound yen:yen
    yenes:yen yuan:yuan yuanes:yuan rupia:rupee rupias:rupee rublo:rouble rublos:rouble peso:peso pesos:peso
    franco:franc francos:franc dinar:dinar dinares:dinar dírham:dirham dírhams:dirham dirhams:dirham rial:riyal
    riales:riyal séquel:shekel séqueles:shekel shekel:shekel shekels:shekel won:won corona:krona coronas:krona
    grivna:hryvnia grivnas:hryvnia`,
  fr: `dollar:dollar dollars:dollar euro:euro euros:euro livre:pound livres:pound lire:pound lires:pound yen:yen
    yens:yen yuan:yuan yuans:yuan roupie:rupee roupies:rupee rouble:rouble roubles:rouble peso:peso pesos:peso
    franc:franc francs:franc dinar:dinar dinars:dinar dirham:dirham dirhams:dirham riyal:riyal riyals:riyal
    shekel:shekel shekels:shekel won:won wons:won couronne:krona couronnes:krona hryvnia:hryvnia hryvnias:hryvnia`,
  de: `Dollar:dollar Dollar:dollar Dollars:dollar Euro:euro Euro:euro Euros:euro Pfund:pound Pfund:pound Lira:pound Yen:yen
    Yuan:yuan Rupie:rupee Rupien:rupee Rubel:rouble Peso:peso Pesos:peso Franken:franc Franken:franc Francs:franc
    Dinar:dinar Dirham:dirham Riyal:riyal Riyal:riyal Rial:riyal Schekel:shekel Won:won Krone:krona Kronen:krona
    Hrywnja:hryvnia Hrywnja:hryvnia Griwna:hryvnia`,
  ar: `دولار:dollar دولار:dollar دولارا:dollar دولارات:dollar دولارين:dollar يورو:euro جنيه:pound جنيه:pound جنيها:pound جنيهات:pound ليرة:pound
    ليرات:pound ين:yen يوان:yuan يوان:yuan يوانا:yuan روبية:rupee روبل:rouble روبل:rouble روبلا:rouble بيزو:peso فرنك:franc فرنك:franc فرنكا:franc
    دينار:dinar دينار:dinar دينارا:dinar دنانير:dinar درهم:dirham درهم:dirham درهما:dirham دراهم:dirham ريال:riyal ريال:riyal ريالا:riyal
    ريالات:riyal شيكل:shekel شيكل:shekel شيقل:shekel وون:won كرونة:krona هريفنيا:hryvnia`,
};
/** Words that are a weight, a book or a part of speech as well. */
const AMBIGUOUS: Readonly<Record<string, string>> = {
  en: 'pound pounds won',
  es: 'libra libras corona coronas',
  fr: 'livre livres lire couronne couronnes',
  de: 'pfund',
};

const PERCENT: Readonly<Record<string, string>> = {
  en: 'percent|per cent|percentage points?|pct',
  es: 'por ciento|por cien|por 100|puntos? porcentual(?:es)?',
  fr: 'pour cent|pour 100|points? de pourcentage|pourcents?',
  de: 'Prozent(?:punkten?|punkte)?|Prozentpunkten?',
  ar: 'في الم(?:ئ|ائ)ة|بالم(?:ئ|ائ)ة|نقطة مئوية|نقاط مئوية',
};

const UNITS: Readonly<Record<string, string>> = {
  en: `mile:mile miles:mile mi:mile mph:mile yard:yard yards:yard foot:foot feet:foot ft:foot inch:inch inches:inch
    pound:pound pounds:pound lb:pound lbs:pound ounce:ounce ounces:ounce oz:ounce acre:acre acres:acre gallon:gallon
    gallons:gallon fahrenheit:fahrenheit degrees:fahrenheit f:fahrenheit`,
  es: `milla:mile millas:mile yarda:yard yardas:yard pie:foot pies:foot pulgada:inch pulgadas:inch libra:pound
    libras:pound onza:ounce onzas:ounce acre:acre acres:acre galon:gallon galones:gallon fahrenheit:fahrenheit`,
  fr: `mile:mile miles:mile mille:mile milles:mile yard:yard yards:yard pied:foot pieds:foot pouce:inch pouces:inch
    livre:pound livres:pound once:ounce onces:ounce acre:acre acres:acre gallon:gallon gallons:gallon
    fahrenheit:fahrenheit`,
  de: `meile:mile meilen:mile yard:yard yards:yard fuß:foot zoll:inch pfund:pound unze:ounce unzen:ounce acre:acre
    acres:acre gallone:gallon gallonen:gallon fahrenheit:fahrenheit`,
  ar: `ميل:mile ميلا:mile أميال:mile ياردة:yard قدم:foot قدما:foot أقدام:foot بوصة:inch بوصات:inch رطل:pound رطلا:pound
    أرطال:pound أونصة:ounce فدان:acre فدانا:acre فدادين:acre غالون:gallon غالونات:gallon فهرنهايت:fahrenheit`,
};

/** What follows (or stands before) a number and says what it counts. */
export interface Behind {
  readonly kind: 'percentage' | 'currency' | 'unit';
  readonly currency: Currency | null;
  readonly unit: ImperialUnit | null;
  /** The currency is one reading of several. */
  readonly ambiguous: boolean;
  /** How many characters around the number belong to it. */
  readonly before: number;
  readonly after: number;
}

interface Words {
  readonly currencies: ReadonlyMap<string, Currency>;
  readonly ambiguous: ReadonlySet<string>;
  readonly units: ReadonlyMap<string, ImperialUnit>;
  readonly percent: RegExp;
}
const known = new Map<string, Words>();

function wordsOf(language: string): Words {
  const base = baseLanguage(language);
  let words = known.get(base);
  if (words === undefined) {
    const percent = PERCENT[base];
    words = {
      currencies: new Map(pairs(CURRENCIES[base], isCurrency)),
      ambiguous: new Set((AMBIGUOUS[base] ?? '').split(' ')),
      units: new Map(pairs(UNITS[base], isUnit)),
      percent: new RegExp(
        `^[ \\u00a0\\u202f-]?(?:[%٪]${percent === undefined ? '' : `|(?:${percent})(?!\\p{L})`})`,
        'iu',
      ),
    };
    known.set(base, words);
  }
  return words;
}

const SYMBOL_BEFORE = /(?:US|[AC])?[$€£¥₹₽₪₩₴]\s?$|(?<!\p{L})(?:USD|EUR|GBP|JPY|CNY|INR|RUB|CHF)\s$/u;
const SYMBOL_BEHIND = /^[ \u00a0\u202f]?((?:US)?[$€£¥₹₽₪₩₴]|(?:USD|EUR|GBP|JPY|CNY|INR|RUB|CHF)(?!\p{L}))/u;
const PERCENT_BEFORE = /[%٪][ \u00a0\u202f]?$/;
const WORD_BEHIND = /^(?:[\s-]|US-|U\.S\. |de (?:los |las )?|d['’]|square )*(\p{L}[\p{L}\p{M}]*)/u;
const DEGREES = /^[ \u00a0]?°[ \u00a0]?F(?!\p{L})/u;

/** What stands right after `to` and right before `from` in a text; null: nothing that says what the number counts. */
export function readBehind(text: string, from: number, to: number, language: string): Behind | null {
  const words = wordsOf(language);
  const after = text.slice(to, to + 40);
  const percent = words.percent.exec(after);
  if (percent !== null) return { ...PERCENTAGE, after: percent[0].length };
  const before = text.slice(Math.max(0, from - 5), from);
  const sign = SYMBOL_BEFORE.exec(before)?.[0];
  if (sign !== undefined) return { ...currencyOf(SYMBOLS[sign.trim()]), before: sign.length };
  const percentBefore = PERCENT_BEFORE.exec(before)?.[0];
  if (percentBefore !== undefined) return { ...PERCENTAGE, before: percentBefore.length };
  const symbol = SYMBOL_BEHIND.exec(after);
  if (symbol !== null) return { ...currencyOf(SYMBOLS[symbol[1] ?? '']), after: symbol[0].length };
  if (DEGREES.test(after)) return { ...UNIT, unit: 'fahrenheit' };
  const word = WORD_BEHIND.exec(after);
  if (word === null) return null;
  const key = wordKey(word[1] ?? '');
  const named = words.currencies.get(key);
  const unit = words.units.get(key);
  const square = unit === 'mile' && word[0].includes('square ') ? 'square-mile' : unit;
  if (named !== undefined)
    return {
      ...currencyOf(named),
      after: word[0].length,
      unit: square ?? null,
      ambiguous: words.ambiguous.has(key),
    };
  return square === undefined ? null : { ...UNIT, unit: square };
}

const PERCENTAGE: Behind = { kind: 'percentage', currency: null, unit: null, ambiguous: false, before: 0, after: 0 };
const UNIT: Behind = { ...PERCENTAGE, kind: 'unit' };

function currencyOf(currency: Currency | undefined): Behind {
  return { ...PERCENTAGE, kind: 'currency', currency: currency ?? 'dollar' };
}

function pairs<T extends string>(list: string | undefined, is: (value: string) => value is T): [string, T][] {
  return (list ?? '')
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((entry) => {
      const [word = '', value = ''] = entry.split(':');
      return is(value) ? [[wordKey(word), value] as [string, T]] : [];
    });
}

const CURRENCY_NAMES: Readonly<Record<Currency, true>> = {
  dollar: true,
  euro: true,
  pound: true,
  yen: true,
  yuan: true,
  rupee: true,
  rouble: true,
  peso: true,
  franc: true,
  dinar: true,
  dirham: true,
  riyal: true,
  shekel: true,
  won: true,
  krona: true,
  hryvnia: true,
};
const isCurrency = (value: string): value is Currency => Object.hasOwn(CURRENCY_NAMES, value);

/** What one of each is in metric units; more than one where people choose between them. */
const METRIC: Readonly<Record<Exclude<ImperialUnit, 'fahrenheit'>, readonly number[]>> = {
  mile: [1.609, 1609],
  'square-mile': [2.59, 259],
  yard: [0.9144],
  foot: [0.3048, 30.48],
  inch: [2.54, 0.0254],
  pound: [0.4536, 0.5],
  ounce: [28.35, 0.02835],
  acre: [0.4047, 4047, 0.004047],
  gallon: [3.785],
};
const isUnit = (value: string): value is ImperialUnit => value === 'fahrenheit' || Object.hasOwn(METRIC, value);

/** Whether `metric` is what `amount` of an imperial unit comes to, as news rounds: within a twelfth. */
export function isConversion(amount: number, unit: ImperialUnit, metric: number): boolean {
  if (unit === 'fahrenheit')
    return Math.abs(((amount - 32) * 5) / 9 - metric) <= 1 || Math.abs(amount * 0.556 - metric) < 1;
  return METRIC[unit].some((factor) => Math.abs(metric / (amount * factor) - 1) < 1 / 12);
}

/** A currency's name after a number in a language, or null where it is not known. */
export function currencyWord(which: Currency, amount: number, language: string): string | null {
  const base = baseLanguage(language);
  const one = amount === 1;
  const names = (CURRENCIES[base] ?? '').split(/\s+/).filter((entry) => entry.endsWith(`:${which}`));
  const [singular, plural] = names.map((entry) => entry.split(':')[0] ?? '');
  if (singular === undefined) return null;
  return one ? singular : (plural ?? singular);
}
