/** The names of months and weekdays per language: CLDR's through Intl, and what the press writes beside them. */
import { baseLanguage, localeOf } from '../../article/language.ts';
import { wordKey } from './number-words.ts';

export interface Calendar {
  /** A pattern of all names, longest first, and what each means. */
  readonly months: string;
  /** Of those that are no abbreviation: they may stand without a day or a year. */
  readonly fullMonths: string;
  readonly weekdays: string;
  /** 1-12, of a month as it was found. */
  monthOf(name: string): number | null;
  /** 1-7 from Monday. */
  weekdayOf(name: string): number | null;
}

const MORE_MONTHS: Readonly<Record<string, string>> = {
  en: `Jan:1 Feb:2 Mar:3 Apr:4 Jun:6 Jul:7 Aug:8 Sep:9 Sept:9 Oct:10 Nov:11 Dec:12`,
  es: `setiembre:9 ene:1 feb:2 abr:4 jun:6 jul:7 ago:8 sept:9 oct:10 nov:11 dic:12`,
  fr: `janv:1 févr:2 avr:4 juil:7 sept:9 oct:10 nov:11 déc:12`,
  de: `Jänner:1 Feber:2 Jan:1 Feb:2 Apr:4 Aug:8 Sept:9 Okt:10 Nov:11 Dez:12`,
  // The Levant and Iraq, and the Maghreb, have names of their own.
  ar: `كانون_الثاني:1 شباط:2 آذار:3 نيسان:4 أيار:5 حزيران:6 تموز:7 آب:8 أيلول:9 تشرين_الأول:10 تشرين_الثاني:11
    كانون_الأول:12 جانفي:1 فيفري:2 أفريل:4 جوان:6 جويلية:7 أوت:8 ابريل:4 اغسطس:8 اكتوبر:10`,
};
const MORE_WEEKDAYS: Readonly<Record<string, string>> = {
  de: `Sonnabend:6`,
  ar: `الاثنين:1 الإثنين:1 الأربعاء:3 الاربعاء:3 الأحد:7 الاحد:7`,
};

const calendars = new Map<string, Calendar>();

export function calendarOf(language: string): Calendar {
  const base = baseLanguage(language);
  let calendar = calendars.get(base);
  if (calendar === undefined) {
    calendar = makeCalendar(base);
    calendars.set(base, calendar);
  }
  return calendar;
}

function makeCalendar(base: string): Calendar {
  const locale = localeOf(base);
  const months = new Map<string, number>();
  const weekdays = new Map<string, number>();
  const names: { months: string[]; weekdays: string[] } = { months: [], weekdays: [] };
  const put = (into: 'months' | 'weekdays', name: string, value: number) => {
    if (name.length < 3 && !/\p{Script=Arabic}/u.test(name)) return;
    names[into].push(name);
    (into === 'months' ? months : weekdays).set(wordKey(name), value);
  };
  // With a day beside it some languages write the month in another case.
  const named = new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  const alone = new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, { month: 'long', timeZone: 'UTC' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  for (let month = 0; month < 12; month += 1) {
    const date = new Date(Date.UTC(2024, month, 15));
    for (const format of [named, alone]) {
      const name = format.formatToParts(date).find(({ type }) => type === 'month')?.value ?? '';
      if (!/\p{Nd}/u.test(name)) put('months', name, month + 1);
    }
  }
  const full = [...names.months];
  // 1 January 2024 was a Monday.
  for (let day = 1; day <= 7; day += 1) put('weekdays', weekday.format(new Date(Date.UTC(2024, 0, day))), day);
  for (const [into, list] of [
    ['months', MORE_MONTHS[base]],
    ['weekdays', MORE_WEEKDAYS[base]],
  ] as const) {
    for (const entry of list?.split(/\s+/) ?? []) {
      const [name = '', value = '0'] = entry.split(':');
      put(into, name.replace('_', ' '), Number(value));
    }
  }
  return {
    months: patternOf(names.months),
    fullMonths: patternOf(base === 'ar' ? names.months : full),
    weekdays: patternOf(names.weekdays),
    monthOf: (name) => months.get(wordKey(name)) ?? null,
    weekdayOf: (name) => weekdays.get(wordKey(name)) ?? null,
  };
}

function patternOf(names: readonly string[]): string {
  const longest = [...new Set(names)].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return longest.map((name) => name.replace(/[.\\]/g, '\\$&').replaceAll(' ', '\\s')).join('|');
}
