import { NoSuchDocument, StoreError, type StoreErrorKind } from '../sync/ports.ts';

/** SQLite's codes by how they begin, and what each means for the text. */
const KINDS: readonly (readonly [prefix: string, kind: StoreErrorKind, message: string])[] = [
  ['SQLITE_FULL', 'full', 'The disk is full: nothing more can be saved until there is space.'],
  ['SQLITE_READONLY', 'readonly', 'The folder or file may only be read: nothing can be saved.'],
  ['SQLITE_BUSY', 'busy', 'Another program is using the database: nothing was saved.'],
  ['SQLITE_LOCKED', 'busy', 'Another program is using the database: nothing was saved.'],
  ['SQLITE_CORRUPT', 'corrupt', 'The database file is damaged.'],
  ['SQLITE_NOTADB', 'corrupt', 'The database file is damaged.'],
  ['SQLITE_IOERR', 'io', 'The disk could not be read or written: nothing was saved.'],
  ['SQLITE_CANTOPEN', 'io', 'The database could not be opened.'],
  ['SQLITE_NOMEM', 'io', 'There is not enough memory: nothing was saved.'],
  ['ENOSPC', 'full', 'The disk is full: nothing more can be saved until there is space.'],
  ['EROFS', 'readonly', 'The folder may only be read: nothing can be saved.'],
  ['EACCES', 'readonly', 'The folder may only be read: nothing can be saved.'],
  ['EPERM', 'readonly', 'The folder may only be read: nothing can be saved.'],
];

/** A failure of the disk or of SQLite as a `StoreError`; any other error as it is. */
export function asStoreError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = KINDS.find(([prefix]) => code.startsWith(prefix));
  return known === undefined ? error : new StoreError(known[1], `${known[2]} (${code})`, { cause: error });
}

/** An error as it crosses from the worker. */
export interface ErrorMessage {
  readonly name: string;
  readonly message: string;
  readonly kind: StoreErrorKind | null;
}

export function toMessage(error: unknown): ErrorMessage {
  const known = asStoreError(error);
  return { name: known.name, message: known.message, kind: known instanceof StoreError ? known.kind : null };
}

export function fromMessage({ name, message, kind }: ErrorMessage): Error {
  if (kind !== null) return new StoreError(kind, message);
  if (name === 'NoSuchDocument') return new NoSuchDocument(message);
  const error = new Error(message);
  error.name = name;
  return error;
}
