/** Passages as they travel in files: what goes out, what was read, and where a file cannot be read. */
import { canonicalJson, mergeInline } from '../../article/canonical.ts';
import type { Hash, LanguageTag, PassageState, TextBlock, TextNode } from '../../article/model.ts';
import { sha256 } from '../../article/text.ts';

/** A note to whoever translates, such as `{ category: 'instruction', text: 'Headline, at most 70 characters.' }`. */
export interface ExchangeNote {
  readonly category: string;
  readonly text: string;
}

/** One passage of a translation on its way out. */
export interface ExchangePassage {
  /** Id of the target block; of the source block where there is no target yet. */
  readonly id: string;
  readonly kind: TextBlock['type'];
  /** Several source blocks are joined by a newline. */
  readonly source: readonly TextNode[];
  readonly target: readonly TextNode[];
  readonly state: PassageState;
  readonly stale: boolean;
  readonly notes: readonly ExchangeNote[];
  /** The engine's original output, with the source text it was made from. */
  readonly machine: { readonly engine: string; readonly source: string; readonly output: string } | null;
}

/** A translation on its way out. */
export interface ExchangeStory {
  readonly articleId: string;
  /** Null: an imported machine text without a source. */
  readonly from: LanguageTag | null;
  readonly to: LanguageTag;
  /** For the file's name and the person who opens it. */
  readonly headline: string;
  /** The text is an approved one, so its passages are final. */
  readonly approved: boolean;
  readonly passages: readonly ExchangePassage[];
}

export type ExchangeFormat = 'xliff-2.1' | 'xliff-1.2' | 'tmx-1.4' | 'csv';

/** How far a file says that a passage has come; nobody's word in Copydesk until a person here confirms it. */
export type FileState = 'initial' | 'translated' | 'reviewed' | 'final';

/** One passage as a file has it. */
export interface FileUnit {
  /** The passage's id as Copydesk wrote it, or null in a file from elsewhere. */
  readonly id: string | null;
  /** 1-based line of the file. */
  readonly line: number;
  readonly source: readonly TextNode[] | null;
  /** Null: the file has no target for it. */
  readonly target: readonly TextNode[] | null;
  readonly state: FileState;
  /** The two sides when Copydesk wrote the file, so that a change can be told from none. */
  readonly base: { readonly source: Hash; readonly target: Hash } | null;
  /** Notes that whoever had the file wrote into it. */
  readonly notes: readonly string[];
}

export interface ExchangeFile {
  readonly format: ExchangeFormat;
  readonly from: LanguageTag | null;
  readonly to: LanguageTag | null;
  /** The story it was written from, or null. */
  readonly articleId: string | null;
  readonly units: readonly FileUnit[];
  /** What was read otherwise than it stands in the file, in sentences. */
  readonly warnings: readonly string[];
}

export type ExchangeErrorCode = 'unsupported' | 'encoding' | 'malformed' | 'too-large' | 'empty' | 'languages';

/** A file cannot be read, or a story cannot be written in a format. `message` says why and what to do. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly code: ExchangeErrorCode;
  constructor(code: ExchangeErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Hash of inline content with its marks, in normal form. */
export function inlineHash(content: readonly TextNode[]): Hash {
  return sha256(canonicalJson(mergeInline(content)).normalize('NFC'));
}
