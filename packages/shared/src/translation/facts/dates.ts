/** Dates and times of day: "June 3, 2019", "3. Juni", "del 3 al 5 de mayo", "٣ يونيو ٢٠١٩", "6:30 p.m.", "18 h 30". */
import { baseLanguage } from '../../article/language.ts';
import { type Calendar, calendarOf } from './calendar.ts';
import type { DateFact, TimeFact } from './fact.ts';

type DateParts = Pick<DateFact, 'year' | 'month' | 'day' | 'weekday'>;
const NO_PARTS: DateParts = { year: null, month: null, day: null, weekday: null };

const START = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}])';
const DAY = '(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th|er|[.ºª])?';
const YEAR = '(1\\d{3}|20\\d{2})';
const OF = "(?:of |the |de |del |du |d’|d')?";
const TO = '(?:\\s*[-–—]\\s*|\\s+(?:to|and|or|al?|y|et|au|ou|bis|und|oder|إلى|و)\\s*(?:the |el |le |zum )?)';
/** What a month's name alone needs before it, to be no other word ("May", "March", "mars"). */
const IN: Readonly<Record<string, string>> = {
  en: 'in|since|by|until|till|last|next|of|from|before|after|during|through|early|late|mid|this|to|and|each|every',
};

interface Expressions {
  readonly calendar: Calendar;
  readonly dayFirst: RegExp;
  readonly monthFirst: RegExp | null;
  readonly monthYear: RegExp;
  readonly month: RegExp;
  readonly weekday: RegExp;
}
const expressions = new Map<string, Expressions>();

function expressionsOf(language: string): Expressions {
  const base = baseLanguage(language);
  let made = expressions.get(base);
  if (made === undefined) {
    const calendar = calendarOf(base);
    const { months, fullMonths, weekdays } = calendar;
    // Capitals tell "May" from "may" and "March" from "march" where months are capitalised.
    const flags = base === 'en' || base === 'de' ? 'gu' : 'giu';
    const month = `(${months})\\.?`;
    const arabic = base === 'ar' ? '[وفبلك]?' : '';
    made = {
      calendar,
      dayFirst: new RegExp(`${START}(?:${DAY}${TO})?${DAY}\\s*${OF}${month}${END}(?:,?\\s*${OF}${YEAR}${END})?`, flags),
      monthFirst:
        base === 'en'
          ? new RegExp(
              `${START}${month} (?:the )?${DAY}(?:${TO}(?!\\p{N}{3})${DAY})?${END}(?:,? ${YEAR}${END})?`,
              flags,
            )
          : null,
      monthYear: new RegExp(`${START}${arabic}${month}\\s*${OF}${YEAR}${END}`, flags),
      month: new RegExp(
        IN[base] === undefined
          ? `${START}${arabic}(${fullMonths})${END}`
          : `(?<=${START}(?:${IN[base]})[ -])(${fullMonths})${END}`,
        flags,
      ),
      weekday: new RegExp(`${START}${arabic}(${weekdays})s?${END}`, flags),
    };
    expressions.set(base, made);
  }
  return made;
}

const ISO = new RegExp(`${START}${YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])${END}`, 'gu');
const NUMERIC = new RegExp(`${START}(\\d{1,2})([./])(\\d{1,2})\\2${YEAR}${END}`, 'gu');
/** The day that newspapers name by its numbers. */
const ELEVENTH = new RegExp(`${START}(?:9/11|11-S)${END}`, 'gu');

/** The dates of a text. `digits`: the text with its digits as 0-9, at the same places. */
export function findDates(text: string, digits: string, language: string): DateFact[] {
  const found: DateFact[] = [];
  const put = (from: number, to: number, parts: Partial<DateParts>, swappable = false) => {
    if (found.some((other) => from < other.to && other.from < to)) return;
    const written = parts.day === undefined && parts.year === undefined ? ('words' as const) : ('digits' as const);
    found.push({ kind: 'date', from, to, text: text.slice(from, to), written, ...NO_PARTS, ...parts, swappable });
  };
  const { calendar, dayFirst, monthFirst, monthYear, month, weekday } = expressionsOf(language);

  if (/\d/.test(digits)) {
    for (const { 0: all, 1: y, 2: m, 3: d, index } of digits.matchAll(ISO))
      put(index, index + all.length, { year: Number(y), month: Number(m), day: Number(d) });
    for (const { 0: all, 1: a, 3: b, 4: y, index } of digits.matchAll(NUMERIC)) {
      const american = baseLanguage(language) === 'en' && language !== 'en-GB';
      const [day, which] = american && Number(b) > 0 ? [Number(b), Number(a)] : [Number(a), Number(b)];
      const swapped = which > 12;
      put(
        index,
        index + all.length,
        { year: Number(y), month: swapped ? day : which, day: swapped ? which : day },
        baseLanguage(language) === 'en' && day <= 12 && which <= 12,
      );
    }
    for (const { 0: all, index } of digits.matchAll(ELEVENTH)) put(index, index + all.length, { month: 9, day: 11 });
    for (const { 0: all, 1: first, 2: day, 3: name = '', 4: year, index } of digits.matchAll(dayFirst)) {
      const parts = partsOf(calendar.monthOf(name), year);
      const second = first === undefined ? index : index + all.indexOf(day ?? '', first.length);
      if (first !== undefined) put(index, index + first.length, { ...parts, day: Number(first) });
      put(second, index + all.length, { ...parts, day: Number(day) });
    }
    for (const { 0: all, 1: name = '', 2: day, 3: second, 4: year, index } of monthFirst
      ? digits.matchAll(monthFirst)
      : []) {
      const parts = partsOf(calendar.monthOf(name), year);
      const cut = second === undefined ? all.length : all.indexOf(second, all.indexOf(day ?? '') + (day?.length ?? 0));
      put(index, index + (second === undefined ? cut : all.indexOf(day ?? '', name.length) + (day?.length ?? 0)), {
        ...parts,
        day: Number(day),
      });
      if (second !== undefined) put(index + cut, index + all.length, { ...parts, day: Number(second) });
    }
    for (const { 0: all, 1: name = '', 2: year, index } of digits.matchAll(monthYear))
      put(index, index + all.length, partsOf(calendar.monthOf(name), year));
  }
  for (const { 0: all, 1: name = '', index } of digits.matchAll(month))
    put(index + all.indexOf(name), index + all.length, partsOf(calendar.monthOf(name), undefined));
  for (const { 0: all, 1: name = '', index } of digits.matchAll(weekday))
    put(index + all.indexOf(name), index + all.length, { weekday: calendar.weekdayOf(name) });
  return found.sort((a, b) => a.from - b.from);
}

