/** Terms as they travel in files. */
import type { LanguageTag } from '../../article/model.ts';
import type { GlossaryTerm } from './term.ts';

/** A term as a file has it; `id` null in files from elsewhere. */
export interface FileTerm extends Omit<GlossaryTerm, 'id'> {
  readonly id: string | null;
  /** 1-based. */
  readonly line: number;
}

export interface GlossaryFile {
  readonly terms: readonly FileTerm[];
  /** What could not be read as a term, and why. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

export interface GlossaryFileInput {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly from: LanguageTag;
  readonly to: LanguageTag;
}
