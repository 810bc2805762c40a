/** Lines of a plain text file, with hard-wrapped paragraphs put together again. */
import { isLabelLine } from './label-line.ts';

export interface Line {
  /** 1-based, of the first line where several were joined. */
  readonly number: number;
  /** Number of the last line joined. */
  readonly last: number;
  readonly text: string;
  /** A blank line, or the start of the file, stands before it. */
  readonly afterBlank: boolean;
}

interface RawLine extends Line {
  /** With the spaces before it, which count against the width of the page. */
  readonly columns: number;
  readonly indented: boolean;
}

const WIDEST = 100;
const NARROWEST = 40;
/** Fewer lines that could be joined than this are no sign of wrapping. */
const ENOUGH_JOINS = 3;
const MARKER = /^(?:[-*•>]|\d{1,2}[.)]|#{1,6})\s/u;

/** The non-empty lines of a text; where it is clearly wrapped at a column, paragraphs as one line each. */
export function readLines(text: string): Line[] {
  const lines: RawLine[] = [];
  let afterBlank = true;
  text.split('\n').forEach((raw, index) => {
    const line = raw.replace(/\t/g, ' ').trim();
    if (line === '') {
      afterBlank = true;
      return;
    }
    lines.push({
      number: index + 1,
      last: index + 1,
      text: line,
      afterBlank,
      columns: raw.trimEnd().length,
      indented: /^(?: {2,}|\t)/.test(raw),
    });
    afterBlank = false;
  });
  return unwrap(lines);
}

/**
 * A wrapped line ends where the next word would not have fitted. If that holds for nearly all lines that have a line
 * right after them, and none is wider than a page, they are joined.
 */
function unwrap(lines: readonly RawLine[]): Line[] {
  const inner = lines.filter((_, index) => lines[index + 1]?.afterBlank === false);
  const width = inner.reduce((widest, line) => Math.max(widest, line.columns), 0);
  if (width > WIDEST || width < NARROWEST) return [...lines];
  const full = (line: RawLine, next: RawLine | undefined): boolean =>
    next !== undefined &&
    !next.afterBlank &&
    !next.indented &&
    !MARKER.test(next.text) &&
    !isLabelLine(next.text) &&
    line.columns + 1 + (next.text.split(/\s/, 1)[0]?.length ?? 0) > width;
  const joins = lines.filter((line, index) => full(line, lines[index + 1])).length;
  if (joins < ENOUGH_JOINS || joins < inner.length / 2) return [...lines];

  const joined: Line[] = [];
  let wrapped = false;
  lines.forEach((line, index) => {
    const open = joined.at(-1);
    if (wrapped && open) joined[joined.length - 1] = { ...open, last: line.number, text: `${open.text} ${line.text}` };
    else joined.push(line);
    wrapped = full(line, lines[index + 1]);
  });
  return joined;
}
