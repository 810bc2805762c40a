/** What people do to a story, chosen by a seed: each act on the documents of one window. */
import { contentOf, fieldsOf } from '@copydesk/editor/schema';
import * as Y from 'yjs';
import type { Random } from './random.ts';

export const ACTS = ['type', 'delete', 'format', 'move', 'split', 'undo', 'field', 'note', 'reply'] as const;
export type Act = (typeof ACTS)[number];

export interface Desk {
  readonly text: Y.Doc;
  readonly notes: Y.Doc;
  readonly undo: Y.UndoManager;
  /** Origin of a person's own edits. */
  readonly origin: unknown;
  readonly random: Random;
}

/** Does `act`; false if there was nothing to do it to. */
export function perform(act: Act, desk: Desk): boolean {
  switch (act) {
    case 'type':
    case 'delete':
    case 'format':
      return editText(act, desk);
    case 'move':
    case 'split':
      return editBlocks(act, desk);
    case 'undo':
      return desk.undo.undo() !== null;
    case 'field':
      return within(desk.text, desk, () => {
        fieldsOf(desk.text).set(`field${desk.random.below(3)}`, desk.random.word());
        return true;
      });
    case 'note':
    case 'reply':
      return within(desk.notes, desk, () => writeNote(act, desk));
  }
}

function within(doc: Y.Doc, { origin }: Desk, run: () => boolean): boolean {
  return doc.transact(run, origin);
}

function editText(act: 'type' | 'delete' | 'format', desk: Desk): boolean {
  const { random } = desk;
  return within(desk.text, desk, () => {
    const blocks = contentOf(desk.text)
      .toArray()
      .filter((node) => node instanceof Y.XmlElement);
    const text = random.oneOf(blocks)?.get(0);
    if (!(text instanceof Y.XmlText)) return false;
    if (act === 'type' || text.length === 0) {
      text.insert(random.below(text.length + 1), `${random.word()} `);
      return true;
    }
    const at = random.below(text.length);
    const length = 1 + random.below(Math.min(8, text.length - at));
    if (act === 'delete') text.delete(at, length);
    else text.format(at, length, { [random.below(2) === 0 ? 'bold' : 'italic']: random.below(2) === 0 ? true : null });
    return true;
  });
}

function editBlocks(act: 'move' | 'split', desk: Desk): boolean {
  const { random } = desk;
  return within(desk.text, desk, () => {
    const content = contentOf(desk.text);
    const at = random.below(content.length);
    const block = content.length < 3 ? null : content.get(at);
    if (!(block instanceof Y.XmlElement) || block.nodeName !== 'paragraph') return false;
    if (act === 'move') {
      const copy = block.clone();
      content.delete(at, 1);
      content.insert(2 + random.below(content.length - 1), [copy]);
      return true;
    }
    const text = block.get(0);
    const fresh = new Y.XmlElement('paragraph');
    fresh.setAttribute('id', `block-${random.below(2 ** 31)}`);
    const tail = new Y.XmlText();
    fresh.insert(0, [tail]);
    content.insert(at + 1, [fresh]);
    if (text instanceof Y.XmlText && text.length > 1) {
      const cut = 1 + random.below(text.length - 1);
      const delta: unknown = text.toDelta();
      const words = Array.isArray(delta) ? delta.map((part: { insert: unknown }) => String(part.insert)).join('') : '';
      tail.insert(0, words.slice(cut) || random.word());
      text.delete(cut, text.length - cut);
    }
    return true;
  });
}

/** A comment is a thread with a text; a reply is one more text in it. */
function writeNote(act: 'note' | 'reply', { notes, random }: Desk): boolean {
  const threads = notes.getMap<Y.Map<unknown>>('threads');
  const existing = random.oneOf([...threads.keys()].sort());
  if (act === 'note' || existing === undefined) {
    const thread = new Y.Map<unknown>();
    thread.set('text', random.word());
    threads.set(`thread-${random.below(2 ** 31)}`, thread);
    return true;
  }
  threads.get(existing)?.set(`reply-${random.below(2 ** 31)}`, random.word());
  return true;
}
