/** CSV (RFC 4180) as spreadsheets write it and take it. */
import Papa from 'papaparse';
import { ExchangeError } from './model.ts';

/** Rows as CSV, the first being the columns' names; with a byte order mark, which spreadsheets want for UTF-8. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\ufeff${Papa.unparse([...rows], { newline: '\r\n' })}\r\n`;
}

/**
 * The rows of a CSV file that hold something, each with the 1-based line on which it begins. `name` is for the person.
 * Throws `ExchangeError`.
 */
export function csvRows(text: string, name: string): { readonly line: number; readonly cells: readonly string[] }[] {
  const plain = text.replace(/^\ufeff/, '');
  // Many spreadsheets write semicolons or tabs. Empty rows would mislead the guess, but count as lines.
  const { delimiter } = Papa.parse<string[]>(plain, { skipEmptyLines: 'greedy', preview: 10 }).meta;
  const parsed = Papa.parse<string[]>(plain, { delimiter });
  const broken = parsed.errors.find(({ type }) => type === 'Quotes');
  if (broken) {
    throw new ExchangeError(
      'malformed',
      `${name} is not well-formed CSV (row ${(broken.row ?? 0) + 1}: a quotation mark is not closed). Nothing was changed.`,
    );
  }
  let next = 1;
  const rows = parsed.data.map((cells) => {
    const line = next;
    next += cells.join('').split(/\r\n|\r|\n/).length;
    return { line, cells };
  });
  return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
}

/** Where a file's columns lack one that is needed. */
export function lacksColumns(name: string): ExchangeError {
  return new ExchangeError(
    'unsupported',
    `${name} has no columns called “source” and “target” in its first row. Nothing was changed. Name them and try again.`,
  );
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe in front, and so does one that begins with it. */
export function guarded(text: string): string {
  return /^[=+\-@\t\r']/.test(text) ? `'${text}` : text;
}

/** A cell as it was before `guarded`. */
export function unguarded(text: string): string {
  return /^'[=+\-@\t\r']/.test(text) ? text.slice(1) : text;
}
