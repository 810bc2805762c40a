/** The port behind which every machine translation engine stands. `testing/engine-contract.ts` says what one must do. */

/** An engine is there for a pair of languages, or `why` says what is missing and what to do about it. */
export type Availability =
  | { readonly ok: true /** Name and version, for evidence. */; readonly version: string }
  | { readonly ok: false; readonly why: string };

export interface TranslationJob {
  /** Passages of plain text without line breaks. */
  readonly texts: readonly string[];
  /** BCP 47. */
  readonly from: string;
  readonly to: string;
  readonly signal: AbortSignal;
  /** Text around these passages, in the language they are in: for engines that read it without translating it. */
  readonly context?: string;
  /** How the newsroom says things: for engines that take terms (`takesTerms`). */
  readonly terms?: readonly { readonly source: string; readonly target: string }[];
  /** Called with the number of texts done so far. */
  readonly onProgress?: (done: number) => void;
}

export interface TranslationEngine {
  readonly id: string;
  /** As people know it. */
  readonly name: string;
  /** True if the text leaves this machine. */
  readonly remote: boolean;
  /** Engines that go by rules translate names word by word, so theirs are checked and shielded. */
  readonly method: 'rules' | 'neural';
  /** Follows the job's `terms`, in the forms that the sentence wants. */
  readonly takesTerms?: boolean;
  /** Never rejects. */
  available(from: string, to: string): Promise<Availability>;
  /** One output per text, in order. Rejects with `EngineError`, or with the signal's reason once that is aborted. */
  translate(job: TranslationJob): Promise<string[]>;
}

export type EngineErrorCode =
  | 'missing'
  | 'unreachable'
  | 'timeout'
  | 'key'
  | 'quota'
  | 'busy'
  | 'too-large'
  | 'language'
  | 'embargo'
  | 'answer';

/** An engine could not translate. `message` is a sentence for people: what happened, and what to do. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  /** The engine's name. */
  readonly engine: string;
  readonly code: EngineErrorCode;
  constructor(engine: string, code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.engine = engine;
    this.code = code;
  }
}

/** What an error means for availability, in words. */
export function whyUnavailable(name: string, error: unknown): Availability {
  const why = error instanceof EngineError ? error.message : `${name} failed in an unknown way. Try again.`;
  return { ok: false, why };
}
