/** The three shared types of an edition's document. */
import type * as Y from 'yjs';

/** The text: headline, standfirst and blocks. */
export function contentOf(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment('content');
}

/** Byline, dateline, slug and so on, by free string keys. */
export function fieldsOf(doc: Y.Doc): Y.Map<string> {
  return doc.getMap('fields');
}

/** In translations: pairing and state by target block id. */
export function segmentsOf(doc: Y.Doc): Y.Map<Y.Map<unknown>> {
  return doc.getMap('segments');
}
