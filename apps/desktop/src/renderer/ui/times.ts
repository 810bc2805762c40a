/** Times as the reader writes them. Pure: `now` and `locale` may be given, for tests. */

/** Locale of the interface; undefined is the system's. */
export type Locale = string | undefined;

/** `14:02`; with the day before it when it was not today: `Nov 21, 14:02`. */
export function momentText(instant: string, now = new Date(), locale?: Locale): string {
  const at = new Date(instant);
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(at);
  if (at.toDateString() === now.toDateString()) return time;
  const sameYear = at.getFullYear() === now.getFullYear();
  const day = new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at);
  return `${day}, ${time}`;
}

const STEPS = [
  ['minute', 60],
  ['hour', 3_600],
  ['day', 86_400],
] as const;

/** `2 minutes ago`, `in 3 hours`; within a minute `now`; more than a week away as `momentText`. */
export function agoText(instant: string, now = new Date(), locale?: Locale): string {
  const seconds = (new Date(instant).getTime() - now.getTime()) / 1000;
  const far = Math.abs(seconds);
  if (far > 7 * 86_400) return momentText(instant, now, locale);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (far < 60) return relative.format(0, 'second');
  const [unit, size] = STEPS.findLast(([, least]) => far >= least) ?? STEPS[0];
  return relative.format(Math.trunc(seconds / size), unit);
}

/** Day and time in full, for titles. */
export function fullText(instant: string, locale?: Locale): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(new Date(instant));
}

/** The language's name in the interface's language: "Spanish". */
export function languageName(tag: string, locale?: Locale): string {
  try {
    return new Intl.DisplayNames(locale ?? 'en', { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur', 'ps', 'ckb', 'yi', 'dv', 'sd', 'ug']);

/** The direction a language is written in; by the language, never guessed from the text. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(tag.split('-')[0] ?? tag) ? 'rtl' : 'ltr';
}

/** An instant as `<input type="datetime-local">` writes it, in this computer's zone; null as ''. */
export function toLocalInput(instant: string | null): string {
  if (instant === null) return '';
  const at = new Date(instant);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The instant of a `datetime-local` value; null if empty or unfinished. */
export function fromLocalInput(value: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return null;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
