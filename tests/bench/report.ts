/** The figures as a table for a terminal. */
import type { Column, Figures } from './scenarios/scenario.ts';
import type { Judged } from './targets.ts';

export interface Cell {
  /** Medians. */
  readonly figures: Figures;
  readonly rounds: readonly Figures[];
  readonly notes: readonly string[];
}

export interface Results {
  readonly quick: boolean;
  readonly rounds: number;
  readonly node: string;
  readonly pinned: boolean;
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly load: number;
    readonly loadAfter: number;
  };
  readonly commit: { readonly p50: number; readonly p99: number };
  readonly targets: readonly Judged[];
  readonly results: readonly {
    readonly title: string;
    readonly columns: readonly Column[];
    readonly servers: readonly (Cell & { readonly server: string; readonly title: string })[];
  }[];
}

/** Each figure with what it is to Copydesk's: `x2.00` is twice as much as Copydesk has. */
export function report({ machine, commit, pinned, node, quick, rounds, results, targets }: Results): string {
  const head = [
    `${machine.processor}, ${machine.cores} cores, Node ${node}; ${pinned ? 'the server on one core, the load on the others' : 'not kept on cores of their own'}`,
    `load average ${machine.load.toFixed(1)} before and ${machine.loadAfter.toFixed(1)} after: ${machine.load > 0.5 ? 'the machine is not quiet, figures are orders of magnitude' : 'quiet'}`,
    `one commit on this disk: p50 ${commit.p50.toFixed(2)} ms, p99 ${commit.p99.toFixed(2)} ms`,
    `${quick ? 'quick: smaller; ' : ''}medians of ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, or as many as a table says`,
  ];
  const tables = results.map(({ title, columns, servers }) => {
    const own = servers.find(({ server }) => server === 'copydesk')?.figures;
    const rows = servers.map((cell) => [
      cell.title,
      ...columns.map((column) => figure(cell.figures, own, column)),
      cell.notes.join('; '),
    ]);
    const times = servers[0]?.rounds.length ?? 0;
    return `${title} (${times} ${times === 1 ? 'round' : 'rounds'})\n${table([['', ...columns.map((column) => column.title), ''], ...rows])}`;
  });
  const goals = targets.map(({ measure, value, bound, limit, peer, reached }) => [
    measure,
    value.toFixed(2),
    `${bound === 'least' ? '>=' : '<='} ${limit}${peer === null ? '' : ` x ${peer}`}`,
    reached ? 'reached' : 'NOT REACHED',
  ]);
  return `\n${head.join('\n')}\n\n${tables.join('\n\n')}\n\n${table([['Copydesk', 'is', 'to be', ''], ...goals])}\n`;
}

function figure(figures: Figures, own: Figures | undefined, { key, digits }: Column): string {
  const value = figures[key];
  if (value === undefined || value === null) return '-';
  const base = own?.[key];
  const ratio = own === figures || !base ? '' : ` (x${(value / base).toFixed(2)})`;
  return value.toFixed(digits) + ratio;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))))
    .map((row) => `  ${row.join('  ')}`.trimEnd())
    .join('\n');
}
