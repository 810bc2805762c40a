/** Passages as CSV (RFC 4180), for whoever works in a spreadsheet. Plain words: bold, italic and links are left out. */
import Papa from 'papaparse';
import type { TextNode } from '../../article/model.ts';
import { inlineText } from '../../article/text.ts';
import {
  ExchangeError,
  type ExchangeFile,
  type ExchangeStory,
  type FileState,
  type FileUnit,
  inlineHash,
} from './model.ts';

const COLUMNS = ['passage', 'kind', 'state', 'source', 'target', 'note', 'written'] as const;
type Column = (typeof COLUMNS)[number];
/** Says in the first column's name which story the file is of. */
const OURS = 'passage of ';

/** A translation as CSV with a byte order mark, which spreadsheets want for UTF-8. */
export function toCsv(story: ExchangeStory): string {
  const rows = story.passages.map(({ id, kind, state, stale, source, target, notes }) => ({
    passage: id,
    kind,
    state: stale ? `${state}, stale` : state,
    source: guarded(inlineText(source)),
    target: guarded(inlineText(target)),
    note: guarded(notes.map(({ text }) => text).join(' ')),
    written: `${inlineHash(plainly(source))} ${inlineHash(plainly(target))}`,
  }));
  const body = Papa.unparse(
    { fields: [...COLUMNS], data: rows.map((row) => COLUMNS.map((column) => row[column])) },
    { newline: '\r\n', header: false },
  );
  const head = COLUMNS.map((column) => (column === 'passage' ? `${OURS}${story.articleId}` : column)).join(',');
  return `\ufeff${head}\r\n${body}\r\n`;
}

/** Inline content as CSV has it: its words alone. */
export function plainly(content: readonly TextNode[]): TextNode[] {
  const text = inlineText(content);
  return text === '' ? [] : [{ type: 'text', text }];
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe in front, and so does one that begins with it. */
export function guarded(text: string): string {
  return /^[=+\-@\t\r']/.test(text) ? `'${text}` : text;
}

/** A cell as it was before `guarded`. */
export function unguarded(text: string): string {
  return /^'[=+\-@\t\r']/.test(text) ? text.slice(1) : text;
}

/** Reads a CSV file with at least the columns `source` and `target`. Throws `ExchangeError`. */
export function readCsv(text: string, name: string): ExchangeFile {
  const parsed = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: 'greedy' });
  const broken = parsed.errors.find(({ type }) => type === 'Quotes');
  if (broken) {
    throw new ExchangeError(
      'malformed',
      `${name} is not well-formed CSV (row ${(broken.row ?? 0) + 1}: a quotation mark is not closed). Nothing was changed.`,
    );
  }
  const [head = [], ...rows] = parsed.data;
  const first = head[0]?.trim() ?? '';
  const ours = first.startsWith(OURS);
  const columns = new Map(
    head.map((title, index) => [index === 0 && ours ? 'passage' : title.trim().toLowerCase(), index]),
  );
  if (!columns.has('target') || !(columns.has('source') || ours)) {
    throw new ExchangeError(
      'unsupported',
      `${name} has no columns called “source” and “target” in its first row. Nothing was changed. Name them and try again.`,
    );
  }
  const cell = (row: readonly string[], column: Column): string | null => {
    const index = columns.get(column);
    return index === undefined ? null : (row[index] ?? null);
  };
  return {
    format: 'csv',
    from: null,
    to: null,
    articleId: ours ? first.slice(OURS.length) : null,
    units: rows.map((row, index): FileUnit => {
      const [source, target] = cell(row, 'written')?.split(' ') ?? [];
      return {
        id: ours ? cell(row, 'passage') : null,
        line: index + 2,
        source: plain(cell(row, 'source')),
        target: plain(cell(row, 'target')),
        state: stateOf(cell(row, 'state') ?? ''),
        base: source && target ? { source, target } : null,
        notes: [],
      };
    }),
    warnings: [],
  };
}

function plain(cell: string | null): TextNode[] | null {
  if (cell === null) return null;
  return plainly([{ type: 'text', text: unguarded(cell).replace(/\r\n?/g, '\n') }]);
}

function stateOf(cell: string): FileState {
  switch (cell.split(',', 1)[0]?.trim()) {
    case 'confirmed':
      return 'translated';
    case 'reviewed':
      return 'reviewed';
    default:
      return 'initial';
  }
}
