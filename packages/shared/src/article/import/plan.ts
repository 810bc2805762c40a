/** An import as a plan: what each line of a file would become. Nothing is made before a person accepts it. */
import type { ImportPlan } from '../../api/contract.ts';
import type { LineKind } from '../../api/import.ts';
import { ImportError } from './import-error.ts';

export interface ImportInput {
  readonly name: string;
  /** Media type, with or without parameters; '' where unknown. */
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly language: string;
  /** What a person made of lines, by line number. */
  readonly changes?: Readonly<Record<number, LineKind>> | undefined;
}

/** Reads a file and says what each of its lines becomes. Block ids are fresh each time. Throws `ImportError`. */
export function planImport(input: ImportInput): ImportPlan {
  throw new ImportError('unsupported', `${input.name} cannot be imported yet.`);
}
