/** The shared types of an edition's document and of its notes. */
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

/** In translations: passages set aside, by target block id. */
export function asideOf(doc: Y.Doc): Y.Map<Y.Map<unknown>> {
  return doc.getMap('aside');
}

/** In the notes of a translation: dismissed warnings, by target block id and warning. */
export function dismissalsOf(notes: Y.Doc): Y.Map<Y.Map<unknown>> {
  return notes.getMap('dismissals');
}

/** In the notes of a translation: what one translator left for the next. */
export function handoversOf(notes: Y.Doc): Y.Map<Y.Map<unknown>> {
  return notes.getMap('handovers');
}

/** In the notes of a source: translators' questions. */
export function queriesOf(notes: Y.Doc): Y.Map<Y.Map<unknown>> {
  return notes.getMap('queries');
}
