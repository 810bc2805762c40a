/**
 * Which row of the two columns each block stands in. Both texts keep their own order (what readers will read); a
 * passage's two sides share a row wherever that is possible.
 */
import { type ArticleDoc, longestRise, type Passage, type TextBlock, textBlocks } from '@copydesk/shared/article';

/** One source cell: rows are 1-based, as CSS grid counts them. */
export interface SourceCell {
  readonly blocks: readonly TextBlock[];
  readonly row: number;
  /** Rows it spans: more than 1 where several target blocks were made from it. */
  readonly span: number;
}

export interface TargetCell {
  readonly passage: Passage;
  readonly row: number;
}

export interface Layout {
  readonly rows: number;
  readonly source: readonly SourceCell[];
  readonly target: readonly TargetCell[];
}

/** Lays out `passages` (in the order of the target) beside `source` (null: a translation without one). */
export function layoutRows(passages: readonly Passage[], source: ArticleDoc | null): Layout {
  const blocks = source === null ? [] : textBlocks(source);
  const place = new Map(blocks.map((block, index) => [block.attrs.id, index]));
  const placesOf = passages.map((passage) =>
    passage.source.flatMap((block) => place.get(block.attrs.id) ?? []).sort((a, b) => a - b),
  );
  const kept = longestRise(placesOf.map((places) => places[0] ?? null));

  const sourceCells: { blocks: TextBlock[]; row: number; span: number }[] = [];
  const targetCells: TargetCell[] = [];
  let row = 0;
  let next = 0;
  const sourceRow = (cell: TextBlock[]) => {
    row += 1;
    sourceCells.push({ blocks: cell, row, span: 1 });
  };
  passages.forEach((passage, index) => {
    const places = placesOf[index] ?? [];
    const first = places[0];
    if (first === undefined || !kept.has(index)) {
      row += 1;
    } else if (first < next) {
      // Made from a source block that already stands beside an earlier target: that cell grows.
      row += 1;
      const cell = sourceCells.at(-1);
      if (cell !== undefined && cell.row + cell.span === row) cell.span += 1;
    } else {
      while (next < first) sourceRow(blocks.slice(next, ++next));
      const end = runOf(places);
      sourceRow(blocks.slice(first, end));
      next = end;
    }
    targetCells.push({ passage, row });
  });
  while (next < blocks.length) sourceRow(blocks.slice(next, ++next));
  return { rows: row, source: sourceCells, target: targetCells };
}

/** The end (exclusive) of the run of neighbouring places that starts with the first. */
function runOf(places: readonly number[]): number {
  let end = (places[0] ?? 0) + 1;
  for (const place of places.slice(1)) {
    if (place !== end) break;
    end += 1;
  }
  return end;
}
