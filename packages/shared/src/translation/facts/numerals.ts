/** Numbers in digits: of any script, grouped and with decimals as any language writes them. */
import type { Span } from '../rich-text.ts';
import type { HouseStyle } from '../style.ts';

export interface Numeral extends Span {
  readonly text: string;
  readonly amount: number;
  /**
   * What it says where the marks mean the other thing: "1,250" is 1.25 to who writes decimals with a comma. Null where
   * it can be read in one way only.
   */
  readonly other: number | null;
}

/** The marks between digits, as far as they show how a number is written. */
type Marks = Pick<HouseStyle, 'decimal' | 'group'>;

const POINTS = '.,\u066b\u066c';
const SPACES = "\u00a0\u202f\u2009'’";
/** Grouped by what could be no decimal mark; or digits with points and commas. A plain space groups in some languages. */
const numerals = (spaces: string) =>
  new RegExp(
    `(?<!\\p{Nd})\\p{Nd}{1,3}(?:[${spaces}]\\p{Nd}{3})+(?!\\p{Nd})(?:[.,\u066b]\\p{Nd}+)?|\\p{Nd}+(?:[${POINTS}]\\p{Nd}+)*`,
    'gu',
  );
const SPACED = numerals(`${SPACES}\u0020`);
const UNSPACED = numerals(SPACES);

/** The numbers in digits of a text, in order. `marks`: how its language writes them. */
export function findNumerals(text: string, marks: Marks): Numeral[] {
  // "12 500" in the languages of the decimal comma; in the others a space stands between two numbers.
  const expression = marks.decimal === ',' ? SPACED : UNSPACED;
  return Array.from(text.matchAll(expression), ({ 0: written, index }) => ({
    from: index,
    to: index + written.length,
    text: written,
    ...read(asciiDigits(written), marks),
  }));
}

/** A number as the house writes it, to at most three decimals. */
export function writeNumeral(amount: number, style: HouseStyle, { grouped = true } = {}): string {
  const [whole = '', decimals] = String(Math.round(Math.abs(amount) * 1000) / 1000).split('.');
  const long = grouped && whole.length >= style.groupFrom;
  const integer = long ? whole.replace(/\d(?=(?:\d{3})+$)/g, `$&${style.group}`) : whole;
  const written = decimals === undefined ? integer : `${integer}${style.decimal}${decimals}`;
  return style.digits === 'arabic' ? arabicDigits(written) : written;
}

/** Digits of any script as 0-9. */
export function asciiDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, digitValue);
}

function arabicDigits(text: string): string {
  return text.replace(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit)));
}

/** Scripts keep their ten digits in a row, zero first: the value is how far back digits reach, modulo ten. */
function digitValue(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}

/** What digits with marks between them amount to. */
function read(written: string, marks: Marks): Pick<Numeral, 'amount' | 'other'> {
  const points = [...written.matchAll(/[^0-9]/g)].map(({ 0: mark }) =>
    mark.replace('\u066b', '.').replace('\u066c', ','),
  );
  const [first] = points;
  const last = points.at(-1);
  const digits = written.replace(/[^0-9]/g, '');
  if (first === undefined || last === undefined) return { amount: Number(digits), other: null };
  const tail = /[0-9]+$/.exec(written)?.[0].length ?? 0;
  const decimal = Number(`${digits.slice(0, -tail)}.${digits.slice(-tail)}`);
  const whole = Number(digits);
  if (points.length > 1) return { amount: first === last ? whole : decimal, other: null };
  if (!POINTS.includes(first)) return { amount: whole, other: null };
  if (tail !== 3 || digits.length > 6 || digits.startsWith('0')) return { amount: decimal, other: null };
  return sameMark(first, marks.decimal) ? { amount: decimal, other: whole } : { amount: whole, other: decimal };
}

function sameMark(mark: string, decimal: string): boolean {
  return mark === decimal.replace('\u066b', '.');
}