function partsOf(month: number | null, year: string | undefined): Partial<DateParts> {
  return year === undefined ? { month } : { month, year: Number(year) };
}

const MINUTE = '([0-5]\\d)';
const MORNING = 'a\\.?\\s?m\\.?|de la (?:mañana|madrugada)|du matin|Uhr morgens|صباحا|صباحاً|فجرا|فجراً';
const EVENING =
  "p\\.?\\s?m\\.?|de la (?:tarde|noche)|de l[’']après-midi|du soir|Uhr (?:nachmittags|abends)|مساء|مساءً|ظهرا|ظهراً|بعد الظهر|ليلا|ليلاً";
/** "18 h" and "18 horas" may be a span of time: they are numbers. */
const TIMES: readonly RegExp[] = [
  // 6:30 p.m., 6pm, "6 de la tarde"
  new RegExp(`${START}(\\d{1,2})(?:[:.h]${MINUTE})?\\s?(?:(${MORNING})|(${EVENING}))(?![\\p{L}])`, 'giu'),
  // 18:30, 18.30 Uhr, 18 Uhr, 18 h 30, 18h30
  new RegExp(
    `${START}([01]?\\d|2[0-4])(?::${MINUTE}(?!\\d)|[.:]?${MINUTE}?\\s?Uhr(?:\\s${MINUTE})?|\\s?h\\s?${MINUTE})${END}`,
    'giu',
  ),
  // 1600 GMT
  new RegExp(`${START}([01]\\d|2[0-3])${MINUTE}(?= (?:GMT|UTC|local time|hours))`, 'gu'),
  // "a las 18.30", "um 18.30"
  new RegExp(`(?<=${START}(?:las|la|um|at|الساعة) )([01]?\\d|2[0-4])[.:]${MINUTE}${END}`, 'giu'),
];

/** The times of day of a text; see `findDates`. */
export function findTimes(text: string, digits: string): TimeFact[] {
  if (!/\d/.test(digits)) return [];
  const found: TimeFact[] = [];
  const put = (from: number, length: number, hour: number, minute: number) => {
    const to = from + length;
    if (hour > 24 || found.some((other) => from < other.to && other.from < to)) return;
    found.push({ kind: 'time', from, to, text: text.slice(from, to), written: 'digits', hour: hour % 24, minute });
  };
  const [said, clock, zoned, at] = TIMES;
  for (const { 0: all, 1: hour, 2: minute, 4: evening, index } of said ? digits.matchAll(said) : [])
    if (Number(hour) <= 12 || evening !== undefined)
      put(index, all.length, (Number(hour) % 12) + (evening === undefined ? 0 : 12), Number(minute ?? 0));
  for (const { 0: all, 1: hour, 2: a, 3: b, 4: c, 5: d, index } of clock ? digits.matchAll(clock) : [])
    put(index, all.length, Number(hour), Number(a ?? b ?? c ?? d ?? 0));
  for (const expression of [zoned, at])
    for (const { 0: all, 1: hour, 2: minute, index } of expression ? digits.matchAll(expression) : [])
      put(index, all.length, Number(hour), Number(minute ?? 0));
  return found.sort((x, y) => x.from - y.from);
}

/** Two dates that do not contradict each other, and say a day, a month or a weekday alike. */
export function sameDate(a: DateFact, b: DateFact): boolean {
  if (agree(a, b)) return true;
  if (!a.swappable && !b.swappable) return false;
  return agree({ ...a, day: a.month, month: a.day }, b);
}

function agree(a: DateParts, b: DateParts): boolean {
  const parts = ['year', 'month', 'day', 'weekday'] as const;
  const both = parts.filter((part) => a[part] !== null && b[part] !== null);
  if (a.day !== null && b.day === null && a.month !== null) return false;
  if (b.day !== null && a.day === null && b.month !== null) return false;
  return both.length > 0 && both.every((part) => a[part] === b[part]) && both.some((part) => part !== 'year');
}

/** The same time of day, where either may be told on a clock of twelve hours. */
export function sameTime(a: TimeFact, b: TimeFact): boolean {
  return a.minute === b.minute && a.hour % 12 === b.hour % 12;
}
