import type { DocumentName } from './ports.ts';

const NAME =
  /^(?<articleId>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(?<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})(?<notes>\.notes)?$/;

const UUID_LENGTH = 36;
const NOTES = '.notes';

export interface DocumentParts {
  /** Lower-case UUID. */
  readonly articleId: string;
  /** Language tag, in the subset of `LanguageTag`. */
  readonly language: string;
  /** True for the document that holds the edition's notes. */
  readonly notes: boolean;
}

function isDocumentName(name: string): name is DocumentName {
  return NAME.test(name);
}

/** The name of an edition's document, or of its notes. Throws `TypeError` if the parts can't be a name. */
export function documentName(articleId: string, language: string, notes = false): DocumentName {
  const name = `${articleId}.${language}${notes ? '.notes' : ''}`;
  if (!isDocumentName(name)) throw new TypeError(`not an article id and a language: ${JSON.stringify(name)}`);
  return name;
}

/** What a document's name says, or null if it isn't one. */
export function parseDocumentName(name: string): DocumentParts | null {
  const { articleId, language, notes } = NAME.exec(name)?.groups ?? {};
  if (articleId === undefined || language === undefined) return null;
  return { articleId, language, notes: notes !== undefined };
}

/** What a name that is one says: by its places, as it is asked for with each letter that somebody types. */
export function partsOf(document: DocumentName): DocumentParts {
  const notes = document.endsWith(NOTES);
  const language = document.slice(UUID_LENGTH + 1, notes ? -NOTES.length : undefined);
  return { articleId: document.slice(0, UUID_LENGTH), language, notes };
}
