export type ImportErrorCode = 'unsupported' | 'encoding' | 'empty' | 'too-large' | 'invalid';

/** A file cannot be imported. `detail` says why and what to do, in words for the person; nothing was made. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly code: ImportErrorCode;
  readonly detail: string;
  constructor(code: ImportErrorCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
    this.detail = detail;
  }
}
