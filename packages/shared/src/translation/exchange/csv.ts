/** Passages as CSV, for whoever works in a spreadsheet. Plain words: bold, italic and links are left out. */
import type { TextNode } from '../../article/model.ts';
import { inlineText } from '../../article/text.ts';
import { type ExchangeFile, type ExchangeStory, type FileState, type FileUnit, inlineHash } from './model.ts';
import { csvRows, csvText, guarded, lacksColumns, unguarded } from './spreadsheet.ts';

const COLUMNS = ['passage', 'kind', 'state', 'source', 'target', 'note', 'written'] as const;
type Column = (typeof COLUMNS)[number];
/** Says in the first column's name which story the file is of. */
const OURS = 'passage of ';

/** A translation as CSV. */
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
  const head = COLUMNS.map((column) => (column === 'passage' ? `${OURS}${story.articleId}` : column));
  return csvText([head, ...rows.map((row) => COLUMNS.map((column) => row[column]))]);
}

/** Inline content as CSV has it: its words alone. */
export function plainly(content: readonly TextNode[]): TextNode[] {
  const text = inlineText(content);
  return text === '' ? [] : [{ type: 'text', text }];
}

/** Reads a CSV file with at least the columns `source` and `target`. Throws `ExchangeError`. */
export function readCsv(text: string, name: string): ExchangeFile {
  const [first, ...rows] = csvRows(text, name);
  const head = first?.cells ?? [];
  const title = head[0]?.trim() ?? '';
  const ours = title.startsWith(OURS);
  const columns = new Map(
    head.map((column, index) => [index === 0 && ours ? 'passage' : column.trim().toLowerCase(), index]),
  );
  if (!columns.has('target') || !(columns.has('source') || ours)) {
    throw lacksColumns(name);
  }
  const cell = (row: readonly string[], column: Column): string | null => {
    const index = columns.get(column);
    return index === undefined ? null : (row[index] ?? null);
  };
  return {
    format: 'csv',
    from: null,
    to: null,
    articleId: ours ? title.slice(OURS.length) : null,
    units: rows.map(({ line, cells: row }): FileUnit => {
      const [source, target] = cell(row, 'written')?.split(' ') ?? [];
      return {
        id: ours ? cell(row, 'passage') : null,
        line,
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
