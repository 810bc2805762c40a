/** A glossary as CSV (RFC 4180). */
import Papa from 'papaparse';
import { guarded, unguarded } from '../exchange/csv.ts';
import { ExchangeError } from '../exchange/model.ts';
import type { FileTerm, GlossaryFile, GlossaryFileInput } from './file.ts';
import { type GlossaryTerm, TermStatus } from './term.ts';

const COLUMNS = ['source', 'target', 'status', 'note', 'case', 'id'] as const;
type Column = (typeof COLUMNS)[number];

/** With a byte order mark, which spreadsheets want for UTF-8. */
export function glossaryToCsv(terms: readonly GlossaryTerm[]): string {
  const rows = terms.map(({ id, source, target, status, note = '', caseSensitive = false }) => [
    guarded(source),
    guarded(target),
    status,
    guarded(note),
    caseSensitive ? 'yes' : '',
    id,
  ]);
  return `\ufeff${Papa.unparse([[...COLUMNS], ...rows], { newline: '\r\n' })}\r\n`;
}

/** Columns by their names in the first row; a language's tag stands for the side of that language. */
export function readGlossaryCsv(text: string, { name, from, to }: Omit<GlossaryFileInput, 'bytes'>): GlossaryFile {
  const parsed = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: false });
  const broken = parsed.errors.find(({ type }) => type === 'Quotes');
  if (broken) {
    throw new ExchangeError(
      'malformed',
      `${name} is not well-formed CSV (row ${(broken.row ?? 0) + 1}: a quotation mark is not closed). Nothing was changed.`,
    );
  }
  const [head = [], ...rows] = parsed.data;
  const titles = head.map((title) => title.trim().toLowerCase());
  const place = (column: Column, ...others: string[]) =>
    titles.findIndex((title) => title === column || others.includes(title));
  const places: Record<Column, number> = {
    source: place('source', from.toLowerCase(), 'term'),
    target: place('target', to.toLowerCase(), 'translation'),
    status: place('status'),
    note: place('note'),
    case: place('case'),
    id: place('id'),
  };
  if (places.source < 0 || places.target < 0) {
    throw new ExchangeError(
      'unsupported',
      `${name} has no columns called “source” and “target” in its first row. Nothing was changed. Name them and try again.`,
    );
  }
  const terms: FileTerm[] = [];
  const problems: { line: number; message: string }[] = [];
  let line = 1 + breaksIn(head);
  for (const row of rows) {
    line += 1;
    const cell = (column: Column) => unguarded(row[places[column]] ?? '').trim();
    if (row.some((one) => one.trim() !== '')) {
      const term = termOf(cell);
      if (typeof term === 'string') problems.push({ line, message: term });
      else terms.push({ ...term, line });
    }
    line += breaksIn(row);
  }
  return { terms, problems };
}

/** Lines that a row takes beyond its first. */
function breaksIn(row: readonly string[]): number {
  return row.join('').split(/\r\n|\r|\n/).length - 1;
}

/** A sentence where the row is no term. */
function termOf(cell: (column: Column) => string): Omit<FileTerm, 'line'> | string {
  const source = cell('source');
  const target = cell('target');
  const named = cell('status').toLowerCase();
  const status = named === '' ? 'preferred' : TermStatus.safeParse(named).data;
  const note = cell('note');
  if (source === '') return 'There is no source term.';
  if (status === undefined) return `“${named}” is no status. It is preferred, forbidden or do-not-translate.`;
  if (target === '' && status !== 'do-not-translate') return `“${source}” has no translation.`;
  return {
    id: cell('id') || null,
    source,
    target,
    status,
    ...(note === '' ? {} : { note }),
    ...(/^(?:yes|true|1|x)$/i.test(cell('case')) ? { caseSensitive: true } : {}),
  };
}
