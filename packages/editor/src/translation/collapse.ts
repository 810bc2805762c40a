/** Rows of the two columns without those that a filter hides: a run of hidden rows becomes one thin row with a count. */
import type { Layout, SourceCell, TargetCell } from './layout.ts';

/** A row that stands for hidden passages. */
export interface Gap {
  readonly row: number;
  readonly passages: number;
}

export interface ShownLayout {
  readonly rows: number;
  readonly source: readonly SourceCell[];
  /** All passages in their order; a hidden one has the row of its gap. */
  readonly target: readonly (TargetCell & { readonly hidden: boolean })[];
  readonly gaps: readonly Gap[];
}

/** `layout` with the passages that are not `shown` collapsed; `openSource`: source blocks without a passage are shown. */
export function collapseRows(layout: Layout, shown: (cell: TargetCell) => boolean, openSource: boolean): ShownLayout {
  const visible = new Set(layout.target.filter(shown).map((cell) => cell.row));
  if (openSource) {
    const paired = new Set(layout.target.map((cell) => cell.row));
    for (const cell of layout.source) if (!paired.has(cell.row)) visible.add(cell.row);
  }
  const rowOf: number[] = [];
  const gapRows = new Map<number, number>();
  let rows = 0;
  for (let row = 1; row <= layout.rows; row += 1) {
    const inGap = !visible.has(row) && row > 1 && !visible.has(row - 1);
    if (!inGap) rows += 1;
    rowOf[row] = rows;
    if (!visible.has(row)) gapRows.set(rows, 0);
  }
  const at = (row: number) => rowOf[row] ?? row;
  const target = layout.target.map((cell) => {
    const hidden = !visible.has(cell.row);
    const row = at(cell.row);
    if (hidden) gapRows.set(row, (gapRows.get(row) ?? 0) + 1);
    return { passage: cell.passage, row, hidden };
  });
  const source = layout.source.flatMap((cell): SourceCell[] => {
    const own = Array.from({ length: cell.span }, (_, index) => cell.row + index).filter((row) => visible.has(row));
    const [top] = own;
    const bottom = own.at(-1);
    if (top === undefined || bottom === undefined) return [];
    return [{ ...cell, row: at(top), span: at(bottom) - at(top) + 1 }];
  });
  return { rows, source, target, gaps: [...gapRows].map(([row, passages]) => ({ row, passages })) };
}
