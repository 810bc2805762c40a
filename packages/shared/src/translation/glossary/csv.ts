/** A glossary as CSV. */
import { csvRows, csvText, guarded, lacksColumns, unguarded } from '../exchange/spreadsheet.ts';
import type { FileTerm, GlossaryFile, GlossaryFileInput } from './model.ts';
import { type GlossaryTerm, TermStatus } from './term.ts';

const COLUMNS = ['source', 'target', 'status', 'note', 'case', 'id'] as const;
type Column = (typeof COLUMNS)[number];

/** Terms as CSV, in the columns that `readGlossaryCsv` knows. */
export function glossaryToCsv(terms: readonly GlossaryTerm[]): string {
  const rows = terms.map(({ id, source, target, status, note = '', caseSensitive = false }) => [
    guarded(source),
    guarded(target),
    status,
    guarded(note),
    caseSensitive ? 'yes' : '',
    id,
  ]);
  return csvText([COLUMNS, ...rows]);
}

/** Columns by their names in the first row; a language's tag stands for the side of that language. */
export function readGlossaryCsv(text: string, { name, from, to }: Omit<GlossaryFileInput, 'bytes'>): GlossaryFile {
  const [head, ...rows] = csvRows(text, name);
  const titles = (head?.cells ?? []).map((title) => title.trim().toLowerCase());
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
  if (places.source < 0 || places.target < 0) throw lacksColumns(name);
  const terms: FileTerm[] = [];
  const problems: { line: number; message: string }[] = [];
  for (const { line, cells } of rows) {
    const term = termOf((column) => unguarded(cells[places[column]] ?? '').trim());
    if (typeof term === 'string') problems.push({ line, message: term });
    else terms.push({ ...term, line });
  }
  return { terms, problems };
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
