import type { ServerKind } from '../servers.ts';

/** Figures of one run by name; null: could not be had, `notes` says why. */
export type Figures = Readonly<Record<string, number | null>>;

export interface Outcome {
  readonly figures: Figures;
  /** What one has to know to read them. */
  readonly notes: readonly string[];
}

export interface Context {
  readonly quick: boolean;
  /** An empty folder of this run's own. */
  readonly folder: string;
  /** For Node, before the server's program. */
  readonly nodeArgs: readonly string[];
}

export interface Scenario {
  readonly name: string;
  /** What is done, for the table's head. */
  readonly title: string;
  readonly columns: readonly Column[];
  /** More rounds than this would tell nothing new: it repeats within itself, or hardly varies. */
  readonly mostRounds?: number;
  takes(kind: ServerKind): boolean;
  run(kind: ServerKind, context: Context): Promise<Outcome>;
}

export interface Column {
  readonly key: string;
  readonly title: string;
  readonly digits: number;
}
