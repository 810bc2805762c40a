/** Facts in a language's words, by the house's style: what a one-key fix puts in. */
import { baseLanguage, localeOf } from '../../article/language.ts';
import type { LanguageTag } from '../../article/model.ts';
import type { HouseStyle } from '../style.ts';
import { currencyWord } from './currencies.ts';
import { nameIn } from './exonyms.ts';
import type { AmountFact, Currency, CurrencyFact, DateFact, Fact, TimeFact } from './fact.ts';
import { writeNumeral } from './numerals.ts';

const NO_BREAK = '\u00a0';
/** One to twelve, as they stand before a masculine noun. */
const SMALL: Readonly<Record<string, string>> = {
  en: 'one two three four five six seven eight nine ten eleven twelve',
  es: 'un dos tres cuatro cinco seis siete ocho nueve diez once doce',
  fr: 'un deux trois quatre cinq six sept huit neuf dix onze douze',
  de: 'eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf',
};

/** A fact as `language` writes it. `from`: the language it was found in, for names that are spelled otherwise. */
export function renderFact(fact: Fact, language: LanguageTag, style: HouseStyle, from: LanguageTag = language): string {
  switch (fact.kind) {
    case 'number':
      return fact.written === 'words' ? numberInWords(fact, language, style) : renderAmount(fact, language, style);
    case 'percentage':
      return `${writeNumeral(fact.amount, style)}${style.percentSpace}${style.digits === 'arabic' ? '٪' : '%'}`;
    case 'currency':
      return renderCurrency(fact, language, style);
    case 'date':
      return renderDate(fact, language, style);
    case 'time':
      return renderTime(fact, language, style);
    case 'name':
      return nameIn(fact.name, from, language);
    case 'quotation': {
      const { open, close, innerOpen, innerClose } = style.quotes;
      return fact.depth === 0 ? `${open}${fact.words}${close}` : `${innerOpen}${fact.words}${innerClose}`;
    }
  }
}

/** "three" as a word up to twelve, else digits. */
function numberInWords(fact: AmountFact, language: LanguageTag, style: HouseStyle): string {
  if (fact.amount > 12) return renderAmount(fact, language, style);
  return smallNumber(fact.amount, language) ?? writeNumeral(fact.amount, style);
}

function smallNumber(amount: number, language: LanguageTag): string | null {
  return SMALL[baseLanguage(language)]?.split(' ')[amount - 1] ?? null;
}

function renderAmount({ amount, scale }: AmountFact, language: LanguageTag, style: HouseStyle): string {
  // Years are not grouped, and nor is anything a source writes without marks below ten thousand by most houses.
  if (scale === null || scale < 1e6) return writeNumeral(amount, style, { grouped: !isYear(amount) });
  const locale = `${localeOf(language)}-u-nu-latn`;
  const format = new Intl.NumberFormat(locale, {
    notation: 'compact',
    compactDisplay: 'long',
    maximumFractionDigits: 3,
    useGrouping: false,
  });
  const parts = format.formatToParts(amount);
  const value = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  const number = Number(`${value('integer')}.${value('fraction')}`);
  const inWords = style.millions === 'words' && number <= 12 ? smallNumber(number, language) : null;
  return `${inWords ?? writeNumeral(number, style)}${NO_BREAK}${value('compact')}`;
}

function isYear(amount: number): boolean {
  return Number.isInteger(amount) && amount >= 1900 && amount < 2100;
}

const SIGN: Readonly<Partial<Record<Currency, string>>> = { dollar: '$', euro: '€', pound: '£', yen: '¥' };

function renderCurrency(fact: CurrencyFact, language: LanguageTag, style: HouseStyle): string {
  const amount = renderAmount(fact, language, style);
  const base = baseLanguage(language);
  const sign = SIGN[fact.currency];
  if (base === 'en' && sign !== undefined) return `${sign}${amount.replace(NO_BREAK, ' ')}`;
  const word = currencyWord(fact.currency, fact.amount, language) ?? sign ?? fact.currency;
  const round = fact.scale !== null && fact.scale >= 1e6;
  if (round && base === 'es') return `${amount} de ${word}`;
  if (round && base === 'fr') return /^[aeiouyé]/.test(word) ? `${amount} d’${word}` : `${amount} de ${word}`;
  return `${amount}${NO_BREAK}${word}`;
}

function renderDate({ year, month, day, weekday }: DateFact, language: LanguageTag, style: HouseStyle): string {
  const locale = `${localeOf(language)}-u-ca-gregory-nu-${style.digits === 'arabic' ? 'arab' : 'latn'}`;
  if (month === null && weekday !== null) {
    // 1 January 2024 was a Monday.
    const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
    return format.format(new Date(Date.UTC(2024, 0, weekday)));
  }
  const format = new Intl.DateTimeFormat(locale, {
    ...(year === null ? {} : { year: 'numeric' }),
    ...(month === null ? {} : { month: 'long' }),
    ...(day === null ? {} : { day: 'numeric' }),
    timeZone: 'UTC',
  });
  return format.format(new Date(Date.UTC(year ?? 2024, (month ?? 1) - 1, day ?? 1)));
}

function renderTime({ hour, minute }: TimeFact, language: LanguageTag, style: HouseStyle): string {
  const minutes = String(minute).padStart(2, '0');
  const twelve = `${hour % 12 === 0 ? 12 : hour % 12}${minute === 0 ? '' : `:${minutes}`}`;
  switch (baseLanguage(language)) {
    case 'en':
      return `${twelve} ${hour < 12 ? 'a.m.' : 'p.m.'}`;
    case 'fr':
      return `${hour}${NO_BREAK}h${minute === 0 ? '' : `${NO_BREAK}${minutes}`}`;
    case 'de':
      return `${hour}${minute === 0 ? '' : `:${minutes}`} Uhr`;
    case 'ar': {
      const shown =
        style.digits === 'arabic'
          ? twelve.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
          : twelve;
      return `${shown} ${hour < 12 ? 'صباحاً' : 'مساءً'}`;
    }
    default:
      return `${hour}:${minutes}`;
  }
}
